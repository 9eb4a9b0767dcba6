using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>What the oral test needs of a vacancy. Rules are null where a cancellation was heard before the publication.</summary>
public sealed class Vacancy
{
    public required Guid VacancyId { get; init; }

    /// <summary>The newest version of Candidacy's events taken in.</summary>
    public long Seen { get; set; }

    /// <summary>The version of the published rules.</summary>
    public int RuleVersion { get; set; }

    public string SelectionCode { get; set; } = "";

    public LocalizedText? Title { get; set; }

    public string Language { get; set; } = "";

    public CompetencyModel? Competencies { get; set; }

    public ScoringRule Scoring { get; set; } = new();

    public CommitteeRule CommitteeRule { get; set; } = new();

    public bool Cancelled { get; set; }

    /// <summary>How long the preparation is without accommodations; null before slots are offered.</summary>
    public int? PreparationMinutes { get; set; }

    /// <summary>How long the hearing is without accommodations; null before slots are offered.</summary>
    public int? HearingMinutes { get; set; }

    /// <summary>What extra time lengthens; null before slots are offered.</summary>
    public Domain.ExtraTimeOn? ExtraTimeOn { get; set; }

    /// <summary>The lengths a candidate's slot is measured by; null before slots are offered.</summary>
    public Domain.SlotLengths? Lengths => PreparationMinutes is { } preparation && HearingMinutes is { } hearing
        ? new(Duration.FromMinutes(preparation), Duration.FromMinutes(hearing), ExtraTimeOn ?? Domain.ExtraTimeOn.Both)
        : null;

    /// <summary>The competencies the committee scores, in the published order.</summary>
    public IReadOnlyList<string> Codes => Competencies?.OralTestCodes() ?? [];

    /// <summary>Whether anything may still happen in the procedure.</summary>
    public bool IsOpen => Competencies is not null && !Cancelled;
}

/// <summary>A time in which candidates choose among its slots (R26, R45).</summary>
public sealed class PeriodRow
{
    public required Guid RegistrationPeriodId { get; init; }

    public required Guid VacancyId { get; init; }

    public required LocalDate OpensOn { get; init; }

    /// <summary>The day of the last instant in it.</summary>
    public required LocalDate ClosesOn { get; set; }

    /// <summary>The first instant in it; of its first day in Brussels where no time was given (T1).</summary>
    public required Instant OpensAt { get; init; }

    /// <summary>The first instant that is too late (T1).</summary>
    public required Instant ClosesAt { get; set; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The day of the last instant before an end (T1).</summary>
    public static LocalDate LastDayOf(Instant closesAt) => BrusselsTime.DateIn(closesAt - Duration.Epsilon);

    /// <summary>Its instants, for the rules.</summary>
    public Domain.RegistrationPeriod Times => new(OpensAt, ClosesAt);
}

/// <summary>A slot; the candidacy that has it, where one has. The database lets a candidacy have one, and a slot one candidacy.</summary>
public sealed class Slot : IVersioned
{
    public required Guid SlotId { get; init; }

    public long Version { get; set; } = 1;

    public required Guid RegistrationPeriodId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Instant PreparationAt { get; set; }

    public required Instant HearingAt { get; set; }

    public required Instant EndsAt { get; set; }

    public required string Place { get; set; }

    public Guid? CandidacyId { get; private set; }

    /// <summary>When the candidate who has it confirmed it as it is now.</summary>
    public Instant? ConfirmedAt { get; private set; }

    /// <summary>Its times, for the rules.</summary>
    public Domain.SlotTimes Times => new(PreparationAt, HearingAt, EndsAt);

    /// <summary>Gives it to a candidacy.</summary>
    public void TakeFor(Guid candidacyId) => (CandidacyId, ConfirmedAt, Version) = (candidacyId, null, Version + 1);

    /// <summary>Takes it back: somebody else may have it.</summary>
    public void Free() => (CandidacyId, ConfirmedAt, Version) = (null, null, Version + 1);

    /// <summary>Puts it to another time and place; what was confirmed was the old one.</summary>
    public void MoveTo(Domain.SlotTimes times, string place)
    {
        (PreparationAt, HearingAt, EndsAt, Place) = (times.PreparationAt, times.HearingAt, times.EndsAt, place);
        (ConfirmedAt, Version) = (null, Version + 1);
    }

    /// <summary>Notes that the candidate has taken note of it; once.</summary>
    public void Confirm(Instant now) => (ConfirmedAt, Version) = (now, Version + 1);
}

using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;

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

    public required LocalDate ClosesOn { get; init; }

    /// <summary>The first instant of the first day in Brussels (T1).</summary>
    public required Instant OpensAt { get; init; }

    /// <summary>The first instant that is too late (T1).</summary>
    public required Instant ClosesAt { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Its instants, for the rules.</summary>
    public Domain.RegistrationPeriod Times => new(OpensAt, ClosesAt);
}

/// <summary>A slot; the candidacy that has it, where one has. The database lets a candidacy have one, and a slot one candidacy.</summary>
public sealed class Slot
{
    public required Guid SlotId { get; init; }

    public required Guid RegistrationPeriodId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Instant PreparationAt { get; init; }

    public required Instant HearingAt { get; init; }

    public required Instant EndsAt { get; init; }

    public required string Place { get; init; }

    public Guid? CandidacyId { get; set; }

    /// <summary>Its times, for the rules.</summary>
    public Domain.SlotTimes Times => new(PreparationAt, HearingAt, EndsAt);
}

/// <summary>The case the preparation starts from (R40, R44).</summary>
public sealed class CasePaper
{
    public required Guid VacancyId { get; init; }

    public required string Text { get; set; }

    public required Instant ChangedAt { get; set; }
}

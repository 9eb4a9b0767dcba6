using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>A candidacy as far as the oral test knows it. It exists from the first event that names it, in whatever order they come.</summary>
public sealed class Candidacy : IVersioned
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; set; }

    public CandidacyState State { get; set; }

    /// <summary>The version this service's events carry.</summary>
    public long Version { get; set; }

    /// <summary>The newest of the assessment's versions taken in.</summary>
    public long AssessmentSeen { get; set; }

    /// <summary>The newest of the accommodation's versions taken in.</summary>
    public long AccommodationSeen { get; set; }

    /// <summary>What is granted (R39): codes of measures, never the reason.</summary>
    public string[] Measures { get; set; } = [];

    /// <summary>Until when the candidate was told to choose; null before the invitation and after a suspension.</summary>
    public Instant? InvitedUntil { get; set; }

    /// <summary>When the hearing was suspended, or the slot moved or taken back by an officer: only a period made later binds the candidate again.</summary>
    public Instant? SuspendedAt { get; set; }

    /// <summary>Whether no registration period binds the candidate, who had a slot and lost it through no fault of their own.</summary>
    public bool ChoosesFreely => SuspendedAt is not null && InvitedUntil is null;

    /// <summary>What the accommodations add to preparation and hearing (R39).</summary>
    public ExtraTime Extra => ExtraTime.Of(Measures);

    public OralTestStop? StopReason { get; set; }

    /// <summary>The place in the comparison of diplomas and merits (R46).</summary>
    public int? MeritPlace { get; set; }

    public string? MeritReason { get; set; }

    /// <summary>When the final result was published: from then on the judgement stays as it is.</summary>
    public Instant? PublishedAt { get; init; }
}

/// <summary>What is known of a person: names for the committee, the account for the person.</summary>
public sealed class Person
{
    public required Guid PersonId { get; init; }

    public required string Subject { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    public required string Language { get; set; }

    /// <summary>The newest of Candidacy's versions taken in.</summary>
    public long Seen { get; set; }
}

using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.Screening.Data;

/// <summary>What screening needs of a vacancy. A closing or a cancellation that came first has no rules yet.</summary>
public sealed class Vacancy
{
    public required Guid VacancyId { get; init; }

    /// <summary>Of the sender's aggregate; 0 before the publication is known.</summary>
    public required long Version { get; set; }

    /// <summary>The notice's own version: 1 for the first publication.</summary>
    public int RuleVersion { get; set; }

    public string? SelectionCode { get; set; }

    public LocalizedText? Title { get; set; }

    public string? Language { get; set; }

    public RuleSet? Rules { get; set; }

    /// <summary>How many candidacies closing has handed over; null before it.</summary>
    public int? Lodged { get; set; }

    public Instant? CancelledAt { get; set; }
}

/// <summary>A person's names, for the officers' lists (R56).</summary>
public sealed class Person
{
    public required Guid PersonId { get; init; }

    public required long Version { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }
}

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>To be decided, for the first time or again.</summary>
    Open,

    /// <summary>Decided.</summary>
    Decided,

    /// <summary>The candidate withdrew after closing (R19).</summary>
    Withdrawn,
}

/// <summary>One lodged candidacy. A withdrawal that came before its lodging is a row without a dossier.</summary>
public sealed class Case : IVersioned
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required long Version { get; set; }

    public required CaseState State { get; set; }

    /// <summary>The version of the lodging; 0 before it came.</summary>
    public required long LodgedVersion { get; init; }

    public Instant? LodgedAt { get; init; }

    public LocalDate? ClosingDate { get; init; }

    public Dossier? Dossier { get; init; }

    /// <summary>Null until the vacancy is known.</summary>
    public Proposal? Proposal { get; set; }

    /// <summary>The version of the rules the proposal was made under.</summary>
    public int? RuleVersion { get; set; }

    public Outcome? ProposedOutcome { get; set; }

    public Reservation ProposedReservation { get; set; }

    /// <summary>As decided last; null while open.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>As admitted under (R22), whatever became of it since.</summary>
    public Reservation Reservation { get; set; }

    public Reservation Lifted { get; set; }

    /// <summary>Decided to stand: the equivalence or the test failed.</summary>
    public Reservation Confirmed { get; set; }

    public Instant? DecidedAt { get; set; }

    public Instant? WithdrawnAt { get; set; }
}

/// <summary>A decision (R23). Written once: a new one leaves the old on record.</summary>
public sealed class Decision
{
    public required Guid DecisionId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The case's version this decision made; the version its event carries.</summary>
    public required long CaseVersion { get; init; }

    public required Outcome Outcome { get; init; }

    public required Reservation Reservation { get; init; }

    public required Outcome ProposedOutcome { get; init; }

    public required Reservation ProposedReservation { get; init; }

    /// <summary>Whether it was taken for all undisputed proposals at once.</summary>
    public required bool AllAtOnce { get; init; }

    /// <summary>The act's text: legal and factual grounds, in the language of the procedure.</summary>
    public required string Motivation { get; init; }

    /// <summary>What the officer wrote, which is part of the act's text.</summary>
    public string? OfficerMotivation { get; init; }

    public required int RuleVersion { get; init; }

    public required string DecidedBy { get; init; }

    public required Instant DecidedAt { get; init; }
}

/// <summary>A decision taken back, to be taken anew. Written once.</summary>
public sealed class Reopening
{
    public required Guid CandidacyId { get; init; }

    public required long CaseVersion { get; init; }

    public required string Reason { get; init; }

    public required string ReopenedBy { get; init; }

    public required Instant ReopenedAt { get; init; }
}

/// <summary>A reservation lifted or confirmed (R22). Written once.</summary>
public sealed class ReservationDecision
{
    public required Guid CandidacyId { get; init; }

    public required long CaseVersion { get; init; }

    public required Reservation Reservation { get; init; }

    public required bool Lifted { get; init; }

    public required string Motivation { get; init; }

    public required string DecidedBy { get; init; }

    public required Instant DecidedAt { get; init; }
}

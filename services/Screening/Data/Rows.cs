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

    /// <summary>First and last name without accents, in lower case, for looking somebody up; the database makes it.</summary>
    public string SearchName { get; private set; } = "";
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

    /// <summary>The system's own, on the whole dossier (R21); null until the vacancy is known.</summary>
    public Proposal? Proposal { get; set; }

    /// <summary>The one made again from what officers accepted (R57); null while they accept everything.</summary>
    public Proposal? RuledProposal { get; set; }

    /// <summary>The one that a decision is judged by (R23).</summary>
    public Proposal? StandingProposal => RuledProposal ?? Proposal;

    /// <summary>The version of the rules the proposal was made under.</summary>
    public int? RuleVersion { get; set; }

    /// <summary>Of the proposal that stands.</summary>
    public Outcome? ProposedOutcome { get; set; }

    /// <summary>Of the proposal that stands.</summary>
    public Reservation ProposedReservation { get; set; }

    /// <summary>When experiences were last ruled on (R57), also on an earlier dossier.</summary>
    public Instant? RuledAt { get; set; }

    /// <summary>What an officer should look at before admitting.</summary>
    public CaseFlag[] Flags { get; set; } = [];

    /// <summary>Open, to be admitted by its proposal, and nothing to look at: what may be accepted with others. The database makes it.</summary>
    public bool Undisputed { get; private set; }

    /// <summary>Who claimed it last; nobody has it once <see cref="ClaimedUntil"/> is over.</summary>
    public string? ClaimedBy { get; set; }

    public Instant? ClaimedUntil { get; set; }

    /// <summary>As decided last; null while open.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>As admitted under (R22), whatever became of it since.</summary>
    public Reservation Reservation { get; set; }

    public Reservation Lifted { get; set; }

    /// <summary>Decided to stand: the equivalence or the test failed.</summary>
    public Reservation Confirmed { get; set; }

    public Instant? DecidedAt { get; set; }

    public Instant? WithdrawnAt { get; set; }

    /// <summary>The last claim, however old.</summary>
    public Claim? LastClaim => ClaimedBy is null ? null : new Claim(ClaimedBy, ClaimedUntil!.Value);
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

    /// <summary>The preview it was accepted by, with others; null for one taken alone.</summary>
    public Guid? PreviewId { get; init; }

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

    public ProofKind? ProofKind { get; init; }

    public LocalDate? ProofDate { get; init; }

    public string? ProofIssuer { get; init; }

    public string? ProofReference { get; init; }

    /// <summary>The document in the candidate's account, where the proof is there: Candidacy's.</summary>
    public Guid? ProofDocumentVersionId { get; init; }

    public required string DecidedBy { get; init; }

    public required Instant DecidedAt { get; init; }

    /// <summary>What it rests on; null where there is none.</summary>
    public ReservationProof? Proof => ProofKind is { } kind
        ? new ReservationProof(kind, ProofDate!.Value, ProofIssuer ?? "", ProofReference, ProofDocumentVersionId)
        : null;
}

using System.Text.Json;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Data;

/// <summary>What of a vacancy the assessment goes by; a copy from events.</summary>
public sealed class VacancyRow
{
    public required Guid VacancyId { get; init; }

    /// <summary>The sender's version: an older event changes nothing.</summary>
    public required long Version { get; set; }

    public required string SelectionCode { get; set; }

    public required LocalizedText Title { get; set; }

    /// <summary>The language of the procedure: motivations are in it.</summary>
    public required string Language { get; set; }

    public required int WeighingClass { get; set; }

    public required LevelGroup LevelGroup { get; set; }

    public required AssessmentRule Rule { get; set; }

    /// <summary>The version of the published definition decisions are recorded with.</summary>
    public required int RuleVersion { get; set; }
}

/// <summary>A vacancy that was cancelled, also when its publication has not arrived yet.</summary>
public sealed class CancelledVacancyRow
{
    public required Guid VacancyId { get; init; }

    public required Instant At { get; init; }
}

/// <summary>A person, by number; whose row is locked while anything about them is decided. The name is for officers only.</summary>
public sealed class PersonRow
{
    public required Guid PersonId { get; init; }

    public string? Subject { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public long Version { get; set; }
}

/// <summary>A candidacy at the assessment.</summary>
public sealed class CandidacyRow : IVersioned
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The reference date (R34); unknown until admitted.</summary>
    public LocalDate? ClosingDate { get; set; }

    public required Standing Standing { get; set; }

    /// <summary>Why it stopped, where it did.</summary>
    public AssessmentStop? StopReason { get; set; }

    /// <summary>Why it is out, where it is.</summary>
    public EndReason? EndReason { get; set; }

    /// <summary>Why it is exempt, where it is.</summary>
    public ExemptionGround? ExemptionGround { get; set; }

    public LocalDate? ExemptSince { get; set; }

    /// <summary>The entry of the ledger the exemption rests on.</summary>
    public Guid? ExemptionEntryId { get; set; }

    /// <summary>The first free day, after a fail or a bar.</summary>
    public LocalDate? BarredUntil { get; set; }

    /// <summary>Since when a new sitting is owed through no fault of the candidate: the end of an older registration period does not stop it.</summary>
    public Instant? NewSittingSince { get; set; }

    /// <summary>The newest decision of the screening that was heard.</summary>
    public long ScreeningVersion { get; set; }

    public bool Withdrawn { get; set; }

    public long Version { get; set; }

    /// <summary>The version the next event carries.</summary>
    public long Next() => ++Version;
}

/// <summary>Why the assessment has no say in a candidacy any more.</summary>
public enum EndReason
{
    Withdrawn,
    NotAdmitted,
    VacancyCancelled,
}

/// <summary>When candidates may register (R26).</summary>
public sealed class RegistrationPeriodRow : IVersioned
{
    public required Guid RegistrationPeriodId { get; init; }

    public required Guid VacancyId { get; init; }

    /// <summary>The first day on which one may register.</summary>
    public required LocalDate OpensOn { get; init; }

    /// <summary>The last day on which one may.</summary>
    public required LocalDate ClosesOn { get; set; }

    public required Instant OpensAt { get; init; }

    /// <summary>The first instant that is too late (T1).</summary>
    public required Instant ClosesAt { get; set; }

    public required Instant CreatedAt { get; init; }

    /// <summary>When those without a seat were stopped; null until then.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>When it was withdrawn, before it opened; it counts for nothing from then on.</summary>
    public Instant? WithdrawnAt { get; set; }

    public long Version { get; set; }
}

/// <summary>A session; its seats are counted by the database, which does not touch its version.</summary>
public sealed class SessionRow : IVersioned
{
    public required Guid SessionId { get; init; }

    public required Guid RegistrationPeriodId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Instant StartsAt { get; set; }

    /// <summary>The test day: the start's date in Brussels (R35).</summary>
    public required LocalDate Day { get; set; }

    public required int LengthMinutes { get; set; }

    public required int Capacity { get; set; }

    public required int Booked { get; init; }

    /// <summary>Counts the changes of its registrations, for those who follow them.</summary>
    public required long Changes { get; init; }

    public required string Language { get; set; }

    /// <summary>Whether one comes to a place or takes part from elsewhere.</summary>
    public required SessionKind Kind { get; set; }

    /// <summary>The address, or how to take part remotely.</summary>
    public required string Place { get; set; }

    /// <summary>Where to take part remotely; for those who have a seat.</summary>
    public string? Link { get; set; }

    public required string VendorClientId { get; set; }

    /// <summary>When it was cancelled, for good.</summary>
    public Instant? CancelledAt { get; set; }

    /// <summary>Why it was.</summary>
    public LocalizedText? CancelReason { get; set; }

    public long Version { get; set; }

    /// <summary>Where to be, in one text.</summary>
    public string Whereabouts() => Link is null ? Place : $"{Place} ({Link})";
}

/// <summary>A seat taken by a candidate; the candidate number belongs to it alone (R35).</summary>
public sealed class BookingRow
{
    public required Guid BookingId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid SessionId { get; init; }

    public required string CandidateNumber { get; init; }

    public required BookingState State { get; set; }

    public required Instant BookedAt { get; init; }

    public Instant? ClosedAt { get; set; }

    /// <summary>The vendor's result that stands for it.</summary>
    public string? ResultId { get; set; }

    public int? Revision { get; set; }

    public decimal? Score { get; set; }

    /// <summary>Scores of the parts, for the candidate's inspection (R38).</summary>
    public IReadOnlyDictionary<string, decimal>? Parts { get; set; }

    /// <summary>What the result has made of the candidacy.</summary>
    public Effect? Effect { get; set; }

    /// <summary>The entry of the ledger it led to.</summary>
    public Guid? LedgerEntryId { get; set; }
}

/// <summary>What has become of a seat.</summary>
public enum BookingState
{
    /// <summary>Taken, no result yet.</summary>
    Booked,

    /// <summary>Given back by the candidate.</summary>
    Cancelled,

    /// <summary>Released for the candidate: barred, exempt or out of the procedure.</summary>
    Released,

    /// <summary>There is a result, an absence or an incident.</summary>
    Closed,
}

/// <summary>An entry of a person's ledger; never changed.</summary>
public sealed class LedgerRow
{
    public required Guid EntryId { get; init; }

    public required Guid PersonId { get; init; }

    public required LedgerKind Kind { get; init; }

    public required LevelGroup LevelGroup { get; init; }

    public required LocalDate From { get; init; }

    public LocalDate? Until { get; init; }

    public required string Source { get; init; }

    public Guid? CandidacyId { get; init; }

    public Guid? Voids { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    public LedgerEntry Entry() => new(EntryId, Kind, LevelGroup, From, Until, Voids);

    /// <summary>Its entry of the record (R54). What an officer wrote is about a person; the code of a vacancy, which a result carries, is not.</summary>
    public RecordEntry Recorded() => new(
        By, "ledger.entered", "ledger", EntryId, PersonId, RuleVersion: null, new { Kind, LevelGroup, From, Until, Voids, CandidacyId }, CandidacyId is null ? Source : null);
}

/// <summary>A submission of the vendor as received, with what became of it (R35); never changed, but for its parts, which an erasure empties (R55).</summary>
public sealed class SubmissionRow
{
    public long Id { get; init; }

    public required string Vendor { get; init; }

    public required string ResultId { get; init; }

    public required int Revision { get; init; }

    public required string SessionId { get; init; }

    public required string CandidateNumber { get; init; }

    public required string Outcome { get; init; }

    public required string Score { get; init; }

    /// <summary>As received: a JSON list of part and score.</summary>
    public required string Parts { get; init; }

    public Instant? TakenAt { get; init; }

    /// <summary>A hash over the content, numbers compared as numbers; empty where it could not be read.</summary>
    public required byte[] Content { get; init; }

    public required Verdict Verdict { get; init; }

    public required string Reason { get; init; }

    public Guid? BookingId { get; init; }

    public required Instant ReceivedAt { get; init; }

    /// <summary>The parts, read.</summary>
    public IReadOnlyList<PartReceived> PartsReceived() => JsonSerializer.Deserialize<IReadOnlyList<PartReceived>>(Parts, ContractsJson.Options)!;
}

/// <summary>A part of a result as received: nobody has looked at its score yet.</summary>
public sealed record PartReceived(string Part, string Score);

/// <summary>What somebody found out about a conflict, and that it needs no more looking after (R35); never changed, but for its reason, which an erasure empties (R55).</summary>
public sealed class SettlementRow
{
    public required long SubmissionId { get; init; }

    /// <summary>The booking the conflict is about.</summary>
    public required Guid BookingId { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }
}

/// <summary>A correction that would take a pass back and waits for an officer (R36).</summary>
public sealed class CorrectionRow
{
    public required Guid CorrectionId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid BookingId { get; init; }

    public required string ResultId { get; init; }

    public required int Revision { get; init; }

    public required SittingOutcome Outcome { get; init; }

    public decimal? Score { get; init; }

    public IReadOnlyDictionary<string, decimal>? Parts { get; init; }

    public required Instant RequestedAt { get; init; }

    public required CorrectionState State { get; set; }

    public Instant? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Motivation { get; set; }
}

public enum CorrectionState
{
    Waiting,
    Applied,
    Dismissed,

    /// <summary>A still newer revision came in the meantime.</summary>
    Overtaken,
}

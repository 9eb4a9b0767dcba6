using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a registration period stands.</summary>
public enum RegistrationState { ToCome, Running, Over, Withdrawn }

/// <summary>Where an assessment takes place.</summary>
public enum AssessmentKind { Place, Remote }

/// <summary>When candidates may register, and for how many seats (R26).</summary>
public sealed record RegistrationPeriod(
    Guid RegistrationPeriodId, RegistrationState State, LocalDate OpensOn, LocalDate ClosesOn, Instant OpensAt, Instant ClosesAt, int Sessions, int Seats, int Booked);

/// <summary>A session and its filling.</summary>
public sealed record AssessmentSession(
    Guid SessionId, Guid VacancyId, Instant StartsAt, int LengthMinutes, int Capacity, int Booked, string Language, string Place, string VendorClientId, AssessmentKind Kind, string? Link,
    Instant? CancelledAt, LocalizedText? CancelReason);

/// <summary>What is allowed, and worth a second look.</summary>
public sealed record SessionWarning(string Code, string Text);

/// <summary>A session of a series that was just planned.</summary>
public sealed record PlannedSession(IReadOnlyList<SessionWarning> Warnings);

/// <summary>What a deed with a period or a session came to: how many candidates are told, invited, or lost their seat; and what is odd about it.</summary>
public sealed record SessionDeedDone(int Told = 0, int Released = 0, int Invited = 0, IReadOnlyList<SessionWarning>? Warnings = null, IReadOnlyList<PlannedSession>? Sessions = null);

/// <summary>What has become of a seat.</summary>
public enum SeatState { Booked, Cancelled, Released, Closed }

/// <summary>What a result made of a candidacy.</summary>
public enum SittingEffect { Pass, Fail, Absence, NewSitting }

/// <summary>Who has, or had, a seat.</summary>
public sealed record SeatLine(Guid BookingId, Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, SeatState State, Instant BookedAt, Instant? ClosedAt, SittingEffect? Effect);

/// <summary>A candidacy at the assessment.</summary>
public sealed record AssessmentCandidate(
    Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, AssessmentStanding State, AssessmentStop? StopReason, ExemptionGround? ExemptionGround, LocalDate? BarredUntil,
    Guid? SessionId, Instant? StartsAt, bool CorrectionWaiting, bool ReviewWaiting);

/// <summary>What a vendor says happened at a sitting.</summary>
public enum SittingResult { Taken, Absent, Incident }

/// <summary>A correction that would take a pass back (R36).</summary>
public sealed record PassCorrection(
    Guid CorrectionId, Guid CandidacyId, Guid PersonId, string SelectionCode, string? FirstName, string? LastName, LocalDate TestDay, decimal? Score, SittingResult Outcome, decimal? NewScore,
    Instant RequestedAt, IReadOnlyList<Guid> RestedOnIt);

/// <summary>An exemption whose ground was taken back (R36).</summary>
public sealed record ExemptionReview(
    Guid CandidacyId, Guid PersonId, string? SelectionCode, string? FirstName, string? LastName, ExemptionGround? Ground, LocalDate? Since, Instant OpenedAt);

/// <summary>What became of what a vendor sent (R35).</summary>
public enum SubmissionVerdict { Accepted, Duplicate, Superseded, Conflict, Rejected }

/// <summary>What a vendor sent, as received.</summary>
public sealed record Submission(
    long Id, string Vendor, string ResultId, int Revision, string SessionId, string CandidateNumber, string Outcome, string? Score, SubmissionVerdict Disposition, string Reason, Instant ReceivedAt);

/// <summary>What was found out about a conflict.</summary>
public sealed record ConflictSettlement(long SubmissionId, Instant At, string By, string Reason);

/// <summary>A conflict, open or settled.</summary>
public sealed record ConflictLine(Submission Submission, ConflictSettlement? Settlement);

/// <summary>A part's score, as received.</summary>
public sealed record ReceivedPart(string Part, string Score);

/// <summary>A submission in full, with what else was sent for the same result or seat.</summary>
public sealed record SubmissionDetail(
    Submission Submission, IReadOnlyList<ReceivedPart>? Parts, Instant? TakenAt, Guid? BookingId, Guid? CandidacyId, ConflictSettlement? Settlement, IReadOnlyList<Submission> Others);

/// <summary>What an entry of the ledger says (R31 to R33).</summary>
public enum LedgerEntryKind { EarlierPass, FunctionHeld, DevelopmentPeriod, Voiding }

/// <summary>An entry of a person's ledger.</summary>
public sealed record LedgerEntry(
    Guid EntryId, LedgerEntryKind Kind, LevelGroup LevelGroup, LocalDate From, LocalDate? Until, string Source, Guid? CandidacyId, Guid? Voids, Instant At, string By, bool Voided, bool InForce);

/// <summary>A person's ledger, on a day, as it was known at a moment.</summary>
public sealed record PersonLedger(Guid PersonId, string? FirstName, string? LastName, LocalDate AsOf, Instant KnownAt, IReadOnlyList<LedgerEntry> Items);

/// <summary>What is wrong in a line of a file.</summary>
public sealed record LedgerFault(string Field, string Code, string Text);

/// <summary>A line of a file, by its number in it.</summary>
public sealed record LedgerFileLine(int Number, bool Ok, IReadOnlyList<LedgerFault> Errors);

/// <summary>What an import changes.</summary>
public sealed record LedgerImportChanges(int Entries, int Persons, int Exempted, int SeatsReleased, int Stopped);

/// <summary>The report on a file: every line, and what it comes to.</summary>
public sealed record LedgerImportReport(bool Imported, bool DryRun, int LinesRead, int LinesWrong, LedgerImportChanges? Changes, IReadOnlyList<LedgerFileLine> Lines);

/// <summary>Somebody's trouble with registering (R29).</summary>
public sealed record HelpRequest(Guid HelpRequestId, long Version, string? FirstName, string? LastName, Instant? StartsAt, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt);

/// <summary>Assessment's API, as officers use it.</summary>
public static class OfficerAssessmentCalls
{
    public static Task<Reply<Page<RegistrationPeriod>>> ReadPeriodsAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<RegistrationPeriod>>($"/api/assessment/vacancies/{vacancyId}/registration-periods?pageSize=50");

    public static Task<Reply<RegistrationPeriod>> ReadPeriodAsync(this GatewayClient gateway, Guid vacancyId, Guid periodId) =>
        gateway.GetAsync<RegistrationPeriod>($"/api/assessment/vacancies/{vacancyId}/registration-periods/{periodId}");

    public static Task<Reply<Page<AssessmentSession>>> ReadSessionsAsync(this GatewayClient gateway, Guid vacancyId, string query) =>
        gateway.GetAsync<Page<AssessmentSession>>($"/api/assessment/sessions?vacancyId={vacancyId}{query}");

    public static Task<Reply<AssessmentSession>> ReadSessionAsync(this GatewayClient gateway, Guid sessionId) => gateway.GetAsync<AssessmentSession>($"/api/assessment/sessions/{sessionId}");

    public static Task<Reply<Page<HelpRequest>>> ReadHelpAsync(this GatewayClient gateway, Guid vacancyId, bool open) =>
        gateway.GetAsync<Page<HelpRequest>>($"/api/assessment/help-requests?vacancyId={vacancyId}&open={(open ? "true" : "false")}&pageSize={(open ? 20 : Paging.MaxPageSize)}");
}

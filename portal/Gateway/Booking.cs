using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a candidacy stands in the assessment.</summary>
public enum AssessmentStanding { Waiting, ToBook, Booked, Exempted, Passed, Failed, Stopped, Ended }

/// <summary>Whether one comes to the place or takes part from elsewhere.</summary>
public enum OwnSessionKind { Place, Remote }

/// <summary>One's own candidacy in the assessment.</summary>
public sealed record OwnAssessment(Guid CandidacyId, Seat? Booking, Instant? RegistrationOpensAt, Instant? RegistrationClosesAt);

/// <summary>The seat one has.</summary>
public sealed record Seat(Guid SessionId, Instant StartsAt, int LengthMinutes, string Language, string Place, Instant CancelUntil, Instant HelpEndsAt, OwnSessionKind Kind, string? Link);

/// <summary>A session, with why not where it cannot be booked.</summary>
public sealed record OfferedSession(
    Guid SessionId, Instant StartsAt, int LengthMinutes, string Language, string Place, int SeatsLeft, bool IsOwn, bool Bookable, WhyNot? WhyNot, OwnSessionKind Kind);

/// <summary>Why a session cannot be booked.</summary>
public sealed record WhyNot(string Text);

/// <summary>The sessions of a candidacy.</summary>
public sealed record OfferedSessions(AssessmentStanding State, IReadOnlyList<OfferedSession> Items);

/// <summary>One's own result of the assessment, with what follows from it (R38).</summary>
public sealed record OwnAssessmentResult(
    AssessmentStanding State, decimal? Score, decimal? PassMark, IReadOnlyDictionary<string, decimal>? Parts, LocalDate? TestDay, LocalDate? ExemptUntil, LocalDate? BarredUntil,
    LocalDate? DecidedOn, IReadOnlyList<string> Sentences, IReadOnlyList<OwnRemedy> Remedies);

/// <summary>What can be done against a decision, or to learn more of it.</summary>
public sealed record OwnRemedy(LocalDate? Until, string Text);

/// <summary>Where a candidacy stands in the oral test.</summary>
public enum OralStanding { Expected, Reached, Invited, Planned, Rescheduling, Held, Judged, Stopped, Withdrawn, AssessmentLost, Cancelled }

/// <summary>Whether a slot may be chosen.</summary>
public enum SlotAnswer { Yes, NotReached, Over, PeriodNotOpen, PeriodOver, Begun, TooLateToGiveUp, TooShort }

/// <summary>The slot one has.</summary>
public sealed record OwnSlot(Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Instant CancelUntil, Instant HelpEndsAt, Instant? ConfirmedAt);

/// <summary>A slot that is free.</summary>
public sealed record OfferedSlot(Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Instant OpensAt, Instant ClosesAt, SlotAnswer May);

/// <summary>The slots of a candidacy.</summary>
public sealed record OfferedSlots(OralStanding State, OwnSlot? Own, IReadOnlyList<OfferedSlot> Items);

/// <summary>The case to prepare, from the beginning of the preparation (R44).</summary>
public sealed record CasePaper(Instant OpenedAt, string Text, string Title, string Instructions, string Language, int Number, bool Changed);

/// <summary>A candidate's sessions and slots.</summary>
public static class BookingCalls
{
    private static string Assessment(Guid id) => $"/api/assessment/candidacies/{id}";

    private static string Oral(Guid id) => $"/api/oraltest/candidacies/{id}";

    public static Task<Reply<Page<OwnAssessment>>> ListOwnAssessmentsAsync(this GatewayClient gateway) => gateway.GetAsync<Page<OwnAssessment>>("/api/assessment/candidacies?pageSize=200");

    public static Task<Reply<OfferedSessions>> ListSessionsAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OfferedSessions>($"{Assessment(id)}/sessions");

    public static Task<Reply<OwnAssessmentResult>> ReadOwnAssessmentResultAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnAssessmentResult>($"{Assessment(id)}/result");

    public static Task<Reply<Nothing>> BookAsync(this GatewayClient gateway, Guid id, Guid sessionId) => gateway.PutAsync<Nothing>($"{Assessment(id)}/booking", new { sessionId });

    public static Task<Reply<Nothing>> CancelBookingAsync(this GatewayClient gateway, Guid id) => gateway.DeleteAsync($"{Assessment(id)}/booking");

    public static Task<Reply<Nothing>> AskForHelpAsync(this GatewayClient gateway, Guid id, string text) => gateway.PostAsync($"{Assessment(id)}/help-requests", new { text });

    public static Task<Reply<OfferedSlots>> ListSlotsAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OfferedSlots>($"{Oral(id)}/slots?pageSize=200");

    public static Task<Reply<Nothing>> ChooseSlotAsync(this GatewayClient gateway, Guid id, Guid slotId) => gateway.PutAsync<Nothing>($"{Oral(id)}/slot", new { slotId });

    public static Task<Reply<Nothing>> ConfirmSlotAsync(this GatewayClient gateway, Guid id) => gateway.PostAsync($"{Oral(id)}/slot/confirm");

    public static Task<Reply<Nothing>> CancelSlotAsync(this GatewayClient gateway, Guid id) => gateway.DeleteAsync($"{Oral(id)}/slot");

    public static Task<Reply<CasePaper>> ReadCasePaperAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<CasePaper>($"{Oral(id)}/case-paper");
}

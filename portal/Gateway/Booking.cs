using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a candidacy stands in the assessment.</summary>
public enum AssessmentStanding { Waiting, ToBook, Booked, Exempted, Passed, Failed, Stopped, Ended }

/// <summary>Whether one comes to the place or takes part from elsewhere.</summary>
public enum OwnSessionKind { Place, Remote }

/// <summary>One's own candidacy in the assessment.</summary>
public sealed record OwnAssessment(Guid CandidacyId, AssessmentStanding State, Seat? Booking, Instant? RegistrationOpensAt, Instant? RegistrationClosesAt)
{
    /// <summary>Whether a test may still come that something could be arranged for (R39).</summary>
    public bool MayAskAccommodation =>
        State is AssessmentStanding.Waiting or AssessmentStanding.ToBook or AssessmentStanding.Booked or AssessmentStanding.Exempted or AssessmentStanding.Passed;

    /// <summary>Whether an exemption can still be claimed: before the test (R33).</summary>
    public bool MayClaimExemption(Instant now) => State is AssessmentStanding.ToBook || (State is AssessmentStanding.Booked && Booking?.StartsAt > now);
}

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
    LocalDate? DecidedOn, IReadOnlyList<string> Sentences, IReadOnlyList<OwnRemedy> Remedies, IReadOnlyList<ToldResult> History);

/// <summary>What happened at a sitting.</summary>
public enum SittingOutcome { Taken, Absent, Incident }

/// <summary>A result as it was told; why, where it took the place of another (R36).</summary>
public sealed record ToldResult(Instant At, LocalDate TestDay, SittingOutcome Outcome, decimal? Score, string? Why);

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

/// <summary>The days that do not suit a candidate (R45).</summary>
public sealed record OwnWishes(IReadOnlyList<LocalDate> Days, string Reason, Instant? ChangedAt);

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

    public static Task<Reply<OwnWishes>> ReadWishesAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnWishes>($"{Oral(id)}/wishes");

    public static Task<Reply<OwnWishes>> KeepWishesAsync(this GatewayClient gateway, Guid id, IReadOnlyList<LocalDate> days, string? reason) =>
        gateway.PutAsync<OwnWishes>($"{Oral(id)}/wishes", new { days, reason });

    public static Task<Reply<CasePaper>> ReadCasePaperAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<CasePaper>($"{Oral(id)}/case-paper");
}

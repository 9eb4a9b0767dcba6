using NodaTime;
using Selection.Contracts.Events;

namespace Selection.Candidacies.Domain;

/// <summary>What an event means for a candidate: a message in the account (R20, R48), a step forward (R53), or both.</summary>
/// <param name="CandidacyId">Whose procedure.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Who is told.</param>
/// <param name="Stage">Which part of the procedure says it.</param>
/// <param name="Version">That part's version.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">Names the message's text; null when nothing is told.</param>
/// <param name="Args">What the text's placeholders stand for.</param>
/// <param name="Step">Where the candidacy stands from then on; null when it stays where it is.</param>
/// <param name="Task">What it does to a task; null when nothing.</param>
/// <param name="Test">What it says of a test that is booked; null when nothing.</param>
internal sealed record News(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    ProcedureStage Stage,
    long Version,
    Instant At,
    string? Kind,
    object Args,
    FunnelStep? Step,
    TaskChange? Task = null,
    TestChange? Test = null)
{
    private static readonly object None = new { };
    private static readonly TaskChange AssessmentDone = new(TaskChange.RegisterForAssessment, Done: true);
    private static readonly TaskChange OralTestDone = new(TaskChange.RegisterForOralTest, Done: true);
    private static readonly TestChange NoTest = new(StartsAt: null);

    public static News Of(CandidacyAdmitted e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Screening, e.Version, e.OccurredAt,
        e.Reservation == Reservation.None ? "admitted" : "admitted-under-reservation", new { e.Motivation, Reservations = Codes(e.Reservation) }, FunnelStep.Admitted);

    public static News Of(CandidacyRefused e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Screening, e.Version, e.OccurredAt,
        "refused", new { e.Motivation }, FunnelStep.Refused);

    public static News Of(ScreeningReopened e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Screening, e.Version, e.OccurredAt,
        "screening-reopened", new { e.Reason }, FunnelStep.Lodged);

    public static News Of(ReservationDecided e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Screening, e.Version, e.OccurredAt,
        e.Lifted ? "reservation-lifted" : "reservation-kept", new { e.Motivation, Reservations = Codes(e.Decided) }, null);

    public static News Of(AssessmentInvited e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Extended ? TaskChange.RegisterForAssessmentLater : TaskChange.RegisterForAssessment, new { e.OpensAt, e.ClosesAt }, null,
        new TaskChange(TaskChange.RegisterForAssessment, Done: false, e.ClosesAt));

    /// <summary>There is nothing to register for any more, until there is another invitation.</summary>
    public static News Of(AssessmentInvitationWithdrawn e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        "assessment-invitation-withdrawn", new { e.OpensAt, e.ClosesAt }, null, AssessmentDone);

    public static News Of(AssessmentHelpAnswered e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        "assessment-help-answered", new { e.AskedAt }, null);

    public static News Of(AssessmentBooked e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Changed ? "assessment-changed" : "assessment-booked", new { e.StartsAt, e.Length, e.Place, e.CancelUntil }, FunnelStep.AssessmentBooked, AssessmentDone, new TestChange(e.StartsAt));

    /// <summary>Without a booking the candidate stands where the admission left off.</summary>
    public static News Of(AssessmentBookingCancelled e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.ByCandidate ? "assessment-cancelled" : e.Reason is null ? "assessment-released" : "assessment-session-cancelled", new { e.StartsAt, e.Reason }, FunnelStep.Admitted, new TaskChange(TaskChange.RegisterForAssessment, Done: false), NoTest);

    public static News Of(AssessmentPassed e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        "assessment-passed", new { e.Score, e.TestDay, e.ExemptUntil }, FunnelStep.AssessmentPassed, AssessmentDone, NoTest);

    public static News Of(AssessmentFailed e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        "assessment-failed", new { e.Score, e.TestDay, e.BarredUntil }, FunnelStep.AssessmentFailed, AssessmentDone, NoTest);

    public static News Of(AssessmentExempted e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Ground switch { ExemptionGround.EarlierPass => "exempted-by-pass", ExemptionGround.FunctionHeld => "exempted-by-function" },
        new { e.Since }, FunnelStep.AssessmentExempted, AssessmentDone, NoTest);

    /// <summary>The assessment is to be taken after all: an invitation, or a bar, follows.</summary>
    public static News Of(AssessmentExemptionWithdrawn e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        "exemption-withdrawn", new { e.Motivation }, FunnelStep.Admitted, new TaskChange(TaskChange.RegisterForAssessment, Done: false));

    public static News Of(AssessmentStopped e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Reason switch
        {
            AssessmentStop.NotRegistered => "assessment-not-registered",
            AssessmentStop.Absent => "assessment-absent",
            AssessmentStop.Barred => "assessment-barred",
        },
        new { e.BarredUntil }, FunnelStep.AssessmentStopped, Test: NoTest);

    public static News Of(AssessmentCorrected e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Passed ? "assessment-corrected-passed" : "assessment-corrected-failed", new { e.Score, e.TestDay, e.Motivation },
        e.Passed ? FunnelStep.AssessmentPassed : FunnelStep.AssessmentFailed, AssessmentDone);

    /// <summary>The measures only, never why (R39).</summary>
    public static News Of(AccommodationDecided e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Granted ? "accommodation-granted" : "accommodation-refused", new { e.Measures }, null);

    /// <summary>An acceptance is told by the exemption that follows from it.</summary>
    public static News Of(ExemptionClaimDecided e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Assessment, e.Version, e.OccurredAt,
        e.Accepted ? null : "exemption-refused", new { e.Motivation }, null);

    public static News Of(OralTestInvited e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.OralTest, e.Version, e.OccurredAt,
        e.Reason is null ? "oral-test-invited" : "oral-test-invited-again", new { e.OpensAt, e.ClosesAt, e.Reason }, null, new TaskChange(TaskChange.RegisterForOralTest, Done: false, e.ClosesAt), NoTest);

    public static News Of(OralTestPlanned e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.OralTest, e.Version, e.OccurredAt,
        e.MoveReason is null ? "oral-test-planned" : "oral-test-moved", new { e.PreparationAt, e.HearingAt, e.EndsAt, e.Place, e.CancelUntil, Reason = e.MoveReason },
        FunnelStep.OralTestPlanned, OralTestDone, new TestChange(e.PreparationAt));

    public static News Of(OralTestHeld e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.OralTest, e.Version, e.OccurredAt,
        "oral-test-held", None, FunnelStep.OralTestHeld, OralTestDone, NoTest);

    /// <summary>Counted, and not told: a judgement is known at the publication and not before (R47).</summary>
    public static News Of(OralTestJudged e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.OralTest, e.Version, e.OccurredAt,
        null, None, FunnelStep.OralTestJudged, OralTestDone);

    public static News Of(OralTestStopped e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.OralTest, e.Version, e.OccurredAt,
        e.Reason switch { OralTestStop.NotRegistered => "oral-test-not-registered", OralTestStop.Absent => "oral-test-absent" }, None, FunnelStep.OralTestStopped, Test: NoTest);

    /// <summary>A correction is told as one, and why: it is another decision, whose periods begin anew.</summary>
    public static News Of(ResultsPublished e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        (e.Group, e.Correction) switch
        {
            (FinalGroup.Suitable, null) => "result-suitable",
            (FinalGroup.NotSuitable, null) => "result-not-suitable",
            (FinalGroup.Suitable, _) => "result-corrected-suitable",
            (FinalGroup.NotSuitable, _) => "result-corrected-not-suitable",
        },
        new { e.Rank, e.Motivation, e.Correction?.Reason, e.Correction?.PreviousPublishedAt },
        e.Group switch { FinalGroup.Suitable => FunnelStep.Suitable, FinalGroup.NotSuitable => FunnelStep.NotSuitable });

    public static News Of(AdjustmentsAnswered e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "adjustments-answered", new { e.AskedAt }, null);

    public static News Of(FeedbackAnswered e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "feedback-answered", new { e.AskedAt }, null);

    public static News Of(CandidateAppointed e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "appointed", new { e.From }, FunnelStep.Appointed);

    public static News Of(AccessAnswered e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        e.Outcome switch { AccessOutcome.Granted => "access-granted", AccessOutcome.PartlyGranted => "access-partly-granted", AccessOutcome.Refused => "access-refused" },
        new { e.AskedAt }, null);

    public static News Of(AccessLapsed e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "access-lapsed", new { e.AskedAt, e.DueOn }, null);

    public static News Of(ComplaintReceived e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "complaint-received", new { e.Number, e.FiledAt, e.DueOn }, null);

    public static News Of(ComplaintOverdue e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "complaint-overdue", new { e.Number, e.DueOn }, null);

    public static News Of(ComplaintAnswered e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "complaint-answered", new { e.Number, e.FiledAt }, null);

    public static News Of(InterviewPlanned e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "interview-planned", new { e.StartsAt, e.Length, e.Place }, null);

    public static News Of(InterviewCancelled e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "interview-cancelled", new { e.StartsAt, e.Place, e.Reason }, null);

    /// <summary>The result stays what it is: whoever had been appointed is suitable again.</summary>
    public static News Of(CandidateDroppedOut e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        (e.Kind, e.ByCandidate) switch
        {
            (DropOut.NotAppointable, _) => "not-appointable",
            (DropOut.Declined or DropOut.Left, true) => "declined",
            (DropOut.Declined, false) => "declined-recorded",
            (DropOut.Left, false) => "left-recorded",
        },
        new { e.On, e.Motivation }, FunnelStep.Suitable);

    public static News Of(CandidateReinstated e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "reinstated", new { e.Reason }, null);

    public static News Of(AppointmentRevoked e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "appointment-revoked", new { e.Reason }, FunnelStep.Suitable);

    public static News Of(AnotherAppointed e) => new(e.CandidacyId, e.VacancyId, e.PersonId, ProcedureStage.Results, e.Version, e.OccurredAt,
        "another-appointed", None, null);

    private static string[] Codes(Reservation reservation) =>
        [.. new[] { Reservation.Equivalence, Reservation.LanguageTest }.Where(r => reservation.HasFlag(r)).Select(r => $"reservation-{r}".ToLowerInvariant())];
}

using MassTransit;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Candidacies.Consumers;

/// <summary>
/// What the other services decide about candidates becomes messages and steps. Decisions come in bursts of thousands, so
/// each kind is taken in batches, written set-based; what one event means is said in <see cref="News"/>.
/// </summary>
internal abstract class OnOutcome<TEvent>(NewsDesk desk, Inbox inbox, Func<TEvent, News> read) : IConsumer<Batch<TEvent>>
    where TEvent : class, IIntegrationEvent
{
    public Task Consume(ConsumeContext<Batch<TEvent>> context) =>
        desk.TellAsync([.. inbox.FreshOf(context.Message).Select(read)], context.CancellationToken);
}

internal sealed class OnCandidacyAdmitted(NewsDesk desk, Inbox inbox) : OnOutcome<CandidacyAdmitted>(desk, inbox, News.Of);

internal sealed class OnCandidacyRefused(NewsDesk desk, Inbox inbox) : OnOutcome<CandidacyRefused>(desk, inbox, News.Of);

internal sealed class OnScreeningReopened(NewsDesk desk, Inbox inbox) : OnOutcome<ScreeningReopened>(desk, inbox, News.Of);

internal sealed class OnReservationDecided(NewsDesk desk, Inbox inbox) : OnOutcome<ReservationDecided>(desk, inbox, News.Of);

internal sealed class OnAssessmentInvited(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentInvited>(desk, inbox, News.Of);

internal sealed class OnAssessmentInvitationWithdrawn(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentInvitationWithdrawn>(desk, inbox, News.Of);

internal sealed class OnAssessmentHelpAnswered(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentHelpAnswered>(desk, inbox, News.Of);

internal sealed class OnAssessmentExemptionWithdrawn(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentExemptionWithdrawn>(desk, inbox, News.Of);

internal sealed class OnAssessmentBooked(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentBooked>(desk, inbox, News.Of);

internal sealed class OnAssessmentBookingCancelled(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentBookingCancelled>(desk, inbox, News.Of);

internal sealed class OnAssessmentPassed(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentPassed>(desk, inbox, News.Of);

internal sealed class OnAssessmentFailed(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentFailed>(desk, inbox, News.Of);

internal sealed class OnAssessmentExempted(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentExempted>(desk, inbox, News.Of);

internal sealed class OnAssessmentStopped(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentStopped>(desk, inbox, News.Of);

internal sealed class OnAssessmentCorrected(NewsDesk desk, Inbox inbox) : OnOutcome<AssessmentCorrected>(desk, inbox, News.Of);

internal sealed class OnAccommodationDecided(NewsDesk desk, Inbox inbox) : OnOutcome<AccommodationDecided>(desk, inbox, News.Of);

internal sealed class OnExemptionClaimDecided(NewsDesk desk, Inbox inbox) : OnOutcome<ExemptionClaimDecided>(desk, inbox, News.Of);

internal sealed class OnOralTestInvited(NewsDesk desk, Inbox inbox) : OnOutcome<OralTestInvited>(desk, inbox, News.Of);

internal sealed class OnOralTestPlanned(NewsDesk desk, Inbox inbox) : OnOutcome<OralTestPlanned>(desk, inbox, News.Of);

internal sealed class OnOralTestHeld(NewsDesk desk, Inbox inbox) : OnOutcome<OralTestHeld>(desk, inbox, News.Of);

internal sealed class OnOralTestJudged(NewsDesk desk, Inbox inbox) : OnOutcome<OralTestJudged>(desk, inbox, News.Of);

internal sealed class OnOralTestStopped(NewsDesk desk, Inbox inbox) : OnOutcome<OralTestStopped>(desk, inbox, News.Of);

internal sealed class OnResultsPublished(NewsDesk desk, Inbox inbox) : OnOutcome<ResultsPublished>(desk, inbox, News.Of);

internal sealed class OnFeedbackAnswered(NewsDesk desk, Inbox inbox) : OnOutcome<FeedbackAnswered>(desk, inbox, News.Of);

internal sealed class OnCandidateAppointed(NewsDesk desk, Inbox inbox) : OnOutcome<CandidateAppointed>(desk, inbox, News.Of);

internal sealed class OnAccessAnswered(NewsDesk desk, Inbox inbox) : OnOutcome<AccessAnswered>(desk, inbox, News.Of);

internal sealed class OnAccessLapsed(NewsDesk desk, Inbox inbox) : OnOutcome<AccessLapsed>(desk, inbox, News.Of);

internal sealed class OnComplaintReceived(NewsDesk desk, Inbox inbox) : OnOutcome<ComplaintReceived>(desk, inbox, News.Of);

internal sealed class OnComplaintOverdue(NewsDesk desk, Inbox inbox) : OnOutcome<ComplaintOverdue>(desk, inbox, News.Of);

internal sealed class OnComplaintAnswered(NewsDesk desk, Inbox inbox) : OnOutcome<ComplaintAnswered>(desk, inbox, News.Of);

internal sealed class OnInterviewPlanned(NewsDesk desk, Inbox inbox) : OnOutcome<InterviewPlanned>(desk, inbox, News.Of);

internal sealed class OnInterviewCancelled(NewsDesk desk, Inbox inbox) : OnOutcome<InterviewCancelled>(desk, inbox, News.Of);

internal sealed class OnCandidateDroppedOut(NewsDesk desk, Inbox inbox) : OnOutcome<CandidateDroppedOut>(desk, inbox, News.Of);

internal sealed class OnCandidateReinstated(NewsDesk desk, Inbox inbox) : OnOutcome<CandidateReinstated>(desk, inbox, News.Of);

internal sealed class OnAppointmentRevoked(NewsDesk desk, Inbox inbox) : OnOutcome<AppointmentRevoked>(desk, inbox, News.Of);

internal sealed class OnAnotherAppointed(NewsDesk desk, Inbox inbox) : OnOutcome<AnotherAppointed>(desk, inbox, News.Of);

/// <summary>What was asked for at the place of work is answered (R52).</summary>
internal sealed class OnAdjustmentsAnswered(NewsDesk desk, Inbox inbox) : OnOutcome<AdjustmentsAnswered>(desk, inbox, News.Of);

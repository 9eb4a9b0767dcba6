using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Results.Consumers;

/// <summary>
/// Whether candidacies go on to a hearing; the newest of the assessment's outcomes counts (R36). A session's results come in
/// bursts of thousands: one statement a batch.
/// </summary>
internal abstract class OnAssessmentOutcome<T>(ResultsDb db, IClock clock, Inbox inbox, Func<T, (Named Named, AssessmentState State)> outcomeOf) : IConsumer<Batch<T>>
    where T : class, IIntegrationEvent
{
    public Task Consume(ConsumeContext<Batch<T>> context) =>
        db.MergeAssessmentAsync([.. inbox.FreshOf(context.Message).Select(outcomeOf)], clock, context.CancellationToken);
}

internal sealed class OnAssessmentPassed(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentPassed>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), AssessmentState.PassedOrExempt));

internal sealed class OnAssessmentExempted(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentExempted>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), AssessmentState.PassedOrExempt));

internal sealed class OnAssessmentExemptionWithdrawn(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentExemptionWithdrawn>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), AssessmentState.None));

internal sealed class OnAssessmentFailed(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentFailed>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), AssessmentState.Failed));

internal sealed class OnAssessmentStopped(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentStopped>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), AssessmentState.Stopped));

internal sealed class OnAssessmentCorrected(ResultsDb db, IClock clock, Inbox inbox)
    : OnAssessmentOutcome<AssessmentCorrected>(db, clock, inbox, m => (new(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), m.Passed ? AssessmentState.PassedOrExempt : AssessmentState.Failed));

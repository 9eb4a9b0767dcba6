using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Consumers;

/// <summary>Whether a candidacy goes on to a hearing; the newest of the assessment's outcomes counts (R36).</summary>
internal sealed class OnAssessmentOutcome(ResultsDb db, IClock clock) :
    IConsumer<AssessmentPassed>, IConsumer<AssessmentExempted>, IConsumer<AssessmentFailed>, IConsumer<AssessmentStopped>, IConsumer<AssessmentCorrected>,
    IConsumer<AssessmentExemptionWithdrawn>
{
    public Task Consume(ConsumeContext<AssessmentPassed> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version), AssessmentState.PassedOrExempt, context);

    public Task Consume(ConsumeContext<AssessmentExempted> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version), AssessmentState.PassedOrExempt, context);

    public Task Consume(ConsumeContext<AssessmentExemptionWithdrawn> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version), AssessmentState.None, context);

    public Task Consume(ConsumeContext<AssessmentFailed> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version), AssessmentState.Failed, context);

    public Task Consume(ConsumeContext<AssessmentStopped> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version), AssessmentState.Stopped, context);

    public Task Consume(ConsumeContext<AssessmentCorrected> context) => MergeAsync(
        new(context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version),
        context.Message.Passed ? AssessmentState.PassedOrExempt : AssessmentState.Failed, context);

    private Task MergeAsync(Named outcome, AssessmentState state, ConsumeContext context) =>
        db.MergeAssessmentAsync(outcome, state, clock, context.CancellationToken);
}

using MassTransit;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;

namespace Selection.Assessment.Consumers;

/// <summary>The decision to admit is open again: registration stops until there is a new one.</summary>
internal sealed class OnScreeningReopened(AssessmentDb db, IClock clock) : IConsumer<ScreeningReopened>
{
    public async Task Consume(ConsumeContext<ScreeningReopened> context)
    {
        var reopened = context.Message;
        var files = await PersonFiles.LockAsync(db, [reopened.PersonId], [], context.CancellationToken);
        files.TakeOut(reopened.CandidacyId, reopened.VacancyId, reopened.PersonId, reopened.Version, clock.GetCurrentInstant());
        await files.SaveSeatsAsync(context.CancellationToken);
    }
}

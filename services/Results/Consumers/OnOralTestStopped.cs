using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Consumers;

internal sealed class OnOralTestStopped(ResultsDb db, IClock clock) : IConsumer<OralTestStopped>
{
    public Task Consume(ConsumeContext<OralTestStopped> context)
    {
        var m = context.Message;
        return db.MergeOralTestAsync(new Named(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), OralTestState.Stopped, clock, context.CancellationToken);
    }
}

using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Consumers;

internal sealed class OnOralTestPlanned(ResultsDb db, IClock clock) : IConsumer<OralTestPlanned>
{
    public Task Consume(ConsumeContext<OralTestPlanned> context)
    {
        var m = context.Message;
        return db.MergeOralTestAsync(new Named(m.CandidacyId, m.VacancyId, m.PersonId, m.Version), OralTestState.Planned, clock, context.CancellationToken);
    }
}

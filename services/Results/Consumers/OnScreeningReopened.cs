using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Consumers;

internal sealed class OnScreeningReopened(ResultsDb db, IClock clock) : IConsumer<ScreeningReopened>
{
    public Task Consume(ConsumeContext<ScreeningReopened> context)
    {
        var m = context.Message;
        return db.MergeScreeningAsync(
            [new Named(m.CandidacyId, m.VacancyId, m.PersonId, m.Version)], ScreeningState.Reopened, _ => Reservation.None, clock, context.CancellationToken);
    }
}

using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Results.Consumers;

internal sealed class OnCandidacyRefused(ResultsDb db, IClock clock, Inbox inbox) : IConsumer<Batch<CandidacyRefused>>
{
    public Task Consume(ConsumeContext<Batch<CandidacyRefused>> context) => db.MergeScreeningAsync(
        [.. inbox.FreshOf(context.Message).Select(m => new Named(m.CandidacyId, m.VacancyId, m.PersonId, m.Version))],
        ScreeningState.Refused, _ => Reservation.None, clock, context.CancellationToken);
}

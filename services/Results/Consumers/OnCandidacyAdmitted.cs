using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Results.Consumers;

/// <summary>The reservation travels with the candidacy to the end (R22).</summary>
internal sealed class OnCandidacyAdmitted(ResultsDb db, IClock clock, Inbox inbox) : IConsumer<Batch<CandidacyAdmitted>>
{
    public Task Consume(ConsumeContext<Batch<CandidacyAdmitted>> context)
    {
        var reservations = new Dictionary<Named, Reservation>();
        foreach (var m in inbox.FreshOf(context.Message)) reservations[new Named(m.CandidacyId, m.VacancyId, m.PersonId, m.Version)] = m.Reservation;
        return db.MergeScreeningAsync(reservations.Keys, ScreeningState.Admitted, named => reservations[named], clock, context.CancellationToken);
    }
}

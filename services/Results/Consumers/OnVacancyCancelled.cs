using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>No list is published any more; a cancellation is final, and may come before the publication.</summary>
internal sealed class OnVacancyCancelled(ResultsDb db, IClock clock) : IConsumer<VacancyCancelled>
{
    public async Task Consume(ConsumeContext<VacancyCancelled> context)
    {
        var message = context.Message;
        var ct = context.CancellationToken;
        await db.LockVacancyAsync(message.VacancyId, ct);
        var vacancy = await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == message.VacancyId, ct);
        if (vacancy is null) db.Vacancies.Add(vacancy = new Vacancy { VacancyId = message.VacancyId, Version = 0 });
        if (vacancy.CancelledAt is not null) return;

        vacancy.CancelledAt = message.OccurredAt;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "vacancy.cancelled", "vacancy", message.VacancyId, RuleVersion: vacancy.RuleVersion), message.OccurredAt);
        await db.OutdateListsAsync([message.VacancyId], "vacancy.cancelled", clock, ct);
    }
}

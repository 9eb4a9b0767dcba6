using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Consumers;

/// <summary>Nothing is decided any more; a cancellation is final, and may come before the publication.</summary>
internal sealed class OnVacancyCancelled(ScreeningDb db) : IConsumer<VacancyCancelled>
{
    public async Task Consume(ConsumeContext<VacancyCancelled> context)
    {
        var message = context.Message;
        await db.LockVacancyAsync(message.VacancyId, context.CancellationToken);
        var vacancy = await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == message.VacancyId, context.CancellationToken);
        if (vacancy is null) db.Vacancies.Add(vacancy = new Vacancy { VacancyId = message.VacancyId, Version = 0 });
        if (vacancy.CancelledAt is not null) return;

        vacancy.CancelledAt = message.OccurredAt;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "vacancy.cancelled", "vacancy", message.VacancyId, RuleVersion: vacancy.RuleVersion), message.OccurredAt);
    }
}

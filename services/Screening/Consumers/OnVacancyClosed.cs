using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Screening.Data;

namespace Selection.Screening.Consumers;

/// <summary>Closing says how many candidacies follow, so that officers see whether all have come. It may come before the publication.</summary>
internal sealed class OnVacancyClosed(ScreeningDb db) : IConsumer<VacancyClosed>
{
    public async Task Consume(ConsumeContext<VacancyClosed> context)
    {
        var message = context.Message;
        await db.LockVacancyAsync(message.VacancyId, context.CancellationToken);
        var vacancy = await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == message.VacancyId, context.CancellationToken);
        if (vacancy is null) db.Vacancies.Add(vacancy = new Vacancy { VacancyId = message.VacancyId, Version = 0 });
        vacancy.Lodged = message.Lodged;
    }
}

using MassTransit;
using Selection.Contracts.Events;
using Selection.Screening.Data;

namespace Selection.Screening.Consumers;

internal sealed class OnVacancyPublished(ScreeningDb db) : IConsumer<VacancyPublished>
{
    public Task Consume(ConsumeContext<VacancyPublished> context) =>
        db.TakeInAsync(context.Message.VacancyId, context.Message.Version, context.Message.Definition, context.CancellationToken);
}

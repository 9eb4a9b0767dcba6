using MassTransit;
using Selection.Contracts.Events;
using Selection.Results.Data;

namespace Selection.Results.Consumers;

internal sealed class OnVacancyPublished(ResultsDb db) : IConsumer<VacancyPublished>
{
    public Task Consume(ConsumeContext<VacancyPublished> context) =>
        db.TakeInAsync(context.Message.VacancyId, context.Message.Version, context.Message.Definition, context.CancellationToken);
}

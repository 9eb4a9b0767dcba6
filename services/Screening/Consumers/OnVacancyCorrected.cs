using MassTransit;
using Selection.Contracts.Events;
using Selection.Screening.Data;

namespace Selection.Screening.Consumers;

/// <summary>A correction carries the whole notice: it does for a publication that comes later, too.</summary>
internal sealed class OnVacancyCorrected(ScreeningDb db) : IConsumer<VacancyCorrected>
{
    public Task Consume(ConsumeContext<VacancyCorrected> context) =>
        db.TakeInAsync(context.Message.VacancyId, context.Message.Version, context.Message.Definition, context.CancellationToken);
}

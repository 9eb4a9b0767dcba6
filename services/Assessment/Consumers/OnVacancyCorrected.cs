using MassTransit;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;

namespace Selection.Assessment.Consumers;

/// <summary>A newer version of the notice (R3). It may overtake the publication, which then finds a newer version.</summary>
internal sealed class OnVacancyCorrected(AssessmentDb db, IClock clock) : IConsumer<VacancyCorrected>
{
    public Task Consume(ConsumeContext<VacancyCorrected> context) =>
        Vacancies.TakeUpAsync(db, context.Message.VacancyId, context.Message.Version, context.Message.Definition, clock, context.CancellationToken);
}

using MassTransit;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Data;

namespace Selection.OralTest.Consumers;

internal sealed class OnVacancyPublished(OralTestDb db) : IConsumer<VacancyPublished>
{
    public Task Consume(ConsumeContext<VacancyPublished> context) =>
        VacancyFacts.TakeAsync(db, context.Message.VacancyId, context.Message.Version, context.Message.Definition, context.CancellationToken);
}

internal sealed class OnVacancyCorrected(OralTestDb db) : IConsumer<VacancyCorrected>
{
    public Task Consume(ConsumeContext<VacancyCorrected> context) =>
        VacancyFacts.TakeAsync(db, context.Message.VacancyId, context.Message.Version, context.Message.Definition, context.CancellationToken);
}

/// <summary>What the oral test keeps of a definition; an older version changes nothing.</summary>
internal static class VacancyFacts
{
    public static async Task TakeAsync(OralTestDb db, Guid vacancyId, long version, ProcedureDefinition definition, CancellationToken ct)
    {
        var vacancy = await db.MeetVacancyAsync(vacancyId, ct);
        if (version <= vacancy.Seen) return;
        vacancy.Seen = version;
        vacancy.RuleVersion = definition.Version;
        vacancy.SelectionCode = definition.SelectionCode;
        vacancy.Title = definition.Title;
        vacancy.Language = definition.Language;
        vacancy.Competencies = definition.Competencies with { Assessment = [] };
        vacancy.Scoring = definition.Rules.Scoring;
        vacancy.CommitteeRule = definition.Rules.Committee;
    }
}

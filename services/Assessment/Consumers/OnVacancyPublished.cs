using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Assessment.Consumers;

/// <summary>The rules of a vacancy.</summary>
internal sealed class OnVacancyPublished(AssessmentDb db, IClock clock) : IConsumer<VacancyPublished>
{
    public Task Consume(ConsumeContext<VacancyPublished> context) =>
        Vacancies.TakeUpAsync(db, context.Message.VacancyId, context.Message.Version, context.Message.Definition, clock, context.CancellationToken);
}

/// <summary>Keeps the copy of a vacancy's rules.</summary>
internal static class Vacancies
{
    /// <summary>Saves a version of a vacancy, unless a newer one is known; who was admitted before any arrived is taken up now.</summary>
    public static async Task TakeUpAsync(AssessmentDb db, Guid vacancyId, long version, ProcedureDefinition definition, IClock clock, CancellationToken ct)
    {
        await db.LockUnknownVacanciesAsync([vacancyId], ct);
        var row = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").ToListAsync(ct)).SingleOrDefault();
        if (row is not null)
        {
            if (row.Version >= version) return;
            (row.Version, row.SelectionCode, row.Title, row.Language) = (version, definition.SelectionCode, definition.Title, definition.Language);
            (row.WeighingClass, row.LevelGroup) = (definition.Function.WeighingClass, definition.Function.LevelGroup());
            (row.Rule, row.RuleVersion) = (definition.Rules.Assessment, definition.Version);
            return;
        }

        db.Vacancies.Add(new VacancyRow
        {
            VacancyId = vacancyId,
            Version = version,
            SelectionCode = definition.SelectionCode,
            Title = definition.Title,
            Language = definition.Language,
            WeighingClass = definition.Function.WeighingClass,
            LevelGroup = definition.Function.LevelGroup(),
            Rule = definition.Rules.Assessment,
            RuleVersion = definition.Version,
        });
        // The files below are read from the database: the rules must be there.
        await db.SaveChangesAsync(ct);
        var waiting = await db.Candidacies.AsNoTracking().Where(c => c.VacancyId == vacancyId && c.Standing == Standing.Waiting).ToListAsync(ct);
        if (waiting.Count == 0) return;
        var files = await PersonFiles.LockAsync(db, waiting.Select(c => c.PersonId), [], ct);
        foreach (var candidacy in waiting) files.Admit(db, files.Candidacy(candidacy.CandidacyId)!, clock.GetCurrentInstant());
        await files.SaveSeatsAsync(ct);
    }

    /// <summary>
    /// Holds others up who find the same vacancies unknown: without, a candidacy that waits and the rules it waits for could
    /// pass each other unseen.
    /// </summary>
    public static async Task LockUnknownVacanciesAsync(this AssessmentDb db, IEnumerable<Guid> vacancyIds, CancellationToken ct)
    {
        foreach (var id in vacancyIds.Order())
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({id.ToString()}, 0))", ct);
    }
}

using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Vacancies;
using Selection.Results.Data;

namespace Selection.Results.Consumers;

/// <summary>A vacancy becomes known, or a newer version of it.</summary>
internal static class VacancyIntake
{
    public static async Task TakeInAsync(this ResultsDb db, Guid vacancyId, long version, ProcedureDefinition definition, CancellationToken ct)
    {
        await db.LockVacancyAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) db.Vacancies.Add(vacancy = new Vacancy { VacancyId = vacancyId, Version = 0 });
        if (vacancy.Version >= version) return;

        vacancy.Version = version;
        vacancy.RuleVersion = definition.Version;
        vacancy.SelectionCode = definition.SelectionCode;
        vacancy.Title = definition.Title;
        vacancy.Language = definition.Language;
        vacancy.Rules = definition.Rules;
        vacancy.Competencies = definition.Competencies;
        vacancy.MandateYears = definition.MandateYears;
    }
}

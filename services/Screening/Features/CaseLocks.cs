using Microsoft.EntityFrameworkCore;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>A case locked for a decision, together with its vacancy.</summary>
internal sealed record LockedCase(Case Case, Vacancy? Vacancy);

internal static class CaseLocks
{
    /// <summary>
    /// Takes the case for the rest of the transaction: whoever comes second waits, then sees the version of the first.
    /// Null where there is no such case.
    /// </summary>
    public static async Task<LockedCase?> LockCaseAsync(this ScreeningDb db, Guid candidacyId, CancellationToken ct)
    {
        var row = await db.Cases.FromSql($"select * from cases where candidacy_id = {candidacyId} and lodged_version > 0 for update").SingleOrDefaultAsync(ct);
        return row is null ? null : new LockedCase(row, await db.ShareVacancyAsync(row.VacancyId, ct));
    }

    /// <summary>The vacancy, so that it is not cancelled while something is decided.</summary>
    public static Task<Vacancy?> ShareVacancyAsync(this ScreeningDb db, Guid vacancyId, CancellationToken ct) =>
        db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for share").AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Why nothing can be done on this case; null when something can.</summary>
    public static Problem? WhyStopped(this LockedCase locked) => locked switch
    {
        { Vacancy: null or { Rules: null } } => Problem.Of("vacancy-unknown", StatusCodes.Status409Conflict),
        { Vacancy.CancelledAt: not null } => Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict),
        { Case.State: CaseState.Withdrawn } => Problem.Refused("R19", "case-withdrawn"),
        _ => null,
    };
}

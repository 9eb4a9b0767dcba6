using Microsoft.EntityFrameworkCore;

namespace Selection.Screening.Data;

/// <summary>
/// Keeps a vacancy's arrival and its candidacies' apart, to the end of the transaction: without it, a vacancy and a
/// candidacy that arrive at the same moment would not see each other, and the candidacy would wait for ever.
/// </summary>
internal static class VacancyLocks
{
    /// <summary>Alone: for the vacancy's arrival.</summary>
    public static Task LockVacancyAsync(this ScreeningDb db, Guid vacancyId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({vacancyId}::text, 0))", ct);

    /// <summary>Beside one another: for candidacies, always in the same order.</summary>
    public static Task ShareVacanciesAsync(this ScreeningDb db, Guid[] vacancyIds, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock_shared(hashtextextended(id::text, 0))
            from (select id from unnest({vacancyIds}) as id order by id) as ordered
            """, ct);
}

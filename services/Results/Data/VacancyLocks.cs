using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Selection.Results.Data;

/// <summary>
/// Keeps the outcomes of a vacancy and the making of its list apart, to the end of the transaction: a list is made and
/// approved alone, outcomes come in beside one another and say that a list made before them no longer stands.
/// </summary>
internal static class VacancyLocks
{
    /// <summary>Alone: for whoever makes, approves or announces the list.</summary>
    public static Task LockVacancyAsync(this ResultsDb db, Guid vacancyId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({vacancyId}::text, 0))", ct);

    /// <summary>Alone, or not now: for replicas that announce, which leave each other's lists alone.</summary>
    /// <returns>Whether it is ours.</returns>
    public static async Task<bool> TryLockVacancyAsync(this ResultsDb db, Guid vacancyId, CancellationToken ct) =>
        (await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtextextended({vacancyId}::text, 0)) as \"Value\"").ToListAsync(ct))[0];

    /// <summary>Beside one another: for outcomes, always in the same order.</summary>
    public static Task ShareVacanciesAsync(this ResultsDb db, IEnumerable<Guid> vacancyIds, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock_shared(hashtextextended(id::text, 0))
            from (select distinct id from unnest({vacancyIds.ToArray()}) as id order by id) as ordered
            """, ct);

    /// <summary>
    /// R47: a list that is not out yet and no longer tells how things stand is never published; it must be proposed anew.
    /// Whether it is out is decided by the clock, not by whether it has been announced (T3).
    /// </summary>
    /// <returns>The lists this ended.</returns>
    public static Task<List<Guid>> MarkStaleAsync(this ResultsDb db, IEnumerable<Guid> vacancyIds, Instant now, CancellationToken ct) =>
        db.Database.SqlQuery<Guid>(
            $"""
            update lists set state = 'Stale'
            where vacancy_id = any ({vacancyIds.ToArray()}) and (state = 'Proposed' or (state = 'Approved' and publish_at > {now}))
            returning list_id as "Value"
            """).ToListAsync(ct);

    /// <summary>The newest list of each vacancy that is out.</summary>
    public static Task<List<Guid>> OutListsAsync(this ResultsDb db, Guid[] vacancyIds, Instant now, CancellationToken ct) =>
        db.Database.SqlQuery<Guid>(
            $"""
            select distinct on (vacancy_id) list_id as "Value" from lists
            where vacancy_id = any ({vacancyIds}) and state in ('Approved', 'Published') and publish_at <= {now}
            order by vacancy_id, version desc
            """).ToListAsync(ct);
}

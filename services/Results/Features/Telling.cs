using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;

namespace Selection.Results.Features;

/// <summary>The version of what is said of candidacies: their results, and everything after them.</summary>
internal static class Telling
{
    /// <summary>
    /// A version for each thing that is about to be said, in the surrounding transaction: one count for all that is said of a
    /// candidacy, so that no message is taken for a repetition of another, and a later one is known as such.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="candidacyIds">What it is said of; the same one may come more than once.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The versions, in the order asked for.</returns>
    public static async Task<IReadOnlyList<long>> NextToldAsync(this ResultsDb db, IReadOnlyCollection<Guid> candidacyIds, CancellationToken ct)
    {
        if (candidacyIds.Count == 0) return [];
        var ids = candidacyIds.ToArray();
        var told = await db.Database.SqlQuery<Told>(
            $"""
            with wanted as (select id, count(*) as n from unnest({ids}) as id group by id),
            locked as materialized (
                -- In one order, so that two who meet wait for each other instead of dying.
                select candidacy_id from candidacies where candidacy_id = any({ids}) order by candidacy_id for update)
            update candidacies c
            set told_version = c.told_version + wanted.n
            from locked join wanted on wanted.id = locked.candidacy_id where c.candidacy_id = locked.candidacy_id
            returning c.candidacy_id, c.told_version - wanted.n as before
            """).ToListAsync(ct);
        var last = told.ToDictionary(t => t.CandidacyId, t => t.Before);
        return [.. ids.Select(id => ++last[id])];
    }

    /// <summary>The version of one thing said of one candidacy.</summary>
    public static async Task<long> NextToldAsync(this ResultsDb db, Guid candidacyId, CancellationToken ct) => (await db.NextToldAsync([candidacyId], ct))[0];

    private sealed record Told(Guid CandidacyId, long Before);
}

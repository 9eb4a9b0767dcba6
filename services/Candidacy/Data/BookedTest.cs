using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Data;

/// <summary>
/// The test a candidate has booked, by part of the procedure: an assessment's session, an oral test's slot. One row for each, at
/// the newest version that said something of it, so that order and repetition of events do no harm.
/// </summary>
public sealed class BookedTest
{
    public required Guid CandidacyId { get; init; }

    public required ProcedureStage Stage { get; init; }

    /// <summary>The part's version that said so.</summary>
    public long Version { get; set; }

    /// <summary>When it begins; null where none is booked any more.</summary>
    public Instant? StartsAt { get; set; }

    /// <summary>Since when it is booked for that time.</summary>
    public Instant BookedAt { get; set; }

    /// <summary>What the reminder's placeholders stand for: a JSON object.</summary>
    public required string Args { get; set; }

    /// <summary>When the candidate was reminded of it.</summary>
    public Instant? RemindedAt { get; set; }
}

/// <summary>Keeps booked tests, set-based, in the surrounding transaction.</summary>
internal static class BookedTestWrites
{
    /// <summary>What events say of booked tests; the newest counts. One that was changed and stays at its time was booked before.</summary>
    public static async Task KeepTestsAsync(this CandidacyDb db, IEnumerable<News> news, CancellationToken ct)
    {
        var newest = news.Where(n => n.Test is not null).GroupBy(n => (n.CandidacyId, n.Stage)).Select(same => same.MaxBy(n => n.Version)!).ToList();
        if (newest.Count == 0) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into booked_tests as t (candidacy_id, stage, version, starts_at, booked_at, args)
            select candidacy_id, stage, version, starts_at, booked_at, args::jsonb
            from unnest(
                {newest.Select(n => n.CandidacyId).ToArray()}, {newest.Select(n => n.Stage.ToString()).ToArray()}, {newest.Select(n => n.Version).ToArray()},
                {newest.Select(n => n.Test!.StartsAt).ToArray()}, {newest.Select(n => n.At).ToArray()}, {newest.Select(n => Message.JsonOf(n.Args)).ToArray()})
                as n (candidacy_id, stage, version, starts_at, booked_at, args)
            order by candidacy_id, stage
            on conflict (candidacy_id, stage) do update set
                version = excluded.version, starts_at = excluded.starts_at, args = excluded.args,
                booked_at = case when excluded.starts_at = t.starts_at then t.booked_at else excluded.booked_at end,
                reminded_at = case when excluded.starts_at = t.starts_at then t.reminded_at end
            where t.version < excluded.version
            """, ct);
    }
}

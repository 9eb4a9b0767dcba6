using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// Announces an approved list to every candidate it decides about, from its publication instant on; what is public is decided
/// by the clock alone (T3). In chunks, each a transaction under the vacancy's lock that moves the list's mark: several replicas,
/// a restart in the middle, or an outcome that comes at the same moment, never announce a result twice, nor one that ended.
/// </summary>
internal sealed class PublishLists(IServiceScopeFactory scopes, IClock clock, ILogger<PublishLists> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    private const int ChunkSize = 500;
    private const int MostWaiting = 20;

    /// <summary>One chunk of one list; those another replica works on are left to it.</summary>
    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ResultsDb>();
        var from = clock.GetCurrentInstant();
        var due = await db.Lists.AsNoTracking().Where(l => l.State == ListState.Approved && l.PublishAt <= from)
            .OrderBy(l => l.PublishAt).Select(l => new { l.ListId, l.VacancyId }).Take(MostWaiting).ToListAsync(ct);
        foreach (var next in due)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await db.TryLockVacancyAsync(next.VacancyId, ct)) continue;
            var now = clock.GetCurrentInstant();
            var list = await db.Lists.SingleAsync(l => l.ListId == next.ListId, ct);
            if (list.State is not ListState.Approved || list.PublishAt > now) continue;

            if (await db.CheckLockedAsync(list, now, ct)) await AnnounceAsync(db, list, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }

        return false;
    }

    /// <summary>The next chunk of those about whom this list decides: who keeps the decision of before is told nothing new.</summary>
    private static async Task AnnounceAsync(ResultsDb db, ResultList list, Instant now, CancellationToken ct)
    {
        var entries = await db.Entries.FromSql(
            $"""
            select * from list_entries where list_id = {list.ListId} and candidacy_id > {list.AnnouncedTo ?? Guid.Empty} and carried_from is null
            order by candidacy_id limit {ChunkSize}
            """).AsNoTracking().ToListAsync(ct);
        var corrected = list.Corrects is { } before ? await db.Lists.AsNoTracking().SingleAsync(l => l.VacancyId == list.VacancyId && l.Version == before, ct) : null;
        var correction = corrected is null ? null : new ResultCorrection(corrected.PublishAt!.Value, list.Reason!);
        var versions = await db.NextToldAsync(entries.ConvertAll(e => e.CandidacyId), ct);
        await db.PublishManyAsync(
            entries.Zip(versions, (e, version) => new ResultsPublished(
                e.CandidacyId, list.VacancyId, e.PersonId, version, e.Group, e.Rank, e.Motivation, list.PublishAt!.Value, now, correction)).ToList(), ct);
        await db.RecordManyAsync(
            entries.ConvertAll(e => new RecordEntry(
                RecordEntry.SystemActor, "result.published", "candidacy", e.CandidacyId, e.PersonId, list.RuleVersion, new { list.ListId, e.Group, e.Rank })), now, ct);
        if (entries.Count > 0) list.AnnouncedTo = entries[^1].CandidacyId;
        if (entries.Count == ChunkSize) return;

        if (corrected is not null) await RecordDroppedAsync(db, list, corrected, now, ct);
        list.State = ListState.Published;
        db.Record(
            new RecordEntry(RecordEntry.SystemActor, "list.published", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { list.VacancyId, list.Version, list.PublishAt, list.Corrects }),
            now);
    }

    /// <summary>Who is listed no longer was told why by the step that ended the candidacy.</summary>
    private static async Task RecordDroppedAsync(ResultsDb db, ResultList list, ResultList corrected, Instant now, CancellationToken ct)
    {
        var dropped = await db.Entries.AsNoTracking()
            .Where(e => e.ListId == corrected.ListId && !db.Entries.Any(n => n.ListId == list.ListId && n.CandidacyId == e.CandidacyId))
            .OrderBy(e => e.CandidacyId).Select(e => new { e.CandidacyId, e.PersonId }).ToListAsync(ct);
        await db.RecordManyAsync(
            dropped.ConvertAll(e => new RecordEntry(
                RecordEntry.SystemActor, "result.no-longer-listed", "candidacy", e.CandidacyId, e.PersonId, list.RuleVersion, new { list.ListId, list.Version })), now, ct);
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// Announces an approved list to every candidate from its publication instant on; what is public is decided by the clock
/// alone (T3). In chunks, each a transaction that moves the list's mark: several replicas, or a restart in the middle,
/// never announce a result twice.
/// </summary>
internal sealed class PublishLists(IServiceScopeFactory scopes, IClock clock, ILogger<PublishLists> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    private const int ChunkSize = 500;

    /// <summary>One chunk of one list.</summary>
    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ResultsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.FromSql(
            $"select * from lists where state = 'Approved' and publish_at <= {now} order by publish_at limit 1 for update skip locked").SingleOrDefaultAsync(ct);
        if (list is null) return false;

        var entries = await db.Entries.FromSql(
            $"""
            select * from list_entries where list_id = {list.ListId} and candidacy_id > {list.AnnouncedTo ?? Guid.Empty}
            order by candidacy_id limit {ChunkSize}
            """).AsNoTracking().ToListAsync(ct);
        await db.PublishManyAsync(
            entries.ConvertAll(e => new ResultsPublished(
                e.CandidacyId, list.VacancyId, e.PersonId, list.Version, e.Group, e.Rank, e.Motivation, list.PublishAt!.Value, now)), ct);
        await db.RecordManyAsync(
            entries.ConvertAll(e => new RecordEntry(
                RecordEntry.SystemActor, "result.published", "candidacy", e.CandidacyId, e.PersonId, list.RuleVersion, new { list.ListId, e.Group, e.Rank })), now, ct);
        if (entries.Count > 0) list.AnnouncedTo = entries[^1].CandidacyId;
        if (entries.Count < ChunkSize)
        {
            list.State = ListState.Published;
            db.Record(new RecordEntry(RecordEntry.SystemActor, "list.published", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { list.VacancyId, list.PublishAt }), now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

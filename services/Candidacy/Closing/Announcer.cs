using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;

namespace Selection.Candidacies.Closing;

/// <summary>
/// Tells the other services what a closing froze, 500 dossiers at a time, each batch with its place in one transaction:
/// after a crash it goes on where it was, and replicas skip a closing that another one is announcing.
/// </summary>
internal sealed class Announcer(CandidacyDb db)
{
    private const int BatchSize = 500;

    /// <summary>What may wait in the outbox before another batch joins it: half a second's worth, so that a large closing delays nobody else's events longer.</summary>
    public const int MostWaiting = 2000;

    /// <summary>Announces the next batch of a closing that is not told yet; one that has only begun to be told goes before a large one that is under way.</summary>
    /// <returns>Whether there was one, and room for it.</returns>
    public async Task<bool> AnnounceNextAsync(Instant now, CancellationToken ct)
    {
        if (await db.Outbox.OrderBy(waiting => waiting.Id).Take(MostWaiting + 1).CountAsync(ct) > MostWaiting) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var closing = await db.Closings.FromSql($"""
            select * from closings where announced_at is null order by announced_up_to is not null, closed_at limit 1 for update skip locked
            """).SingleOrDefaultAsync(ct);
        if (closing is null) return false;

        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == closing.VacancyId, ct);
        var after = closing.AnnouncedUpTo ?? Guid.Empty;
        var batch = await db.Dossiers.AsNoTracking()
            .Where(d => d.VacancyId == closing.VacancyId && d.CandidacyId > after)
            .OrderBy(d => d.CandidacyId).Take(BatchSize)
            .Select(d => new Frozen(d.CandidacyId, d.PersonId, d.Version, d.Content, d.FrozenAt)).ToListAsync(ct);

        await WriteAsync([.. batch.Select(d => new CandidacyLodged(
            d.CandidacyId, closing.VacancyId, d.PersonId, d.Version, vacancy.ClosingDate, d.Content, d.FrozenAt))], closing.Traceparent, ct);
        if (batch.Count > 0) closing.AnnouncedUpTo = batch[^1].CandidacyId;
        if (batch.Count < BatchSize)
        {
            closing.AnnouncedAt = now;
            db.Publish(new VacancyClosed(closing.VacancyId, vacancy.Version, closing.Lodged, closing.Lapsed, closing.ClosedAt));
        }

        await db.SaveChangesAsync(ct);
        db.OutboxWritten();
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    private Task WriteAsync(CandidacyLodged[] lodged, string? traceparent, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        insert into outbox (message_id, type, body, traceparent)
        select message_id, {nameof(CandidacyLodged)}, body, {traceparent}
        from unnest({lodged.Select(_ => Guid.CreateVersion7()).ToArray()}, {lodged.Select(l => JsonSerializer.Serialize(l, ContractsJson.Options)).ToArray()}) as e (message_id, body)
        """, ct);

    private sealed record Frozen(Guid CandidacyId, Guid PersonId, long Version, Dossier Content, Instant FrozenAt);
}

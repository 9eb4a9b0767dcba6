using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// Tells what the clock has decided (T3): that a request for access counts as refused (R49), that a complaint is overdue, which
/// escalates it (R50). In chunks that skip what another replica is at; each row remembers that it was told.
/// </summary>
internal sealed class AnnounceDeadlines(IServiceScopeFactory scopes, IClock clock, ILogger<AnnounceDeadlines> logger) : RepeatedWork(TimeSpan.FromSeconds(1), logger)
{
    private const int ChunkSize = 200;

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var lapsed = await InTransactionAsync(LapseAsync, ct);
        var escalated = await InTransactionAsync(EscalateAsync, ct);
        return lapsed == ChunkSize || escalated == ChunkSize;
    }

    private async Task<int> InTransactionAsync(Func<ResultsDb, Instant, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ResultsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = await work(db, clock.GetCurrentInstant(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return count;
    }

    private static async Task<int> LapseAsync(ResultsDb db, Instant now, CancellationToken ct)
    {
        var requests = await db.AccessRequests.FromSql(
            $"""
            select * from access_requests where answered_at is null and lapse_told_at is null and due_on < {BrusselsTime.DateIn(now)}
            order by request_id limit {ChunkSize} for update skip locked
            """).ToListAsync(ct);
        var versions = await db.NextToldAsync(requests.ConvertAll(r => r.CandidacyId), ct);
        foreach (var request in requests) request.LapseToldAt = now;
        await db.PublishManyAsync(
            [.. requests.Zip(versions, (r, version) => new AccessLapsed(r.CandidacyId, r.VacancyId, r.PersonId, version, r.AskedAt, r.DueOn, now))], ct);
        await db.RecordManyAsync(
            requests.ConvertAll(r => new RecordEntry(RecordEntry.SystemActor, "access.lapsed", "access", r.RequestId, r.PersonId, Details: new { r.DueOn })), now, ct);
        return requests.Count;
    }

    private static async Task<int> EscalateAsync(ResultsDb db, Instant now, CancellationToken ct)
    {
        var complaints = await db.Complaints.FromSql(
            $"""
            select * from complaints where state = 'Open' and escalated_at is null and due_on < {BrusselsTime.DateIn(now)}
            order by ordinal limit {ChunkSize} for update skip locked
            """).ToListAsync(ct);
        var versions = await db.NextToldAsync(complaints.ConvertAll(c => c.CandidacyId), ct);
        foreach (var complaint in complaints)
        {
            complaint.EscalatedAt = now;
            complaint.Version++;
        }

        await db.PublishManyAsync(
            [.. complaints.Zip(versions, (c, version) => new ComplaintOverdue(c.CandidacyId, c.VacancyId, c.PersonId, version, c.Number, c.DueOn, now))], ct);
        await db.RecordManyAsync(
            complaints.ConvertAll(c => new RecordEntry(
                RecordEntry.SystemActor, "complaint.escalated", "complaint", c.ComplaintId, c.PersonId, Details: new { c.Number, c.DueOn, c.AssignedTo })), now, ct);
        return complaints.Count;
    }
}

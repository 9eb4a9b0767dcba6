using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>An event that could not be published although it was sent alone.</summary>
/// <param name="Id">Its number in the outbox.</param>
/// <param name="MessageId">Its message id.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Error">What the serializer or the broker said.</param>
/// <param name="CreatedAt">When it was written, real time.</param>
/// <param name="FailedAt">When it was set aside, real time.</param>
public sealed record FailedEvent(long Id, Guid MessageId, string Type, string Error, Instant CreatedAt, Instant FailedAt)
{
    public static FailedEvent Example => new(4711, new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506"), "CandidacyAdmitted", "The broker refused the message.", Instant.FromUtc(2025, 10, 27, 10, 30), Instant.FromUtc(2025, 10, 27, 10, 45));
}

/// <summary>Reads and empties <c>outbox_failed</c>.</summary>
internal static class FailedEvents
{
    public static async Task<Page<FailedEvent>> ListAsync(ServiceDbContext db, Paging paging, CancellationToken ct)
    {
        var items = await db.OutboxFailed.OrderBy(f => f.Id).Skip(paging.Skip).Take(paging.Size)
            .Select(f => new FailedEvent(f.Id, f.MessageId, f.Type, f.Error, f.CreatedAt, f.FailedAt)).ToListAsync(ct);
        return new Page<FailedEvent>(items, await db.OutboxFailed.CountAsync(ct), paging.Number, paging.Size);
    }

    /// <summary>Puts events back into the outbox under their message id, and says so in the record, in one transaction.</summary>
    /// <returns>Their message ids.</returns>
    public static async Task<IReadOnlyList<Guid>> ReplayAsync(ServiceDbContext db, long[]? only, string actor, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var back = await db.Database.SqlQueryRaw<Guid>(
            """
            with back as (
                delete from outbox_failed where {0} or id = any({1})
                returning id, message_id, type, body, traceparent, created_at)
            insert into outbox (message_id, type, body, traceparent, created_at)
            select message_id, type, body, traceparent, created_at from back order by id
            returning message_id as "Value"
            """, only is null, only ?? []).ToListAsync(ct);
        db.OutboxWritten();
        foreach (var id in back) db.Record(new RecordEntry(actor, "event.replayed", "message", id), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return back;
    }
}

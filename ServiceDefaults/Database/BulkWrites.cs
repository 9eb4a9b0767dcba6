using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Database;

/// <summary>
/// Events and entries of the record for bursts, one statement for many rows, in the surrounding transaction. They pass
/// by the change tracker, so that a batch's memory is the batch's alone.
/// </summary>
public static class BulkWrites
{
    /// <summary>Puts events into the outbox; the dispatcher is woken after the commit.</summary>
    public static async Task PublishManyAsync(this ServiceDbContext db, IReadOnlyCollection<IIntegrationEvent> events, CancellationToken ct)
    {
        if (events.Count == 0) return;
        await db.Database.ExecuteSqlRawAsync(
            """
            insert into outbox (message_id, type, body, traceparent)
            select message_id, type, body, {3} from unnest({0}, {1}, {2}) with ordinality as e (message_id, type, body, n) order by n
            """,
            [
                events.Select(_ => Guid.CreateVersion7()).ToArray(),
                events.Select(e => EventTypes.NameOf(e.GetType())).ToArray(),
                events.Select(e => JsonSerializer.Serialize(e, e.GetType(), ContractsJson.Options)).ToArray(),
                Activity.Current?.Id!,
            ],
            ct);
        db.OutboxWritten();
    }

    /// <summary>Adds entries to the record (R54).</summary>
    public static async Task RecordManyAsync(this ServiceDbContext db, IReadOnlyCollection<RecordEntry> entries, Instant now, CancellationToken ct)
    {
        if (entries.Count == 0) return;
        var rows = entries.Select(entry => RecordRow.From(entry, now)).ToArray();
        await db.EncryptTextsAsync(rows, ct);
        await db.Database.ExecuteSqlRawAsync(
            """
            insert into record (at, actor, action, entity_type, entity_id, person_id, rule_version, details, person_text)
            select {0}, actor, action, entity_type, entity_id, person_id, rule_version, details::jsonb, person_text
            from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}) with ordinality
                as r (actor, action, entity_type, entity_id, person_id, rule_version, details, person_text, n)
            order by n
            """,
            [
                now,
                rows.Select(r => r.Actor).ToArray(),
                rows.Select(r => r.Action).ToArray(),
                rows.Select(r => r.EntityType).ToArray(),
                rows.Select(r => r.EntityId).ToArray(),
                rows.Select(r => r.PersonId).ToArray(),
                rows.Select(r => r.RuleVersion).ToArray(),
                rows.Select(r => r.Details).ToArray(),
                rows.Select(r => r.PersonText).ToArray(),
            ],
            ct);
    }
}

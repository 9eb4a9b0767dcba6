using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Telemetry;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// Gives every consumer exactly-once effect: one transaction holds the inbox row, what the consumer changes and what
/// it publishes. A message that was handled before is acknowledged and goes no further.
/// </summary>
internal sealed class InboxFilter<T>(ServiceDbContext db, Inbox inbox) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var ct = context.CancellationToken;
        var consumer = context.ReceiveContext.InputAddress.Segments[^1];
        var ids = context.Message is IEnumerable<ConsumeContext> batch
            ? batch.Select(IdOf).Order().ToArray()
            : [IdOf(context)];
        MessagingMeters.ConsumeLag.Record(LagMilliseconds(context), new KeyValuePair<string, object?>("consumer", consumer));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        inbox.Fresh = await ReceiveAsync(consumer, ids, ct);
        if (inbox.Fresh.Count < ids.Length) MessagingMeters.Duplicates.Add(ids.Length - inbox.Fresh.Count);
        if (inbox.Fresh.Count == 0)
        {
            // Handled, if not now: a message nobody owns up to would be put aside as one without a consumer.
            await context.NotifyConsumed(context.ReceiveContext.ElapsedTime, consumer);
            return;
        }

        await next.Send(context);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    private async Task<HashSet<Guid>> ReceiveAsync(string consumer, Guid[] ids, CancellationToken ct)
    {
        var fresh = await db.Database.SqlQueryRaw<Guid>(
            """
            insert into inbox (message_id, consumer)
            select id, {1} from unnest({0}) as id order by id
            on conflict do nothing
            returning message_id as "Value"
            """, ids, consumer).ToListAsync(ct);
        return [.. fresh];
    }

    private static Guid IdOf(MessageContext context) => context.MessageId
        ?? throw new MessageException(typeof(T), "The message has no id, so that a repetition could not be recognised.");

    private static double LagMilliseconds(MessageContext context) =>
        context.SentTime is { } sent ? (TimeProvider.System.GetUtcNow().UtcDateTime - sent).TotalMilliseconds : 0;
}

/// <summary>What of a batch has not been handled before; for batch consumers.</summary>
public sealed class Inbox
{
    internal HashSet<Guid> Fresh { get; set; } = [];

    /// <summary>The messages of a batch that are new to this consumer, in their order of arrival.</summary>
    public IReadOnlyList<T> FreshOf<T>(Batch<T> batch)
        where T : class =>
        [.. batch.Where(context => Fresh.Contains(context.MessageId!.Value)).DistinctBy(context => context.MessageId).Select(context => context.Message)];
}

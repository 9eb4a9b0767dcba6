using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Telemetry;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// Takes the events of the outbox to the broker: a batch is deleted, published all at once and committed when the
/// broker has confirmed every one; anything else rolls the batch back. A crash between confirmation and commit
/// sends again, and the inbox of the consumers makes that harmless. Replicas share the work by skipping locked rows.
/// After a broker's crash a channel of the client library can wait for an answer for ever, although the broker is back and answers
/// everybody else: then the process ends in good order, since only a new one has channels that work, and whoever runs it starts it again.
/// </summary>
internal sealed partial class OutboxDispatcher(
    NpgsqlDataSource database,
    IBus bus,
    OutboxSignal signal,
    BrokerProbe probe,
    IHostApplicationLifetime lifetime,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private const int MostHangs = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    private const string TakeBatch = """
        with batch as materialized (
            select id from outbox order by id limit $1 for update skip locked)
        delete from outbox o using batch b where o.id = b.id
        returning o.id, o.message_id, o.type, o.body, o.traceparent, o.created_at
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (failures, hangs) = (0, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // While the broker is away one event asks whether it is back.
                var size = failures == 0 ? BatchSize : 1;
                var sent = await DispatchBatchAsync(size, stoppingToken);
                if (failures > 0) LogRecovered();
                (failures, hangs) = (0, 0);
                if (sent < size) await signal.WaitAsync(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Database or broker away: the rows are still there. Wait, with jitter so that replicas do not come back in step.
                failures++;
                if (failures == 1) LogWaiting(e);
                hangs = e is BrokerAwayException { InnerException: OperationCanceledException } && await ConfirmsElsewhereAsync(stoppingToken) ? hangs + 1 : 0;
                if (hangs == MostHangs)
                {
                    LogHangs(e);
                    lifetime.EndAsFailed();
                    return;
                }

                var wait = Math.Min(2000, 100 * Math.Pow(2, Math.Min(failures, 8))) * (0.5 + Random.Shared.NextDouble());
                await Task.Delay(TimeSpan.FromMilliseconds(wait), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> ConfirmsElsewhereAsync(CancellationToken stopping)
    {
        try
        {
            return await probe.ConfirmsAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<int> DispatchBatchAsync(int size, CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        var batch = await TakeAsync(connection, size, stopping);
        if (batch.Count == 0) return 0;

        using var confirm = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        confirm.CancelAfter(ConfirmWithin);

        var attempts = new Task<Exception?>[batch.Count];
        for (var i = 0; i < batch.Count; i++) attempts[i] = TrySendAsync(batch[i], confirm.Token);
        var errors = await Task.WhenAll(attempts);

        for (var i = 0; i < batch.Count; i++)
        {
            if (errors[i] is null) continue;
            ThrowIfBrokerIsAway(errors[i]!);
            // Not the broker's health but this event: once more alone, then out of the way of its neighbours.
            var again = await TrySendAsync(batch[i], confirm.Token);
            if (again is null) continue;
            ThrowIfBrokerIsAway(again);
            await SetAsideAsync(connection, batch[i], again, stopping);
        }

        await transaction.CommitAsync(stopping);
        MessagingMeters.Dispatched.Add(batch.Count);
        return batch.Count;
    }

    private static void ThrowIfBrokerIsAway(Exception error)
    {
        var isEventsOwnFault = error is JsonException or NotSupportedException or UnknownEventException
            or MessageReturnedException or SerializationException;
        if (!isEventsOwnFault) throw new BrokerAwayException(error);
    }

    private async Task<Exception?> TrySendAsync(Waiting waiting, CancellationToken ct)
    {
        try
        {
            var type = EventTypes.Find(waiting.Type) ?? throw new UnknownEventException(waiting.Type);
            var message = JsonSerializer.Deserialize(waiting.Body, type, ContractsJson.Options)
                ?? throw new JsonException("The body is null.");

            using var activity = StartActivity(waiting);
            // Waited for no longer, and not broken off: what is broken off in the middle of a call can leave its channel waiting for ever.
            await bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = waiting.MessageId;
                // An event for a queue that is not there would vanish with a success.
                if (context.TryGetPayload(out RabbitMqSendContext? rabbit)) rabbit.Mandatory = true;
            }), CancellationToken.None).WaitAsync(ct);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }

    private static Activity? StartActivity(Waiting waiting) =>
        waiting.Traceparent is { } parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context)
            ? MessagingMeters.Source.StartActivity($"outbox {waiting.Type}", ActivityKind.Producer, context)
            : null;

    private static async Task<List<Waiting>> TakeAsync(NpgsqlConnection connection, int size, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(TakeBatch, connection) { Parameters = { new() { Value = size } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var batch = new List<Waiting>();
        while (await reader.ReadAsync(ct))
        {
            batch.Add(new Waiting(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<Instant>(5)));
        }

        return batch;
    }

    private async Task SetAsideAsync(NpgsqlConnection connection, Waiting waiting, Exception error, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into outbox_failed (id, message_id, type, body, traceparent, created_at, failed_at, error)
            values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7)
            """, connection)
        {
            Parameters =
            {
                new() { Value = waiting.Id }, new() { Value = waiting.MessageId }, new() { Value = waiting.Type },
                new() { Value = waiting.Body },
                new() { Value = (object?)waiting.Traceparent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = waiting.CreatedAt }, new() { Value = error.Message },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        LogSetAside(waiting.MessageId, waiting.Type, error);
    }

    private readonly record struct Waiting(long Id, Guid MessageId, string Type, string Body, string? Traceparent, Instant CreatedAt);

    private sealed class UnknownEventException(string type) : Exception($"No event of Contracts is called '{type}'.");

    private sealed class BrokerAwayException(Exception inner) : Exception("The broker did not confirm.", inner);

    [LoggerMessage(LogLevel.Warning, "Events wait in the outbox: database or broker cannot be reached; trying again.")]
    private partial void LogWaiting(Exception e);

    [LoggerMessage(LogLevel.Critical, "The broker answers, but not on the channels of this process any more: it ends, to be started again. No event is lost.")]
    private partial void LogHangs(Exception e);

    [LoggerMessage(LogLevel.Information, "Events leave the outbox again.")]
    private partial void LogRecovered();

    [LoggerMessage(LogLevel.Error, "Event {MessageId} of type {Type} could not be published alone and was set aside into outbox_failed.")]
    private partial void LogSetAside(Guid messageId, string type, Exception e);
}

using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Whether the broker takes messages, and who listens, asked over a connection of its own: what gets no answer over another one is then that one's fault.</summary>
internal sealed class BrokerProbe(IConnectionFactory connections)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether it confirms a message within a few seconds.</summary>
    public async Task<bool> ConfirmsAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await connections.CreateConnectionAsync(patience.Token);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), patience.Token);
            // To no queue: it is confirmed, and dropped.
            await channel.BasicPublishAsync(exchange: "", routingKey: "selection.probe", mandatory: false, body: ReadOnlyMemory<byte>.Empty, cancellationToken: patience.Token);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Those of these queues nobody listens to, or that are gone; null while the broker does not answer.</summary>
    public async Task<IReadOnlyList<string>?> WithoutListenerAsync(IReadOnlyList<string> queues, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await connections.CreateConnectionAsync(patience.Token);
            var alone = new List<string>();
            foreach (var queue in queues)
            {
                if (!await IsListenedToAsync(connection, queue, patience.Token)) alone.Add(queue);
            }

            return alone;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static async Task<bool> IsListenedToAsync(IConnection connection, string queue, CancellationToken ct)
    {
        // One each: a queue that is gone takes its channel along.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).ConsumerCount > 0;
        }
        catch (OperationInterruptedException gone) when (gone.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }
}

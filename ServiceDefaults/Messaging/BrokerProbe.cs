using RabbitMQ.Client;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Whether the broker takes messages, asked over a connection of its own: what gets no answer over another one is then that one's fault.</summary>
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
}

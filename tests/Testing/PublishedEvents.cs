using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Selection.Contracts;
using Selection.Contracts.Events;

namespace Selection.Testing;

/// <summary>An event a service has sent, as the broker delivered it.</summary>
/// <param name="MessageId">What consumers recognise a repetition by.</param>
/// <param name="Event">The event.</param>
/// <param name="Body">The whole message as it was on the wire.</param>
public sealed record PublishedEvent(Guid MessageId, IIntegrationEvent Event, string Body);

/// <summary>Hears every event of Contracts on one virtual host. It is also why a mandatory event is accepted there when no other service runs.</summary>
internal sealed class PublishedEvents : IAsyncDisposable
{
    private readonly ConcurrentQueue<PublishedEvent> _heard = new();
    private readonly ConcurrentDictionary<Guid, bool> _ownOnes = new();
    private readonly IConnection _connection;

    private PublishedEvents(IConnection connection) => _connection = connection;

    public IEnumerable<PublishedEvent> ByTheService => _heard.Where(e => !_ownOnes.ContainsKey(e.MessageId));

    public static async Task<PublishedEvents> ListenAsync(Uri virtualHost)
    {
        var connection = await new ConnectionFactory { Uri = virtualHost }.CreateConnectionAsync();
        var events = new PublishedEvents(connection);
        var channel = await connection.CreateChannelAsync();
        const string queue = "heard-by-the-test";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var type in EventTypes.All)
        {
            // Just as MassTransit declares them: whoever is first.
            var exchange = $"{type.Namespace}:{type.Name}";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false);
            await channel.QueueBindAsync(queue, exchange, routingKey: "");
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            events.Hear(delivery);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return events;
    }

    public void IsOurs(Guid messageId) => _ownOnes[messageId] = true;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Hear(BasicDeliverEventArgs delivery)
    {
        using var envelope = JsonDocument.Parse(delivery.Body);
        if (EventTypes.Find(delivery.Exchange.Split(':')[^1]) is not { } type) return;
        var message = (IIntegrationEvent)envelope.RootElement.GetProperty("message").Deserialize(type, ContractsJson.Options)!;
        _heard.Enqueue(new PublishedEvent(envelope.RootElement.GetProperty("messageId").GetGuid(), message, envelope.RootElement.GetRawText()));
    }
}

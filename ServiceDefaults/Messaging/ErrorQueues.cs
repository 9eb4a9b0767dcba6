using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>The queues of this service's consumers.</summary>
internal sealed record ConsumerQueues(IReadOnlyList<string> Names);

/// <summary>A message that could not be handled.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Error">What the consumer said.</param>
/// <param name="FailedAt">When, real time.</param>
public sealed record FailedMessage(Guid? MessageId, string? Type, string? Error, Instant? FailedAt)
{
    public static FailedMessage Example => new(new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506"), "CandidacyAdmitted", "The database could not be reached.", Instant.FromUtc(2025, 10, 27, 10, 30));
}

/// <summary>An error queue.</summary>
/// <param name="Queue">The consumer's queue its messages come from.</param>
/// <param name="Depth">How many there are.</param>
/// <param name="Messages">The first of them.</param>
public sealed record ErrorQueue(string Queue, uint Depth, IReadOnlyList<FailedMessage> Messages)
{
    public static ErrorQueue Example => new("assessment-candidacy-admitted_error", 1, [FailedMessage.Example]);
}

/// <summary>Reads and empties the error queues of this service's consumers.</summary>
internal sealed class ErrorQueues(IServiceProvider services, ConsumerQueues queues)
{
    /// <summary>What a message's headers tell of its failure; a message that goes back leaves it behind.</summary>
    private static readonly string[] FailureHeaders = ["MT-Fault-", "MT-Reason", "MT-Host-", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count"];

    public static string Of(string queue) => $"{queue}_error";

    /// <summary>
    /// As MassTransit declares them at the first failure; made by <c>migrate</c>, since what exceeds a queue's delivery
    /// limit is moved there by the broker itself.
    /// </summary>
    public static async Task DeclareAsync(IConnection connection, ConsumerQueues queues, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var queue in queues.Names.Select(Of))
        {
            await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Arguments, cancellationToken: ct);
            await channel.QueueBindAsync(queue, queue, routingKey: "", cancellationToken: ct);
        }
    }

    /// <summary>Looking at a message counts as a delivery: error queues forget nobody for being looked at.</summary>
    public static Dictionary<string, object?> Arguments => new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 };

    public bool Has(string queue) => queues.Names.Contains(queue);

    /// <summary>Every error queue that holds something, with its first messages.</summary>
    public async Task<IReadOnlyList<ErrorQueue>> ListAsync(int limit, CancellationToken ct)
    {
        var list = new List<ErrorQueue>();
        foreach (var queue in queues.Names)
        {
            // What was taken and not acknowledged goes back to its place when the channel closes.
            await using var channel = await ChannelAsync(ct);
            if (await DepthAsync(channel, queue, ct) is not (> 0 and var depth)) continue;
            var messages = new List<FailedMessage>();
            while (messages.Count < limit && await channel.BasicGetAsync(Of(queue), autoAck: false, ct) is { } taken) messages.Add(Describe(taken));
            list.Add(new ErrorQueue(queue, depth, messages));
        }

        return list;
    }

    /// <summary>
    /// Puts messages back to the consumer's queue. Each leaves the error queue only when the broker has confirmed that it
    /// is in the other; a crash in between doubles it, which the inbox makes harmless.
    /// </summary>
    /// <returns>The ids of those put back.</returns>
    public async Task<IReadOnlyList<Guid?>> ReplayAsync(string queue, IReadOnlySet<Guid>? only, CancellationToken ct)
    {
        var back = new List<Guid?>();
        await using var channel = await ChannelAsync(ct);
        var depth = await DepthAsync(channel, queue, ct) ?? 0;
        for (var looked = 0; looked < depth && await channel.BasicGetAsync(Of(queue), autoAck: false, ct) is { } taken; looked++)
        {
            var id = IdOf(taken.BasicProperties);
            if (only is not null && (id is null || !only.Contains(id.Value))) continue;
            await channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: true, WithoutFailure(taken.BasicProperties), taken.Body, ct);
            await channel.BasicAckAsync(taken.DeliveryTag, multiple: false, ct);
            back.Add(id);
        }

        return back;
    }

    private async Task<IChannel> ChannelAsync(CancellationToken ct)
    {
        // Asked for here and not injected: while the broker is away there is none.
        var connection = services.GetRequiredService<IConnection>();
        return await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
    }

    private static async Task<uint?> DepthAsync(IChannel channel, string queue, CancellationToken ct)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(Of(queue), ct)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            // Deployed before error queues were, and nothing has failed since.
            return null;
        }
    }

    private static FailedMessage Describe(BasicGetResult taken) => new(
        IdOf(taken.BasicProperties),
        TypeOf(taken.Body),
        Text(taken.BasicProperties, "MT-Fault-Message")
            ?? (taken.BasicProperties.Headers?.ContainsKey("x-death") == true ? "It was delivered too often without an answer." : null),
        InstantPattern.ExtendedIso.Parse(Text(taken.BasicProperties, "MT-Fault-Timestamp") ?? "").TryGetValue(default, out var at) ? at : null);

    /// <summary>The event's name in the envelope; null where it is no envelope, which may be why it is here.</summary>
    private static string? TypeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.TryGetProperty("messageType", out var types) ? types[0].GetString()?.Split(':')[^1] : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static Guid? IdOf(IReadOnlyBasicProperties properties) => Guid.TryParse(properties.MessageId, out var id) ? id : null;

    private static string? Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) == true
            ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), null => null, _ => Convert.ToString(value, CultureInfo.InvariantCulture) }
            : null;

    private static BasicProperties WithoutFailure(IReadOnlyBasicProperties properties) => new(properties)
    {
        Headers = properties.Headers?.Where(h => !FailureHeaders.Any(f => h.Key.StartsWith(f, StringComparison.Ordinal))).ToDictionary(h => h.Key, h => h.Value),
    };
}

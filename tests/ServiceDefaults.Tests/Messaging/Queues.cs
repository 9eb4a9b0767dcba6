using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Selection.ServiceDefaults.Tests.Messaging;

/// <summary>The queues as the broker sees them.</summary>
internal static class Queues
{
    public const string Person = "sample-on-person-changed";
    public const string Lodged = "sample-on-candidacy-lodged";

    /// <summary>Puts a body as it is into a queue, as no publisher of ours would.</summary>
    public static async Task PutAsync(Uri broker, string queue, string body)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json" };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>How many messages wait in a queue; none where there is no queue.</summary>
    public static async Task<uint> DepthAsync(Uri broker, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0;
        }
    }
}

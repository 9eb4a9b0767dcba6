using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Selection.AppHost.Native;

/// <summary>Whether a server takes clients, asked with the first message of its protocol.</summary>
internal static class Greetings
{
    /// <summary>PostgreSQL asks for a password once it takes clients; while it starts or recovers it refuses with a reason.</summary>
    internal static Task<HealthCheckResult> AskPostgresAsync(int port, CancellationToken cancellationToken)
    {
        var body = Encoding.ASCII.GetBytes("\0\x03\0\0user\0postgres\0database\0postgres\0\0");
        var message = new byte[body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        body.CopyTo(message, 4);
        return AskAsync("PostgreSQL", port, message, answer => answer[0] == 'R', cancellationToken);
    }

    /// <summary>RabbitMQ opens its door last of all; a connection that says nothing leaves no line in its log.</summary>
    internal static Task<HealthCheckResult> AskRabbitAsync(int port, CancellationToken cancellationToken) =>
        AskAsync("RabbitMQ", port, null, null, cancellationToken);

    private static async Task<HealthCheckResult> AskAsync(string server, int port, byte[]? greeting, Func<byte[], bool>? welcome, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, patience.Token);
            if (greeting is null || welcome is null)
                return HealthCheckResult.Healthy();
            var stream = client.GetStream();
            await stream.WriteAsync(greeting, patience.Token);
            var answer = new byte[512];
            var length = await stream.ReadAsync(answer, patience.Token);
            return length > 0 && welcome(answer)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{server} on port {port} takes no clients yet");
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{server} does not answer on port {port}");
        }
    }
}

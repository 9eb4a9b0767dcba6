using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// The broker's part of <c>migrate</c>: the queues of a service's consumers and their error queues, deployed before any
/// service starts, so that no event is published to a queue that is not there yet.
/// </summary>
internal static partial class BrokerTopology
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Declares them, and goes. An attempt of which nothing is heard is left behind, whatever it waits for, and the next one
    /// begins with a process's parts of its own: a channel to the broker can hang for good, deaf to cancellation.
    /// </summary>
    /// <param name="build">Makes the service's parts.</param>
    /// <param name="attempt">How long an attempt may take; 20 seconds where nothing is said.</param>
    /// <exception cref="StartupException">The broker does not answer.</exception>
    public static async Task DeployAsync(Func<WebApplication> build, TimeSpan? attempt = null)
    {
        var within = attempt ?? TimeSpan.FromSeconds(20);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                // In a thread of its own: the connection is made while somebody waits for it.
                await Task.Run(() => AttemptAsync(build, within)).WaitAsync(within);
                return;
            }
            catch (Exception e) when (e is TimeoutException or RabbitMqConnectionException or BrokerUnreachableException or OperationCanceledException)
            {
                var waited = TimeProvider.System.GetElapsedTime(began);
                if (waited > Patience) throw new StartupException($"The broker did not answer within {waited.TotalSeconds:0} seconds: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    private static async Task AttemptAsync(Func<WebApplication> build, TimeSpan within)
    {
        await using var app = build();
        using var patience = new CancellationTokenSource(within);
        // First where errors go, then what may send there.
        await ErrorQueues.DeclareAsync(app.Services.GetRequiredService<IConnection>(), app.Services.GetRequiredService<ConsumerQueues>(), patience.Token);
        await app.Services.GetRequiredService<IBusControl>().DeployAsync(patience.Token);
        LogDeployed(app.Services.GetRequiredService<ILogger<ConsumerQueues>>());
    }

    [LoggerMessage(LogLevel.Information, "The broker's queues are deployed.")]
    private static partial void LogDeployed(ILogger logger);
}

using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using Selection.ServiceDefaults.Messaging;

namespace Selection.ServiceDefaults.Database;

/// <summary>
/// <c>migrate</c>: applies the database's migrations and deploys the queues of the service's consumers, once per deploy
/// and before any service starts, so that no event is published to a queue that is not there yet.
/// </summary>
public static partial class Migration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits for database and broker, each up to a minute.</summary>
    /// <exception cref="StartupException">One of them does not answer.</exception>
    public static async Task RunAsync<TContext>(IServiceProvider services)
        where TContext : DbContext
    {
        var logger = services.GetRequiredService<ILogger<TContext>>();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        using var patience = new CancellationTokenSource(Patience);
        await WaitForAsync("database", () => db.Database.OpenConnectionAsync(patience.Token), patience.Token);
        await db.Database.MigrateAsync(patience.Token);
        LogMigrated(logger);

        if (!BrokerTopology.IsWanted(services)) return;
        await WaitForAsync("broker", () => BrokerTopology.DeployAsync(services, patience.Token), patience.Token);
        LogDeployed(logger);
    }

    private static async Task WaitForAsync(string what, Func<Task> attempt, CancellationToken patience)
    {
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception e) when (e is NpgsqlException or RabbitMqConnectionException or BrokerUnreachableException or OperationCanceledException)
            {
                if (patience.IsCancellationRequested)
                    throw new StartupException($"The {what} did not answer within {Patience.TotalSeconds:0} seconds: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The database is up to date.")]
    private static partial void LogMigrated(ILogger logger);

    [LoggerMessage(LogLevel.Information, "The broker's queues are deployed.")]
    private static partial void LogDeployed(ILogger logger);
}

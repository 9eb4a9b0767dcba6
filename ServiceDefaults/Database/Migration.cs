using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Selection.ServiceDefaults.Database;

/// <summary>The database's part of <c>migrate</c>: applies its migrations, once per deploy and before any service starts.</summary>
public static partial class Migration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the database up to a minute; its migrations take the time they take.</summary>
    /// <exception cref="StartupException">It does not answer.</exception>
    public static async Task RunAsync<TContext>(IServiceProvider services)
        where TContext : DbContext
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        await WaitForAsync(db);
        await db.Database.MigrateAsync();
        LogMigrated(services.GetRequiredService<ILogger<TContext>>());
    }

    private static async Task WaitForAsync(DbContext db)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await db.Database.OpenConnectionAsync(patience.Token);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                if (patience.IsCancellationRequested)
                    throw new StartupException($"The database did not answer within {Patience.TotalSeconds:0} seconds: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The database is up to date.")]
    private static partial void LogMigrated(ILogger logger);
}

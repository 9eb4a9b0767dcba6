using NodaTime;
using Npgsql;

namespace Selection.Candidacies.Closing;

/// <summary>Carries out what the clock has decided (T3): closes what is due and announces what is closed. Every replica runs it.</summary>
internal sealed partial class ClosingTimer(IServiceScopeFactory scopes, IClock clock, ILogger<ClosingTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunOnceAsync(stoppingToken))
                {
                    // More may be waiting.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or Microsoft.EntityFrameworkCore.DbUpdateException or InvalidOperationException { InnerException: NpgsqlException })
            {
                LogLater(e);
            }

            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetCurrentInstant();
        var closed = await scope.ServiceProvider.GetRequiredService<Freezer>().CloseNextAsync(now, ct);
        var announced = await scope.ServiceProvider.GetRequiredService<Announcer>().AnnounceNextAsync(now, ct);
        return closed || announced;
    }

    [LoggerMessage(LogLevel.Warning, "Closing could not go on; it tries again.")]
    private partial void LogLater(Exception e);
}

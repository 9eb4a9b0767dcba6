using Npgsql;

namespace Selection.Candidacies.Data;

/// <summary>Clears away, now and then, contents whose upload ended with a crash.</summary>
internal sealed class UploadCleaner(UploadStore store) : BackgroundService
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await store.DiscardAbandonedAsync(Abandoned, stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The database is away: the next round clears more.
            }
        }
    }
}

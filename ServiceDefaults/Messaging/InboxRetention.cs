using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Forgets inbox rows long after any replay of their messages could still come.</summary>
internal sealed class InboxRetention(NpgsqlDataSource database) : BackgroundService
{
    private const string Forget = "delete from inbox where received_at < clock_timestamp() - interval '90 days'";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(6));
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await using var command = database.CreateCommand(Forget);
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The database is away: the next round forgets more.
            }
        }
    }
}

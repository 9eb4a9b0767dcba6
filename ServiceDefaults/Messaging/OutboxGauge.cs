using Microsoft.Extensions.Hosting;
using Npgsql;
using Selection.ServiceDefaults.Telemetry;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Samples how much waits in the outbox and since when, so that reading the gauges costs the database nothing.</summary>
internal sealed class OutboxGauge(NpgsqlDataSource database) : BackgroundService
{
    private long _depth;
    private double _ageSeconds;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        MessagingMeters.ObserveOutbox(() => Volatile.Read(ref _depth), () => Volatile.Read(ref _ageSeconds));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await using var command = database.CreateCommand(
                    "select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 from outbox");
                await using var reader = await command.ExecuteReaderAsync(stoppingToken);
                await reader.ReadAsync(stoppingToken);
                Volatile.Write(ref _depth, reader.GetInt64(0));
                Volatile.Write(ref _ageSeconds, reader.GetDouble(1));
            }
            catch (NpgsqlException)
            {
                // The database is away: /ready says so; the last sample stands.
            }
        }
    }
}

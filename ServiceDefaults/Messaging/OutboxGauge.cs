using Microsoft.Extensions.Logging;
using Npgsql;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Telemetry;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// Samples how much waits in the outbox and since when, so that reading the gauges costs the database nothing. While the
/// database is away, which /ready tells, the last sample stands.
/// </summary>
internal sealed class OutboxGauge : RepeatedWork
{
    private readonly NpgsqlDataSource _database;
    private long _depth;
    private double _ageSeconds;

    public OutboxGauge(NpgsqlDataSource database, ILogger<OutboxGauge> logger)
        : base(TimeSpan.FromSeconds(5), logger)
    {
        _database = database;
        MessagingMeters.ObserveOutbox(() => Volatile.Read(ref _depth), () => Volatile.Read(ref _ageSeconds));
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            "select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 from outbox");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        Volatile.Write(ref _depth, reader.GetInt64(0));
        Volatile.Write(ref _ageSeconds, reader.GetDouble(1));
        return false;
    }
}

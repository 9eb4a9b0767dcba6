using System.Diagnostics;
using Npgsql;

namespace Selection.Bench;

/// <summary>
/// How fast events leave Candidacy's outbox and arrive. The event is the one a closing sends to Screening and Results for
/// every candidacy; here of vacancies nobody knows, which the services keep as pending.
/// </summary>
internal static class Events
{
    private const int Backlog = 20_000;

    /// <summary>Written by SQL as a service's own set-based writes are; the id carries the time, as UUID v7 does.</summary>
    private const string Write = """
        insert into outbox (message_id, type, body)
        select id, 'CandidacyLodged', json_build_object(
            'candidacyId', id, 'vacancyId', gen_random_uuid(), 'personId', gen_random_uuid(), 'version', 1, 'closingDate', '2026-01-01',
            'dossier', json_build_object('experiences', '[]'::json, 'documents', '[]'::json, 'federalLevelA', null), 'occurredAt', '2026-01-01T00:00:00Z')::text
        from (
            select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text || i), 1, 3) || '8' || substr(md5(i::text || random()::text), 1, 15))::uuid as id
            from generate_series(1, $1) i) made
        """;

    private const string Waiting = "select count(*) from outbox";
    private const string Arrived = "select count(*) from inbox where consumer like '%lodged%'";

    /// <summary>Eight writers, 20 events a transaction, while the dispatcher works.</summary>
    public static async Task BurstAsync(RunningPlatform platform, CancellationToken ct)
    {
        var before = await RunningPlatform.ScalarAsync<long>(platform.Screening, Arrived, ct);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var connection = await platform.Candidacy.OpenConnectionAsync(ct);
            for (var i = 0; i < Backlog / 8 / 20; i++) await WriteAsync(connection, 20, ct);
        }));
        var written = watch.Elapsed;
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Candidacy, Waiting, ct) == 0, ct);
        var sent = watch.Elapsed;
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Screening, Arrived, ct) - before >= Backlog, ct);
        Console.WriteLine($"burst: {Backlog} events written in {written.TotalSeconds:0.0} s; left the outbox at {Backlog / sent.TotalSeconds:0}/s, handled by Screening at {Backlog / watch.Elapsed.TotalSeconds:0}/s");
    }

    /// <summary>All there at once, as after an absence of the broker.</summary>
    public static async Task BacklogAsync(RunningPlatform platform, CancellationToken ct)
    {
        var before = await RunningPlatform.ScalarAsync<long>(platform.Screening, Arrived, ct);
        await using (var connection = await platform.Candidacy.OpenConnectionAsync(ct))
            await WriteAsync(connection, Backlog, ct);
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Candidacy, Waiting, ct) < Backlog, ct);
        var watch = Stopwatch.StartNew();
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Candidacy, Waiting, ct) == 0, ct);
        var sent = watch.Elapsed;
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Screening, Arrived, ct) - before >= Backlog, ct);
        Console.WriteLine($"backlog: {Backlog} events left the outbox at {Backlog / sent.TotalSeconds:0}/s, handled by Screening at {Backlog / watch.Elapsed.TotalSeconds:0}/s");
    }

    /// <summary>The lag of everything that arrived at Screening since an instant: the id's milliseconds against the inbox's clock.</summary>
    public static async Task ReportLagAsync(RunningPlatform platform, string what, DateTime from, CancellationToken ct)
    {
        await using var command = platform.Screening.CreateCommand("""
            with lag as (
                select extract(epoch from received_at) * 1000 - ('x' || substr(replace(message_id::text, '-', ''), 1, 12))::bit(48)::bigint as ms
                from inbox where received_at >= $1)
            select count(*), coalesce(percentile_cont(0.5) within group (order by ms), 0)::float8, coalesce(percentile_cont(0.99) within group (order by ms), 0)::float8 from lag
            """);
        command.Parameters.Add(new() { Value = from });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        Console.WriteLine($"{what}: p50 {reader.GetDouble(1):0.0} ms, p99 {reader.GetDouble(2):0.0} ms over {reader.GetInt64(0)} events");
    }

    internal static async Task WriteAsync(NpgsqlConnection connection, int count, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Write, connection) { Parameters = { new() { Value = count } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}

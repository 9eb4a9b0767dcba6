using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// Seals the record behind its writers (R54): gives each committed entry the next number and a hash over it and its
/// predecessor, and tells the other services how far it is. One replica at a time holds the lock of a batch's transaction,
/// so that another takes over when it dies, and what it had not committed is sealed once all the same.
/// </summary>
internal sealed class RecordSealer(IServiceScopeFactory scopes, RecordSettings settings, IClock clock, ILogger<RecordSealer> logger) : RepeatedWork(TimeSpan.FromSeconds(1), logger)
{
    private const int BatchSize = 2000;

    // "record" in ASCII; the lock is the database's own, and each service has one.
    private const string TryLock = "select pg_try_advisory_xact_lock(125779768604260)";

    private const string IsSomethingToTell = """
        select exists (
            select from record_seals
            where number = 1 + coalesce((select max(number) from record_witnesses where service = $1), 0) and sealed_at <= $2)
        """;

    private const string IsThereWork = IsSomethingToTell + " or exists (select from record_unsealed)";

    private const string Newest = "select number, hash from record_seals order by number desc limit 1";

    // An entry that vanished before its seal stays in the queue, for verify to find.
    private const string TakeBatch = """
        with batch as materialized (
            select record_id from record_unsealed u where exists (select from record r where r.id = u.record_id) order by record_id limit $1),
        taken as (delete from record_unsealed u using batch b where u.record_id = b.record_id returning u.record_id)
        select r.id, r.at, r.actor, r.action, r.entity_type, r.entity_id, r.person_id, r.rule_version, r.details::text, r.person_text
        from record r join taken t on r.id = t.record_id order by r.id
        """;

    private const string Seal = """
        insert into record_seals (number, record_id, format, sealed_at, hash)
        select $1 + n, record_id, $2, $3, hash from unnest($4, $5) with ordinality as s (record_id, hash, n)
        """;

    private const string Told = "insert into record_witnesses (service, number, hash, told_at) values ($1, $2, $3, $4)";

    protected override async Task<bool> RunOnceAsync(CancellationToken ct) => await SealBatchAsync(ct) == BatchSize;

    /// <returns>How many entries were sealed: none when there are none, or when another replica is at it.</returns>
    private async Task<int> SealBatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var due = SystemClock.Instance.GetCurrentInstant() - Duration.FromTimeSpan(settings.WitnessEvery);
        if (!await AnswersYesAsync(connection, IsThereWork, ct, settings.Service, due)) return 0;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await AnswersYesAsync(connection, TryLock, ct)) return 0;

        var (number, hash) = await NewestAsync(connection, ct);
        var sealedNow = await SealBatchAsync(connection, number, hash, ct);
        if (sealedNow < BatchSize) await TellAsync(db, connection, due, ct);
        await transaction.CommitAsync(ct);
        return sealedNow;
    }

    private static async Task<int> SealBatchAsync(NpgsqlConnection connection, long newest, byte[] hash, CancellationToken ct)
    {
        var batch = await TakeAsync(connection, ct);
        if (batch.Count == 0) return 0;
        var now = RecordHash.WholeMicroseconds(SystemClock.Instance.GetCurrentInstant());
        var hashes = new byte[batch.Count][];
        for (var i = 0; i < batch.Count; i++) hashes[i] = hash = RecordHash.Of(batch[i], newest + i + 1, now, hash);

        await using var seal = new NpgsqlCommand(Seal, connection)
        {
            Parameters =
            {
                new() { Value = newest }, new() { Value = RecordHash.Format }, new() { Value = now },
                new() { Value = batch.ConvertAll(entry => entry.Id) }, new() { Value = hashes },
            },
        };
        await seal.ExecuteNonQueryAsync(ct);
        return batch.Count;
    }

    /// <summary>
    /// Tells the newest hash once an entry has waited long enough. What was told is kept here too: that is how every replica,
    /// also after a restart, knows whether there is anything new to say.
    /// </summary>
    private async Task TellAsync(ServiceDbContext db, NpgsqlConnection connection, Instant due, CancellationToken ct)
    {
        if (!await AnswersYesAsync(connection, IsSomethingToTell, ct, settings.Service, due)) return;
        var (number, hash) = await NewestAsync(connection, ct);
        var now = clock.GetCurrentInstant();
        db.Publish(new RecordSealed(settings.Service, number, Convert.ToHexStringLower(hash), now));
        await db.SaveChangesAsync(ct);
        await using var told = new NpgsqlCommand(Told, connection)
        {
            Parameters = { new() { Value = settings.Service }, new() { Value = number }, new() { Value = hash }, new() { Value = now } },
        };
        await told.ExecuteNonQueryAsync(ct);
    }

    private async Task<(long Number, byte[] Hash)> NewestAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Newest, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, RecordHash.Genesis(settings.Service));
    }

    private static async Task<List<RecordRow>> TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(TakeBatch, connection) { Parameters = { new() { Value = BatchSize } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var batch = new List<RecordRow>();
        while (await reader.ReadAsync(ct)) batch.Add(RecordRow.Read(reader));
        return batch;
    }

    private static async Task<bool> AnswersYesAsync(NpgsqlConnection connection, string question, CancellationToken ct, params object[] values)
    {
#pragma warning disable CA2100 // The questions are those above.
        await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}

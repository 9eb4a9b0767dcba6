using NodaTime;
using Npgsql;

namespace Selection.ServiceDefaults.Record;

/// <summary>Checks a service's record from the first entry to the last (R54), as of one moment, holding one entry at a time.</summary>
/// <param name="connection">The service's database, in a transaction with one snapshot; only read.</param>
/// <param name="service">Whose record it is.</param>
/// <param name="witnesses">What others keep of it, by number; may be empty.</param>
internal sealed class RecordVerification(NpgsqlConnection connection, string service, SortedDictionary<long, List<Witness>> witnesses)
{
    private const string Chain = """
        select s.number, s.record_id, s.format, s.sealed_at, s.hash,
            r.id, r.at, r.actor, r.action, r.entity_type, r.entity_id, r.person_id, r.rule_version, r.details::text, r.person_text
        from record_seals s left join record r on r.id = s.record_id order by s.number
        """;

    private const string Unqueued = """
        select min(r.id) from record r
        where not exists (select from record_seals s where s.record_id = r.id) and not exists (select from record_unsealed u where u.record_id = r.id)
        """;

    private const string QueuedAndGone = "select min(u.record_id) from record_unsealed u where not exists (select from record r where r.id = u.record_id)";

    private const string Waiting = "select count(*) from record_unsealed";

    /// <summary>What was found.</summary>
    /// <param name="Broken">What is wrong with the first entry that is not as it was sealed; null where all are.</param>
    /// <param name="Sealed">How many sealed entries were read.</param>
    /// <param name="Waiting">How many entries wait for their seal.</param>
    /// <param name="Backdated">The number of the first entry dated more than a day before an entry sealed earlier: late news, or dated back.</param>
    public sealed record Finding(string? Broken, long Sealed, long Waiting, long? Backdated);

    /// <summary>Reads everything once.</summary>
    /// <exception cref="StartupException">An entry was sealed in a form this version does not know.</exception>
    public async Task<Finding> RunAsync(CancellationToken ct = default)
    {
        await foreach (var told in Witnesses.KeptByAsync(service, connection).WithCancellation(ct))
        {
            if (told.Service == service) witnesses.Add(told);
        }

        var walk = await WalkAsync(ct);
        if (walk.Broken is not null) return walk;
        if (witnesses.Count > 0 && witnesses.Keys.Last() > walk.Sealed)
            return walk with { Broken = $"number {walk.Sealed + 1} and what follows were removed: {KeeperOf(witnesses[witnesses.Keys.Last()][0])} keeps the hash of number {witnesses.Keys.Last()}, and the last one here is {walk.Sealed}" };
        if (await AskAsync(Unqueued, ct) is { } unqueued)
            return walk with { Broken = $"the entry with id {unqueued} was inserted past the sealing: it has no seal and waits for none" };
        if (await AskAsync(QueuedAndGone, ct) is { } gone)
            return walk with { Broken = $"the entry with id {gone} was removed before it was sealed" };
        return walk with { Waiting = await AskAsync(Waiting, ct) ?? 0 };
    }

    private async Task<Finding> WalkAsync(CancellationToken ct)
    {
        var (number, hash, backdated, latest, confirmed) = (0L, RecordHash.Genesis(service), (long?)null, (Instant?)null, 0L);
        Suspect suspect;
        await using (var command = new NpgsqlCommand(Chain, connection) { CommandTimeout = 0 })
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (true)
            {
                if (!await reader.ReadAsync(ct)) return new(null, number, 0, backdated);
                var seal = (Number: reader.GetInt64(0), RecordId: reader.GetInt64(1), Format: reader.GetInt16(2), SealedAt: reader.GetFieldValue<Instant>(3), Hash: reader.GetFieldValue<byte[]>(4));
                if (seal.Number != number + 1)
                    return Broken($"number {number + 1} was removed: the next one is number {seal.Number}, the entry with id {seal.RecordId}");
                if (seal.Format != RecordHash.Format)
                    throw new StartupException($"Number {seal.Number} of the record was sealed in form {seal.Format}, which this version does not know.");
                if (await reader.IsDBNullAsync(5, ct))
                    return Broken($"number {seal.Number}, the entry with id {seal.RecordId}, was removed: its seal is left");

                var entry = RecordRow.Read(reader, first: 5);
                if (!RecordHash.Of(entry, seal.Number, seal.SealedAt, hash).AsSpan().SequenceEqual(seal.Hash))
                {
                    suspect = new(seal.Number, seal.RecordId, seal.SealedAt, seal.Hash, hash);
                    break;
                }

                (number, hash) = (seal.Number, seal.Hash);
                if (witnesses.TryGetValue(number, out var told))
                {
                    if (told.Find(witness => witness.Hash != Convert.ToHexStringLower(seal.Hash)) is { } other)
                        return Broken($"{Between(confirmed + 1, number)} altered, removed or reordered, and the chain was computed anew: {KeeperOf(other)} keeps another hash of number {number}");
                    confirmed = number;
                }

                if (latest - entry.At > Duration.FromDays(1)) backdated ??= number;
                if (latest is null || entry.At > latest) latest = entry.At;
            }
        }

        return Broken(await DescribeAsync(suspect, ct));

        Finding Broken(string what) => new(what, number, 0, backdated);
    }

    /// <summary>Whether the content that was sealed under this number now stands elsewhere; otherwise it was altered.</summary>
    private async Task<string> DescribeAsync(Suspect suspect, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select id, at, actor, action, entity_type, entity_id, person_id, rule_version, details::text, person_text from record", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var entry = RecordRow.Read(reader);
            if (IsSealedHere(entry) || IsSealedHere(entry.WithId(suspect.RecordId)))
                return $"number {suspect.Number}, the entry with id {suspect.RecordId}, was reordered: what was sealed under this number is now the entry with id {entry.Id}";
        }

        return $"number {suspect.Number}, the entry with id {suspect.RecordId}, was altered: its content or its seal is not what was sealed";

        bool IsSealedHere(RecordRow entry) => RecordHash.Of(entry, suspect.Number, suspect.SealedAt, suspect.Predecessor).AsSpan().SequenceEqual(suspect.Hash);
    }

    private async Task<long?> AskAsync(string question, CancellationToken ct)
    {
#pragma warning disable CA2100 // The questions are those above.
        await using var command = new NpgsqlCommand(question, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    private string KeeperOf(Witness witness) => witness.KeptBy == service ? "what this service has told the others" : witness.KeptBy;

    private static string Between(long first, long last) => first == last ? $"number {first} was" : $"an entry from number {first} to {last} was";

    private sealed record Suspect(long Number, long RecordId, Instant SealedAt, byte[] Hash, byte[] Predecessor);
}

using System.Collections.Frozen;
using System.Diagnostics;
using Npgsql;

namespace Selection.ServiceDefaults.Persons;

/// <summary>
/// Accounts of merged persons (R56): who signs in with one acts for the person who is left, and is known by that person's
/// account everywhere in the service. There are few, so that they are all kept, for at most a second.
/// </summary>
public sealed class SubjectAliases(NpgsqlDataSource database)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private Snapshot _snapshot = new(FrozenDictionary<string, string>.Empty, ReadAt: null);

    /// <summary>The account a subject stands for: its own, unless its person was merged.</summary>
    public async ValueTask<string> AccountOfAsync(string subject, CancellationToken ct)
    {
        var snapshot = _snapshot;
        if (snapshot.ReadAt is not { } readAt || Stopwatch.GetElapsedTime(readAt) > MaxAge) _snapshot = snapshot = await ReadAsync(ct);
        return snapshot.Accounts.GetValueOrDefault(subject, subject);
    }

    /// <summary>Reads anew at the next request: a merge has just been made here.</summary>
    public void Forget() => _snapshot = new(_snapshot.Accounts, ReadAt: null);

    private async Task<Snapshot> ReadAsync(CancellationToken ct)
    {
        var readAt = Stopwatch.GetTimestamp();
        var accounts = new Dictionary<string, string>();
        await using var command = database.CreateCommand("""
            select m.subject, p.subject from merged_persons m join persons p on p.person_id = m.person_id
            where m.subject is not null and p.subject is not null
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) accounts[rows.GetString(0)] = rows.GetString(1);
        return new Snapshot(accounts.ToFrozenDictionary(), readAt);
    }

    private sealed record Snapshot(FrozenDictionary<string, string> Accounts, long? ReadAt);
}

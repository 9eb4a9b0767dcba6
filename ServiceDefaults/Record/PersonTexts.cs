using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Record;

/// <summary>Writes, reads and forgets the personal texts of the record (R54, R55).</summary>
public static class PersonTexts
{
    /// <summary>
    /// Forgets every personal text this service's record holds about a person, now and in what is written later: the key is
    /// deleted, in the surrounding transaction. The entries stay, and so does the chain. Once more has no effect.
    /// </summary>
    /// <param name="db">The service's database.</param>
    /// <param name="personId">Who; somebody who was merged into another (R56) is forgotten under both ids.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task ForgetPersonAsync(this ServiceDbContext db, Guid personId, CancellationToken ct) =>
        // A row without a key stays, so that nothing written from now on gets a new one.
        await db.Database.ExecuteSqlAsync(
            $"insert into person_keys (person_id, key) values ({personId}, null) on conflict (person_id) do update set key = null", ct);

    /// <summary>Encrypts the texts of rows that are about to be written.</summary>
    internal static async Task EncryptTextsAsync(this ServiceDbContext db, IEnumerable<RecordRow> rows, CancellationToken ct)
    {
        var texts = rows.Where(row => row.PlainText is not null && row.PersonText is null).ToList();
        if (texts.Count == 0) return;
        var vault = db.GetService<PersonVault>();
        var keys = await KeysAsync(db, vault, [.. texts.Select(row => row.PersonId!.Value).Distinct().Order()], ct);
        foreach (var row in texts)
            row.PersonText = keys[row.PersonId!.Value] is { } key ? vault.Encrypt(row.PlainText!, key, row.PersonId.Value) : [];
    }

    /// <summary>The texts of entries, by the entry's id; null for one that was forgotten.</summary>
    internal static async Task<IReadOnlyDictionary<long, string?>> ReadTextsAsync(this ServiceDbContext db, IReadOnlyCollection<RecordRow> rows, CancellationToken ct)
    {
        var texts = rows.Where(row => row.PersonText is not null).ToList();
        if (texts.Count == 0) return new Dictionary<long, string?>();
        var vault = db.GetService<PersonVault>();
        var persons = texts.Select(row => row.PersonId!.Value).Distinct().ToArray();
        var keys = await db.Set<PersonKeyRow>().Where(k => persons.Contains(k.PersonId)).ToDictionaryAsync(k => k.PersonId, k => k.Key, ct);
        return texts.ToDictionary(row => row.Id, row => Read(row, keys.GetValueOrDefault(row.PersonId!.Value), vault));
    }

    private static string? Read(RecordRow row, byte[]? key, PersonVault vault)
    {
        if (key is null || row.PersonText!.Length == 0) return null;
        try
        {
            return vault.Decrypt(row.PersonText, key, row.PersonId!.Value);
        }
        catch (CryptographicException)
        {
            // Kept under a key that is no more, or altered: the first cannot be read, the second is what verify finds.
            return null;
        }
    }

    /// <summary>Persons' keys as they are kept, made where there are none yet; null for those who were forgotten.</summary>
    internal static async Task<Dictionary<Guid, byte[]?>> KeysAsync(ServiceDbContext db, PersonVault vault, Guid[] persons, CancellationToken ct)
    {
        var keys = db.Set<PersonKeyRow>().AsNoTracking().Where(k => persons.Contains(k.PersonId));
        var known = await keys.ToDictionaryAsync(k => k.PersonId, k => k.Key, ct);
        if (known.Count == persons.Length) return known;

        var missing = persons.Where(p => !known.ContainsKey(p)).ToArray();
        // Always in the same order, so that two that meet wait for each other instead of dying; the first key wins.
        await db.Database.ExecuteSqlRawAsync(
            "insert into person_keys (person_id, key) select p, k from unnest({0}, {1}) as new (p, k) order by p on conflict do nothing",
            [missing, missing.Select(vault.NewKey).ToArray()], ct);
        return await keys.ToDictionaryAsync(k => k.PersonId, k => k.Key, ct);
    }
}

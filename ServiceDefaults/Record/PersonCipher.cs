using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// Encrypts what a service keeps about one person beside the record, such as a medical attest, with the same key as the
/// record's personal texts (AES-256-GCM; the key behind it lives outside the database): who forgets the person (R55)
/// forgets this too, wherever its copies are. What it encrypts is bound to what it is part of, and cannot be put elsewhere.
/// </summary>
public sealed class PersonCipher
{
    private readonly byte[] _key;

    internal PersonCipher(Guid personId, byte[] key) => (PersonId, _key) = (personId, key);

    /// <summary>Whose key it is; keep it beside what was encrypted, since after a merge (R56) the rows name another person.</summary>
    public Guid PersonId { get; }

    /// <summary>A content as it is kept: 28 bytes longer.</summary>
    /// <param name="plain">The content.</param>
    /// <param name="of">What it is part of.</param>
    /// <param name="part">Which part.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, Guid of, int part) => PersonVault.Wrap(plain, _key, Binding(of, part));

    /// <summary>The content again.</summary>
    /// <exception cref="CryptographicException">It was kept under another key or as another part, or was altered.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> content, Guid of, int part) => PersonVault.Unwrap(content, _key, Binding(of, part));

    /// <summary>A text as it is kept.</summary>
    public byte[] EncryptText(string text, Guid of, int part) => Encrypt(Encoding.UTF8.GetBytes(text), of, part);

    /// <summary>The text again.</summary>
    /// <exception cref="CryptographicException">It was kept under another key or as another part, or was altered.</exception>
    public string DecryptText(ReadOnlySpan<byte> content, Guid of, int part) => Encoding.UTF8.GetString(Decrypt(content, of, part));

    /// <summary>20 bytes: longer than what binds a text of the record, so that neither can be taken for the other.</summary>
    private static byte[] Binding(Guid of, int part)
    {
        var binding = new byte[20];
        of.TryWriteBytes(binding);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(binding.AsSpan(16), part);
        return binding;
    }
}

/// <summary>Ciphers of persons.</summary>
public static class PersonCiphers
{
    /// <summary>A person's cipher, with a new key where there is none yet; null since the person was forgotten (R55).</summary>
    /// <param name="db">The service's database.</param>
    /// <param name="personId">Whose; the person something was encrypted for, not the one they were merged into (R56).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<PersonCipher?> CipherOfAsync(this ServiceDbContext db, Guid personId, CancellationToken ct)
    {
        var vault = db.GetService<PersonVault>();
        var keys = await PersonTexts.KeysAsync(db, vault, [personId], ct);
        return keys[personId] is { } key ? vault.CipherOf(key, personId) : null;
    }
}

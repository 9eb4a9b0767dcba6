using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// Encrypts what the record says about persons. Each person has a key; the service's own key, which lives outside the
/// database, encrypts these. Who deletes a person's key forgets the texts, wherever their copies are.
/// </summary>
internal sealed class PersonVault(byte[] serviceKey)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The vault of a process: <c>Record:Key</c>, 32 bytes in base64.</summary>
    /// <exception cref="StartupException">The key is missing or is none.</exception>
    public static PersonVault Of(IConfiguration configuration)
    {
        const string setting = "Record:Key";
        var key = new byte[KeySize];
        var text = RequiredSettings.Get(configuration, setting, "the key behind the personal texts of the record");
        return Convert.TryFromBase64String(text, key, out var length) && length == KeySize
            ? new PersonVault(key)
            : throw new StartupException($"The setting '{setting}' is not a key: it must be {KeySize} random bytes in base64.");
    }

    /// <summary>A new key for a person, as it is kept.</summary>
    public byte[] NewKey(Guid personId) => Wrap(RandomNumberGenerator.GetBytes(KeySize), serviceKey, personId.ToByteArray());

    /// <summary>A person's cipher, from the key as it is kept.</summary>
    public PersonCipher CipherOf(byte[] wrappedKey, Guid personId) => new(personId, Unwrap(wrappedKey, serviceKey, personId.ToByteArray()));

    /// <summary>A text as it is kept.</summary>
    public byte[] Encrypt(string text, byte[] wrappedKey, Guid personId) =>
        Wrap(Encoding.UTF8.GetBytes(text), Unwrap(wrappedKey, serviceKey, personId.ToByteArray()), personId.ToByteArray());

    /// <summary>The text again.</summary>
    /// <exception cref="CryptographicException">It was kept under another key: the person's texts were forgotten in between, or it was altered.</exception>
    public string Decrypt(byte[] content, byte[] wrappedKey, Guid personId) =>
        Encoding.UTF8.GetString(Unwrap(content, Unwrap(wrappedKey, serviceKey, personId.ToByteArray()), personId.ToByteArray()));

    /// <summary>Nonce, content and tag; bound to the person or the thing, so that it cannot be given to another.</summary>
    internal static byte[] Wrap(ReadOnlySpan<byte> plain, byte[] key, ReadOnlySpan<byte> binding)
    {
        var content = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(content.AsSpan(0, NonceSize), plain, content.AsSpan(NonceSize, plain.Length), content.AsSpan(NonceSize + plain.Length), binding);
        return content;
    }

    internal static byte[] Unwrap(ReadOnlySpan<byte> content, byte[] key, ReadOnlySpan<byte> binding)
    {
        if (content.Length < NonceSize + TagSize) throw new CryptographicException("This was never encrypted.");
        var plain = new byte[content.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(content[..NonceSize], content.Slice(NonceSize, plain.Length), content[(NonceSize + plain.Length)..], plain, binding);
        return plain;
    }
}

using System.Security.Cryptography;
using System.Text;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults;

namespace Selection.Candidacies.Data;

/// <summary>
/// Keeps national numbers (R56): encrypted, and recognised again by a keyed hash. Both keys live outside the database.
/// </summary>
internal sealed class NumberVault(byte[] encryptionKey, byte[] hashKey)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The vault of a process: <c>Persons:EncryptionKey</c> and <c>Persons:HashKey</c>, 32 bytes each in base64.</summary>
    /// <exception cref="StartupException">A key is missing or is none.</exception>
    public static NumberVault Of(IConfiguration configuration) => new(
        Key(configuration, "Persons:EncryptionKey", "the key national numbers are encrypted with"),
        Key(configuration, "Persons:HashKey", "the key national numbers are recognised with"));

    /// <summary>What is unique for a number.</summary>
    public byte[] HashOf(NationalNumber number) => HMACSHA256.HashData(hashKey, Encoding.ASCII.GetBytes(number.Digits));

    /// <summary>What an identity document is recognised by; never equal to a national number's.</summary>
    public byte[] HashOf(IdentityForm document) =>
        HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes($"{document.Country}/{document.DocumentType}/{document.DocumentNumber}"));

    /// <summary>Nonce, content and tag; bound to the person, so that it cannot be moved to another row.</summary>
    public byte[] Encrypt(NationalNumber number, Guid personId) => Encrypt(number.Digits, personId);

    /// <summary>The same for any number in ASCII, such as an identity document's.</summary>
    public byte[] Encrypt(string number, Guid personId)
    {
        var plain = Encoding.ASCII.GetBytes(number);
        var content = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceSize));
        using var aes = new AesGcm(encryptionKey, TagSize);
        aes.Encrypt(content.AsSpan(0, NonceSize), plain, content.AsSpan(NonceSize, plain.Length), content.AsSpan(NonceSize + plain.Length), personId.ToByteArray());
        return content;
    }

    /// <summary>The digits again.</summary>
    public string Decrypt(byte[] content, Guid personId)
    {
        var plain = new byte[content.Length - NonceSize - TagSize];
        using var aes = new AesGcm(encryptionKey, TagSize);
        aes.Decrypt(content.AsSpan(0, NonceSize), content.AsSpan(NonceSize, plain.Length), content.AsSpan(NonceSize + plain.Length), plain, personId.ToByteArray());
        return Encoding.ASCII.GetString(plain);
    }

    /// <summary>As it is shown; null where there is none.</summary>
    public string? Masked(Person person) =>
        person.NationalNumber is { } content ? NationalNumber.Mask(Decrypt(content, person.PersonId)) : null;

    private static byte[] Key(IConfiguration configuration, string name, string purpose)
    {
        var key = new byte[KeySize];
        var text = RequiredSettings.Get(configuration, name, purpose);
        return Convert.TryFromBase64String(text, key, out var length) && length == KeySize
            ? key
            : throw new StartupException($"The setting '{name}' is not a key: it must be {KeySize} random bytes in base64.");
    }
}

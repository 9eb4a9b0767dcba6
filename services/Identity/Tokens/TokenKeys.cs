using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using Selection.Identity.Data;

namespace Selection.Identity.Tokens;

/// <summary>
/// The keys tokens are signed and encrypted with. They live in the identity database, beside the users whose tokens they
/// sign: a restart, a second replica and a fresh container all have them, and resetting the database resets them as well.
/// Data protection wraps them, so that a dump of this one table is no key; its own ring lies in the same database, which
/// is as far as a development provider needs to go.
/// </summary>
public sealed class TokenKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, IClock clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("Selection.Identity.TokenKeys");
    private SigningCredentials? signing;
    private EncryptingCredentials? encryption;

    public SigningCredentials Signing => signing ?? throw new InvalidOperationException("The token keys are not loaded yet.");
    public EncryptingCredentials Encryption => encryption ?? throw new InvalidOperationException("The token keys are not loaded yet.");

    /// <summary>Reads the keys, making those that do not exist yet. Called before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(await FindOrCreateAsync("signing", NewSigningKey, cancellation), out _);
        var signingKey = new RsaSecurityKey(rsa);
        signingKey.KeyId = Base64UrlEncoder.Encode(signingKey.ComputeJwkThumbprint());
        signing = new SigningCredentials(signingKey, SecurityAlgorithms.RsaSha256);

        var encryptionKey = new SymmetricSecurityKey(await FindOrCreateAsync("encryption", () => RandomNumberGenerator.GetBytes(32), cancellation));
        encryptionKey.KeyId = Base64UrlEncoder.Encode(encryptionKey.ComputeJwkThumbprint());
        encryption = new EncryptingCredentials(encryptionKey, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
    }

    private static byte[] NewSigningKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKey();
    }

    private async Task<byte[]> FindOrCreateAsync(string purpose, Func<byte[]> create, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        if (!await db.TokenKeys.AnyAsync(k => k.Purpose == purpose, cancellation))
        {
            // Two processes may start at once: the first key wins, both read it.
            var wrapped = Convert.ToBase64String(protector.Protect(create()));
            var now = clock.GetCurrentInstant();
            await db.Database.ExecuteSqlAsync(
                $"insert into token_keys (purpose, protected_key, created_at) values ({purpose}, {wrapped}, {now}) on conflict do nothing",
                cancellation);
        }

        var stored = await db.TokenKeys.AsNoTracking().Where(k => k.Purpose == purpose).Select(k => k.ProtectedKey).SingleAsync(cancellation);
        return protector.Unprotect(Convert.FromBase64String(stored));
    }
}

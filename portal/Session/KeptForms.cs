using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Npgsql;

namespace Selection.Portal.Session;

/// <summary>A form that was sent when its session had ended.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">What was typed; files are not kept.</param>
public sealed record KeptForm(string Subject, string Address, IReadOnlyDictionary<string, string[]> Fields);

/// <summary>
/// Forms whose session had ended when they were sent, until their sender has signed in again: the table holds the hash of a random
/// key that a cookie carries, and the form, encrypted. Every form says, sealed, whose it is: it is shown to nobody else.
/// </summary>
public sealed class KeptForms(NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The hidden field that says whose a form is.</summary>
    public const string WhoseField = "_whose";

    /// <summary>How long a form waits for its sender.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(1);

    /// <summary>The most characters that are kept: more than the longest of our forms.</summary>
    private const int Longest = 500_000;

    private readonly IDataProtector _forms = protection.CreateProtector("Selection.Portal.KeptForms");
    private readonly IDataProtector _whose = protection.CreateProtector("Selection.Portal.KeptForms.Whose");

    /// <summary>What a form of this person says of whose it is; null where nobody is signed in.</summary>
    public string? WhoseOf(ClaimsPrincipal user) => SubjectOf(user) is { } subject ? _whose.Protect(subject) : null;

    /// <summary>Keeps a form; the key to it, or null where it is nobody's, or too long to be one of ours.</summary>
    public async Task<string?> KeepAsync(string address, IFormCollection form)
    {
        if (OwnerOf(form[WhoseField]) is not { } subject) return null;
        var fields = form.Where(f => f.Key is not (WhoseField or "__RequestVerificationToken")).ToDictionary(f => f.Key, f => f.Value.OfType<string>().ToArray());
        if (fields.Sum(f => f.Key.Length + f.Value.Sum(v => v.Length)) > Longest) return null;

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var command = database.CreateCommand("""
            with gone as (delete from kept_forms where expires_at < @now)
            insert into kept_forms (form_hash, form, expires_at) values (@hash, @form, @expires)
            """);
        command.Parameters.AddWithValue("now", Now);
        command.Parameters.AddWithValue("hash", Hash(key));
        command.Parameters.AddWithValue("form", _forms.Protect(JsonSerializer.SerializeToUtf8Bytes(new KeptForm(subject, address, fields))));
        command.Parameters.AddWithValue("expires", Now + Duration.FromTimeSpan(Waits));
        await command.ExecuteNonQueryAsync();
        return key;
    }

    /// <summary>The form of a key, which is then forgotten; null where there is none for this person at this address.</summary>
    public async Task<KeptForm?> TakeAsync(string key, ClaimsPrincipal user, string address)
    {
        await using var read = database.CreateCommand("select form from kept_forms where form_hash = @hash and expires_at > @now");
        read.Parameters.AddWithValue("hash", Hash(key));
        read.Parameters.AddWithValue("now", Now);
        if (await read.ExecuteScalarAsync() is not byte[] kept || Read(kept) is not { } form || form.Subject != SubjectOf(user) || form.Address != address) return null;
        await using var forget = database.CreateCommand("delete from kept_forms where form_hash = @hash");
        forget.Parameters.AddWithValue("hash", Hash(key));
        // Of two tabs that come back at once, one shows it.
        return await forget.ExecuteNonQueryAsync() == 1 ? form : null;
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private KeptForm? Read(byte[] kept)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptForm>(_forms.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            // The key it was encrypted with is gone.
            return null;
        }
    }

    private string? OwnerOf(string? whose)
    {
        if (string.IsNullOrEmpty(whose)) return null;
        try
        {
            return _whose.Unprotect(whose);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string? SubjectOf(ClaimsPrincipal user) => user.FindFirst("sub")?.Value;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Npgsql;

namespace Selection.Portal.Session;

/// <summary>Sessions in the portal's database: the cookie carries a random key, the table its hash and the ticket, encrypted.</summary>
public sealed class SessionStore(NpgsqlDataSource database, IDataProtectionProvider protection, SessionSettings settings, TimeProvider time) : ITicketStore
{
    private readonly IDataProtector _protector = protection.CreateProtector("Selection.Portal.Sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var command = database.CreateCommand("delete from sessions where expires_at < @now");
        command.Parameters.AddWithValue("now", Now);
        await command.ExecuteNonQueryAsync();
        await SaveAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => SaveAsync(key, ticket);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var command = database.CreateCommand("select ticket from sessions where session_hash = @hash and expires_at > @now");
        command.Parameters.AddWithValue("hash", Hash(key));
        command.Parameters.AddWithValue("now", Now);
        if (await command.ExecuteScalarAsync() is not byte[] ticket) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            // The key it was encrypted with is gone: as if it had ended.
            return null;
        }
    }

    public async Task RemoveAsync(string key)
    {
        await using var command = database.CreateCommand("delete from sessions where session_hash = @hash");
        command.Parameters.AddWithValue("hash", Hash(key));
        await command.ExecuteNonQueryAsync();
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private async Task SaveAsync(string key, AuthenticationTicket ticket)
    {
        await using var command = database.CreateCommand("""
            insert into sessions (session_hash, ticket, expires_at) values (@hash, @ticket, @expires)
            on conflict (session_hash) do update set ticket = excluded.ticket, expires_at = excluded.expires_at
            """);
        command.Parameters.AddWithValue("hash", Hash(key));
        command.Parameters.AddWithValue("ticket", _protector.Protect(TicketSerializer.Default.Serialize(ticket)));
        command.Parameters.AddWithValue("expires", ticket.Properties.ExpiresUtc is { } expires ? Instant.FromDateTimeOffset(expires) : Now + Duration.FromTimeSpan(settings.Idle));
        await command.ExecuteNonQueryAsync();
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

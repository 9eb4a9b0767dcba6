using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Selection.Testing;

/// <summary>Tokens of an authority that only the tests have the key of; services validate them as they do real ones.</summary>
public static class TestTokens
{
    /// <summary>The issuer; nothing answers there.</summary>
    public const string Authority = "https://authority.test/";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };

    /// <summary>A token as the platform's identity provider writes it.</summary>
    /// <param name="audience">The service it is for.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="roles">The roles in it.</param>
    /// <param name="expired">Whether its time is over.</param>
    public static string Create(string audience, string subject, IEnumerable<string> roles, bool expired = false)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = audience,
            IssuedAt = now.AddHours(-3),
            NotBefore = now.AddHours(-3),
            Expires = expired ? now.AddHours(-1) : now.AddHours(3),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["client_id"] = subject, ["role"] = roles.ToArray() },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }

    internal static void Trust(IServiceCollection services) =>
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration { Issuer = Authority };
            options.Configuration.SigningKeys.Add(Key);
        });
}

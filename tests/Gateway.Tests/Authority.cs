using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Selection.Gateway.Tests;

/// <summary>An authority that publishes its keys over HTTP, as every OpenID Connect provider does.</summary>
internal sealed class Authority : IAsyncDisposable
{
    public const string Issuer = "http://authority.test/";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "key" };
    private static readonly RsaSecurityKey Strange = new(RSA.Create(2048)) { KeyId = "key" };
    private readonly Behind process;

    private Authority(Behind process) => this.process = process;

    public Uri Metadata => new(process.Address, "/.well-known/openid-configuration");

    public static async Task<Authority> StartAsync() => new(await Behind.StartAsync(app =>
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["jwks_uri"] = $"http://{request.Host}/keys",
        }));
        app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(Key);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = jwk.Kid, n = jwk.N, e = jwk.E } } });
        });
    }));

    public static string Token(string subject = "somebody", string audience = "candidacy", string issuer = Issuer, bool expired = false, bool forged = false) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2),
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(expired ? -1 : 1),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = new[] { "candidate" } },
            SigningCredentials = new SigningCredentials(forged ? Strange : Key, SecurityAlgorithms.RsaSha256),
        });

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

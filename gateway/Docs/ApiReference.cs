using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Selection.Gateway.Docs;

/// <summary>The documentation of every service's API on one page, <c>/docs</c>, from their own OpenAPI documents.</summary>
public static class ApiReference
{
    public static void MapDocs(this WebApplication app)
    {
        var services = app.Configuration.GetSection("Docs:Services").Get<string[]>() ?? [];
        var development = app.Environment.IsDevelopment();
        var gateway = app.Configuration["Auth:Authority"]!.TrimEnd('/');
        app.MapScalarApiReference("/docs", (options, context) =>
        {
            options.WithTitle("Selection · API").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
            options.Nonce = RandomNumberGenerator.GetHexString(32);
            context.Response.Headers.ContentSecurityPolicy = PolicyFor(options.Nonce);
            foreach (var service in services)
                options.AddDocument(service, service, $"/openapi/{service}.json");

            // In development the authority is behind this gateway and knows this page; elsewhere a token is pasted.
            if (development)
                options.AddAuthorizationCodeFlow("sign-in", flow => flow.WithRedirectUri($"{gateway}/docs/").WithClientId("docs")
                    .WithPkce(Pkce.Sha256).WithCredentialsLocation(CredentialsLocation.Body).WithSelectedScopes([.. services, "gateway"]));
            options.AddPreferredSecuritySchemes(development ? "sign-in" : "bearer");
        }).AllowAnonymous();
    }

    /// <summary>Only the page's own scripts; the reference sets hundreds of style attributes, which no nonce can allow.</summary>
    private static string PolicyFor(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
}

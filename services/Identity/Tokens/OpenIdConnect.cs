using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OpenIddict.Server;
using Selection.Identity.Data;
using Selection.Identity.Domain;
using Selection.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Tokens;

/// <summary>OpenIddict, set up as an OpenID Connect provider for development.</summary>
public static class OpenIdConnect
{
    /// <summary>Adds the provider; its issuer is <c>Auth:Authority</c>, the gateway's public URL.</summary>
    public static void AddOpenIdConnect(this WebApplicationBuilder builder)
    {
        if (!Uri.TryCreate(builder.Configuration["Auth:Authority"], UriKind.Absolute, out var authority) || authority.Scheme is not ("http" or "https"))
            throw new StartupException("Auth:Authority must be the gateway's public URL, e.g. http://localhost:5100.");

        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("Selection.Identity").PersistKeysToDbContext<IdentityDb>();
        services.AddOptions<ClientSettings>().BindConfiguration(ClientSettings.Section)
            .Validate(c => c.Fault() is null, "A confidential client has no secret: set Clients:<id>:Secret.").ValidateOnStart();

        services.AddSingleton<TokenKeys>();
        services.AddScoped<SignIns>();
        services.AddScoped<IPasswordHasher<User>, PasswordHasher<User>>();
        // A fifth of the default's work: these passwords are published, and the demo signs dozens of people in at once.
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 20_000);

        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>())
            .AddServer(server =>
            {
                server.SetIssuer(authority);
                // What a browser is sent to has the public address, whichever address the metadata was read from; what a
                // service fetches has the address it asked.
                server.SetAuthorizationEndpointUris(new Uri(authority, "/connect/authorize"), new Uri("/connect/authorize", UriKind.Relative));
                server.SetEndSessionEndpointUris(new Uri(authority, "/connect/logout"), new Uri("/connect/logout", UriKind.Relative));
                server.SetTokenEndpointUris("/connect/token");
                server.SetUserInfoEndpointUris("/connect/userinfo");
                server.SetJsonWebKeySetEndpointUris("/.well-known/jwks");

                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
                server.AllowRefreshTokenFlow().AllowClientCredentialsFlow().AllowPasswordFlow();
                server.RegisterScopes([.. Audiences.All, Scopes.Profile, Scopes.Roles]);
                server.RegisterClaims(Claims.Name, Claims.Role, Claims.Locale, Claims.PreferredUsername);

                // Plain signed JWTs, which any service can check with the published keys alone.
                server.DisableAccessTokenEncryption();
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(30));
                server.SetRefreshTokenLifetime(TimeSpan.FromDays(7));

                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    // TLS ends at the gateway, and in development there is none.
                    .DisableTransportSecurityRequirement();
            });
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => new ConfigureOptions<OpenIddictServerOptions>(options =>
        {
            var keys = provider.GetRequiredService<TokenKeys>();
            options.SigningCredentials.Add(keys.Signing);
            options.EncryptionCredentials.Add(keys.Encryption);
        }));

        // The tokens this service accepts for itself are its own: no need to ask itself for the keys.
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenKeys>((options, keys) =>
        {
            options.TokenValidationParameters.ValidAudiences = [Audiences.Gateway];
            options.Configuration = new OpenIdConnectConfiguration { Issuer = authority.AbsoluteUri };
            options.Configuration.SigningKeys.Add(keys.Signing.Key);
        });

        services.AddAuthentication().AddCookie(cookie =>
        {
            cookie.Cookie.Name = "selection.identity";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        });
    }
}

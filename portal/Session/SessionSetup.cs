using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Selection.Portal.Data;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Session;

/// <summary>
/// Signing in with OpenID Connect (authorization code, PKCE). Tokens stay on the server: the browser has a cookie that names
/// the session, and the session is in the portal's database, where every replica finds it.
/// </summary>
public static class SessionSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var authority = RequiredSettings.Get(configuration, "Auth:Authority", "the issuer people sign in at");
        var secret = RequiredSettings.Get(configuration, "Auth:ClientSecret", "the secret the portal is known by at the authority");
        var settings = SessionSettings.Of(configuration);
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton<SessionStore>().AddSingleton<KeptForms>();
        builder.Services.AddDataProtection().SetApplicationName("Selection.Portal").PersistKeysToDbContext<PortalDb>();
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "selection.portal";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = secure;
                cookie.ExpireTimeSpan = settings.Idle;
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = TokenRefresh.ValidateAsync;
                // The page for 403 is shown under the address that was asked for.
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddOpenIdConnect(oidc =>
            {
                oidc.Authority = authority;
                if (configuration["Auth:MetadataAddress"] is { Length: > 0 } metadata) oidc.MetadataAddress = metadata;
                oidc.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
                oidc.ClientId = configuration["Auth:ClientId"];
                oidc.ClientSecret = secret;
                oidc.ResponseType = OpenIdConnectResponseType.Code;
                oidc.ResponseMode = OpenIdConnectResponseMode.Query;
                oidc.UsePkce = true;
                oidc.SaveTokens = true;
                oidc.MapInboundClaims = false;
                oidc.Scope.Clear();
                foreach (var scope in configuration.GetSection("Auth:Scopes").Get<string[]>()!.Prepend("openid")) oidc.Scope.Add(scope);
                oidc.TokenValidationParameters.ValidIssuers = [authority, authority.TrimEnd('/') + "/"];
                oidc.TokenValidationParameters.NameClaimType = "name";
                oidc.TokenValidationParameters.RoleClaimType = "role";
                oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;
                oidc.CorrelationCookie.SecurePolicy = oidc.NonceCookie.SecurePolicy = secure;
                oidc.SignedOutRedirectUri = "/signed-out";
                oidc.Events.OnRedirectToIdentityProvider = async context =>
                {
                    context.ProtocolMessage.UiLocales = LanguageSetup.Current;
                    await context.HttpContext.KeepFormAsync();
                };
                // Whoever breaks off at the sign-in page, or comes back too late, can begin again.
                oidc.Events.OnRemoteFailure = context =>
                {
                    context.HandleResponse();
                    context.Response.Redirect("/sign-in-failed");
                    return Task.CompletedTask;
                };
            });
        // Those who sign in are counted by the gateway each for themselves.
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IHttpContextAccessor>((oidc, accessor) => oidc.BackchannelHttpHandler = new VisitorAddress(accessor) { InnerHandler = new SocketsHttpHandler() });
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionStore>((cookie, store) => cookie.SessionStore = store);
        builder.Services.AddAuthorizationBuilder()
            // A page that names no policy lets nobody in. Where there is none, there is only 404 to be had.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build())
            .AddRolePolicies();
    }

    public static void UseSessions(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseKeptForms();
    }

    public static void MapSessions(this WebApplication app)
    {
        app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery) => await antiforgery.IsRequestValidAsync(http)
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = "/signed-out" }, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme])
            : Results.StatusCode(StatusCodes.Status400BadRequest)).RequireAuthorization(Policies.SignedIn);
        app.MapGet("/sign-in", (string? from) => Results.Challenge(new AuthenticationProperties { RedirectUri = from is null ? "/me" : LocalPath.Of(from) })).AllowAnonymous();
        // What keeps a session alive is any request; this one answers with nothing else.
        app.MapGet("/session/extend", (SessionSettings settings) => Results.Json(new { endsInSeconds = (int)settings.Idle.TotalSeconds })).RequireAuthorization(Policies.SignedIn);
    }

    /// <summary>When this person signed in; the longest a session lasts counts from then.</summary>
    internal static DateTimeOffset? SignedInAt(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirst("auth_time")?.Value ?? user.FindFirst("iat")?.Value, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Selection.Portal.Session;

/// <summary>Gets a new access token shortly before the old one ends, and ends sessions that have lasted long enough.</summary>
public sealed partial class TokenRefresh
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(2);

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal?.SignedInAt() is { } began && now > began + services.GetRequiredService<SessionSettings>().Longest)
        {
            await EndAsync(context);
            return;
        }

        if (!DateTimeOffset.TryParse(context.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var ends) || now < ends - Before) return;
        if (context.Properties.GetTokenValue("refresh_token") is not { Length: > 0 } refresh)
        {
            if (now >= ends) await EndAsync(context);
            return;
        }

        switch (await AskAsync(services, refresh, context.HttpContext.RequestAborted))
        {
            case Answer.New fresh:
                context.Properties.UpdateTokenValue("access_token", fresh.AccessToken);
                context.Properties.UpdateTokenValue("refresh_token", fresh.RefreshToken ?? refresh);
                context.Properties.UpdateTokenValue("expires_at", (now + fresh.Lasts).ToString("o", CultureInfo.InvariantCulture));
                context.ShouldRenew = true;
                break;
            case Answer.Ended:
                await EndAsync(context);
                break;
            case Answer.Away:
                // The session stays: the gateway says what the old token is still worth.
                LogAway(services.GetRequiredService<ILogger<TokenRefresh>>());
                break;
        }
    }

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static async Task<Answer> AskAsync(IServiceProvider services, string refreshToken, CancellationToken ct)
    {
        var oidc = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            var authority = await oidc.ConfigurationManager!.GetConfigurationAsync(ct);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = oidc.ClientId!,
                ["client_secret"] = oidc.ClientSecret!,
                ["refresh_token"] = refreshToken,
            });
            using var response = await oidc.Backchannel.PostAsync(new Uri(authority.TokenEndpoint), form, ct);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized) return new Answer.Ended();
            if (!response.IsSuccessStatusCode) return new Answer.Away();
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            return new Answer.New(
                body.RootElement.GetProperty("access_token").GetString()!,
                body.RootElement.TryGetProperty("refresh_token", out var next) ? next.GetString() : null,
                TimeSpan.FromSeconds(body.RootElement.GetProperty("expires_in").GetInt32()));
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new Answer.Away();
        }
    }

    private abstract record Answer
    {
        public sealed record New(string AccessToken, string? RefreshToken, TimeSpan Lasts) : Answer;

        public sealed record Ended : Answer;

        public sealed record Away : Answer;
    }

    [LoggerMessage(LogLevel.Warning, "The authority gives no new token at the moment.")]
    private static partial void LogAway(ILogger logger);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;

namespace Selection.Demo.Platform;

/// <summary>The platform as somebody outside sees it: one address, and tokens from its identity provider.</summary>
public sealed class PlatformClient : IDisposable
{
    private const string UserScopes = "candidacy screening assessment oraltest results gateway";

    private readonly HttpClient _gateway;
    private readonly Actor _anonymous;

    public PlatformClient(Uri gateway)
    {
        _gateway = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 32 }) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };
        _anonymous = new Actor(_gateway, "anybody", "en", _ => Task.FromResult(""));
    }

    /// <summary>Somebody without a token.</summary>
    public Actor Anybody => _anonymous;

    public void Dispose() => _gateway.Dispose();

    /// <summary>Whether the platform answers at all; why not, otherwise.</summary>
    public async Task<string?> WhyAwayAsync(CancellationToken ct)
    {
        try
        {
            using var response = await _gateway.GetAsync("/api/clock", ct);
            return response.IsSuccessStatusCode ? null : $"{_gateway.BaseAddress}api/clock answers {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    /// <summary>One of the demo users, or a person the demo registered.</summary>
    public Actor User(string userName, string password, string language) => new(_gateway, userName, language, Tokens(new Dictionary<string, string>
    {
        ["grant_type"] = "password",
        ["client_id"] = "demo",
        ["username"] = userName,
        ["password"] = password,
        ["scope"] = UserScopes,
    }));

    /// <summary>A client's own token, as the assessment vendor's.</summary>
    public Func<CancellationToken, Task<string>> ClientToken(string clientId, string secret) => Tokens(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = clientId,
        ["client_secret"] = secret,
        ["scope"] = "assessment",
    });

    /// <summary>A client that calls the gateway under its own token.</summary>
    public Actor AsClient(string clientId, string secret) => new(_gateway, clientId, "en", ClientToken(clientId, secret));

    /// <summary>Makes an account at the identity provider; null when the name is taken.</summary>
    public async Task<Actor?> RegisterAsync(string userName, string password, string displayName, string language, CancellationToken ct)
    {
        var answer = await _anonymous.PostAsync("/account/register", new { userName, password, displayName, language }, ct);
        if (answer.Status == HttpStatusCode.Conflict) return null;
        answer.Must();
        return User(userName, password, language);
    }

    /// <summary>What time it is on the platform (T4).</summary>
    public async Task<Instant> NowAsync(CancellationToken ct) =>
        (await _anonymous.GetAsync("/api/clock", ct)).Must().As<ClockAnswer>().Now;

    /// <summary>A token that is asked for again a good while before it ends; real time, whatever the platform's clock says.</summary>
    private Func<CancellationToken, Task<string>> Tokens(Dictionary<string, string> form)
    {
        var gate = new SemaphoreSlim(1);
        var (token, goodUntil) = ("", DateTimeOffset.MinValue);
        return async ct =>
        {
            await gate.WaitAsync(ct);
            try
            {
                if (TimeProvider.System.GetUtcNow() < goodUntil) return token;
                using var response = await PostFormAsync(form, ct);
                var body = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
                var name = form.GetValueOrDefault("username") ?? form["client_id"];
                if (!response.IsSuccessStatusCode)
                    throw new RefusedException($"{name}: signing in", new Refusal(response.StatusCode, Find(body, "error"), null, Find(body, "error_description")));
                token = body.GetProperty("access_token").GetString()!;
                goodUntil = TimeProvider.System.GetUtcNow().AddSeconds(body.GetProperty("expires_in").GetInt32() - 120);
                return token;
            }
            finally
            {
                gate.Release();
            }
        };
    }

    private async Task<HttpResponseMessage> PostFormAsync(Dictionary<string, string> form, CancellationToken ct)
    {
        while (true)
        {
            var response = await _gateway.PostAsync("/connect/token", new FormUrlEncodedContent(form), ct);
            if (response.StatusCode != HttpStatusCode.TooManyRequests) return response;
            var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            response.Dispose();
            await Task.Delay(wait, ct);
        }
    }

    private static string? Find(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record ClockAnswer(Instant Now);
}

/// <summary>Moves the platform's clock, as an operator (T4).</summary>
public sealed class PlatformTime(PlatformClient platform, Actor @operator)
{
    /// <summary>Moves to an instant; does nothing when the platform is there already.</summary>
    public async Task MoveToAsync(Instant instant, CancellationToken ct)
    {
        if (await platform.NowAsync(ct) >= instant) return;
        (await @operator.PostAsync("/api/clock", new { to = instant }, ct)).Must();
    }
}

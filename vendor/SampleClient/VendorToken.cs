using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Selection.SampleClient;

/// <summary>
/// The vendor's token, by client credentials: kept, and asked for again a while before it ends, so that a long stream and
/// the next call never meet an old one.
/// </summary>
public sealed class VendorToken(Uri gateway, string clientId, string secret) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim _gate = new(1);
    private string _token = "";
    private DateTimeOffset _goodUntil = DateTimeOffset.MinValue;

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="SignInException">The identity provider refuses the client, or does not answer.</exception>
    public async Task<string> GetAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (TimeProvider.System.GetUtcNow() >= _goodUntil) await RefreshAsync(ct);
            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Says that the token was refused: the next call asks for a new one.</summary>
    public void Refused() => _goodUntil = DateTimeOffset.MinValue;

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private async Task RefreshAsync(CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret, ["scope"] = "assessment" };
        try
        {
            while (true)
            {
                using var response = await _http.PostAsync("/connect/token", new FormUrlEncodedContent(form), ct);
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
                    continue;
                }

                if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
                    throw new SignInException($"{gateway} refuses the client '{clientId}': check its id and secret.", mayPass: false);
                if (!response.IsSuccessStatusCode) throw new SignInException($"{gateway}connect/token answers {(int)response.StatusCode}.", mayPass: true);
                var body = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
                _token = body.GetProperty("access_token").GetString()!;
                var lives = TimeSpan.FromSeconds(body.GetProperty("expires_in").GetInt32());
                _goodUntil = TimeProvider.System.GetUtcNow() + (lives > 2 * Margin ? lives - Margin : lives / 2);
                return;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new SignInException($"{gateway} does not answer: {e.Message}", mayPass: true);
        }
    }
}

/// <summary>There is no token.</summary>
/// <param name="message">Why, for a person.</param>
/// <param name="mayPass">Whether it may work later.</param>
public sealed class SignInException(string message, bool mayPass) : Exception(message)
{
    /// <summary>Whether it may work later.</summary>
    public bool MayPass => mayPass;
}

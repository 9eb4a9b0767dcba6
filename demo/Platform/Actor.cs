using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Selection.Contracts;

namespace Selection.Demo.Platform;

/// <summary>Somebody who is signed in and calls the gateway under their own token, in their own language.</summary>
public sealed class Actor(HttpClient gateway, string userName, string language, Func<CancellationToken, Task<string>> token)
{
    private const int MostTries = 8;

    public string UserName => userName;

    /// <summary>The token the calls carry.</summary>
    public Task<string> TokenAsync(CancellationToken ct) => token(ct);

    /// <summary>Who the services know this one as: the token's subject.</summary>
    public async Task<string> SubjectAsync(CancellationToken ct)
    {
        var claims = (await token(ct)).Split('.')[1];
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        return document.RootElement.GetProperty("sub").GetString()!;
    }

    public Task<Answer> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, null, ct);

    public Task<Answer> PostAsync(string path, object? body, CancellationToken ct, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, Json(body), ifMatch, ct);

    public Task<Answer> PutAsync(string path, object? body, CancellationToken ct, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, path, Json(body), ifMatch, ct);

    public Task<Answer> DeleteAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Delete, path, null, null, ct);

    /// <summary>Sends a form of several parts, such as a document with its facts.</summary>
    public Task<Answer> PostFormAsync(string path, Func<MultipartFormDataContent> form, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, path, form, null, ct);

    /// <summary>Every item of a paged list.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken ct)
    {
        var all = new List<T>();
        for (var page = 1; ; page++)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var answer = (await GetAsync($"{path}{separator}page={page}&pageSize=200", ct)).Must().As<Paged<T>>();
            all.AddRange(answer.Items);
            if (answer.Items.Count == 0 || all.Count >= answer.Total) return all;
        }
    }

    private static Func<HttpContent?> Json(object? body) => () => body is null ? null : JsonContent.Create(body, body.GetType(), options: ContractsJson.Options);

    private async Task<Answer> SendAsync(HttpMethod method, string path, Func<HttpContent?>? content, string? ifMatch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(ct));
            request.Headers.AcceptLanguage.ParseAdd(language);
            if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            using var response = await gateway.SendAsync(request, ct);
            // Too many at once is the gateway's right to say: it also says when to come back.
            if (response.StatusCode is HttpStatusCode.TooManyRequests && attempt < MostTries)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
                continue;
            }

            return new Answer($"{userName}: {method} {path}", response.StatusCode, await ReadAsync(response, ct), response.Headers.ETag?.ToString());
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        if (body.Length == 0 || response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json")) return default;
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}

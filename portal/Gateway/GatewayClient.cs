using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Polly;
using Selection.Contracts;
using Selection.Portal.Languages;

namespace Selection.Portal.Gateway;

/// <summary>
/// Calls the gateway for the person whose page this is: under their token, in the page's language, until the request is
/// broken off. What it refuses comes back as a value, never as an exception.
/// </summary>
public sealed class GatewayClient(HttpClient gateway, IHttpClientFactory clients, IHttpContextAccessor accessor)
{
    /// <summary>The client of uploads and downloads.</summary>
    internal const string Files = "gateway-files";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("The gateway is called for a page only.");

    /// <summary>Reads.</summary>
    public Task<Reply<T>> GetAsync<T>(string path) => SendAsync<T>(HttpMethod.Get, path, null, null);

    /// <summary>Makes something, or does something; <paramref name="ifMatch"/> is the ETag of what was read, where the API asks for it.</summary>
    public Task<Reply<T>> PostAsync<T>(string path, object? body = null, string? ifMatch = null) => SendAsync<T>(HttpMethod.Post, path, body, ifMatch);

    /// <summary>Does something that answers with nothing.</summary>
    public Task<Reply<Nothing>> PostAsync(string path, object? body = null, string? ifMatch = null) => PostAsync<Nothing>(path, body, ifMatch);

    /// <summary>Changes something.</summary>
    public Task<Reply<T>> PutAsync<T>(string path, object? body, string? ifMatch = null) => SendAsync<T>(HttpMethod.Put, path, body, ifMatch);

    /// <summary>Removes something, and hears what that came to.</summary>
    public Task<Reply<T>> DeleteAsync<T>(string path, string? ifMatch = null) => SendAsync<T>(HttpMethod.Delete, path, null, ifMatch);

    /// <summary>Removes something.</summary>
    public Task<Reply<Nothing>> DeleteAsync(string path, string? ifMatch = null) => DeleteAsync<Nothing>(path, ifMatch);

    /// <summary>Sends files with their facts as the API takes them: the part <c>metadata</c> (JSON), then the parts <c>file</c>, streamed through.</summary>
    public async Task<Reply<T>> UploadAsync<T>(string path, object metadata, IEnumerable<IFormFile> files, string? ifMatch = null)
    {
        using var form = new MultipartFormDataContent { { JsonContent.Create(metadata, metadata.GetType(), options: ContractsJson.Options), "metadata" } };
        foreach (var file in files)
        {
            // The form disposes of what it holds.
            var content = new StreamContent(file.OpenReadStream());
            if (MediaTypeHeaderValue.TryParse(file.ContentType, out var type)) content.Headers.ContentType = type;
            form.Add(content, "file", Path.GetFileName(file.FileName));
        }

        using var request = await RequestAsync(HttpMethod.Post, path, ifMatch);
        request.Content = form;
        return await AskAsync<T>(clients.CreateClient(Files), request);
    }

    /// <summary>Sends a file as it is, as the body.</summary>
    public async Task<Reply<T>> SendFileAsync<T>(string path, IFormFile file, string contentType)
    {
        using var content = new StreamContent(file.OpenReadStream());
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var request = await RequestAsync(HttpMethod.Post, path, null);
        request.Content = content;
        return await AskAsync<T>(clients.CreateClient(Files), request);
    }

    /// <summary>Hands a file on to the browser as it arrives; what is refused is returned.</summary>
    public async Task<Refusal?> DownloadAsync(string path)
    {
        using var request = await RequestAsync(HttpMethod.Get, path, null);
        try
        {
            using var response = await clients.CreateClient(Files).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Http.RequestAborted);
            if (!response.IsSuccessStatusCode) return await RefusalOfAsync(response);
            var headers = Http.Response.Headers;
            headers.ContentType = response.Content.Headers.ContentType?.ToString();
            headers.ContentLength = response.Content.Headers.ContentLength;
            headers.ContentDisposition = response.Content.Headers.ContentDisposition?.ToString() ?? "attachment";
            await response.Content.CopyToAsync(Http.Response.Body, Http.RequestAborted);
            return null;
        }
        catch (HttpRequestException) when (!Http.Response.HasStarted)
        {
            return Refusal.Away;
        }
    }

    private async Task<Reply<T>> SendAsync<T>(HttpMethod method, string path, object? body, string? ifMatch)
    {
        using var request = await RequestAsync(method, path, ifMatch);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: ContractsJson.Options);
        return await AskAsync<T>(gateway, request);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, string? ifMatch)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.AcceptLanguage.ParseAdd(LanguageSetup.Current);
        if (await Http.GetTokenAsync("access_token") is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    private async Task<Reply<T>> AskAsync<T>(HttpClient client, HttpRequestMessage request)
    {
        var aborted = Http.RequestAborted;
        try
        {
            using var response = await client.SendAsync(request, aborted);
            if (!response.IsSuccessStatusCode) return Reply<T>.Of(await RefusalOfAsync(response));
            // Where there may be nothing to answer with, an answer without content is one with nothing in it.
            var value = typeof(T) == typeof(Nothing) ? (T)(object)Nothing.Value
                : response.StatusCode is HttpStatusCode.NoContent ? JsonSerializer.Deserialize<T>("{}", ContractsJson.Options)
                : await response.Content.ReadFromJsonAsync<T>(ContractsJson.Options, aborted);
            return Reply<T>.Of(value ?? throw new JsonException("The answer is empty."), response.Headers.ETag?.ToString());
        }
        catch (Exception e) when (!aborted.IsCancellationRequested && e is HttpRequestException or ExecutionRejectedException or TaskCanceledException)
        {
            return Reply<T>.Of(Refusal.Away);
        }
    }

    private async Task<Refusal> RefusalOfAsync(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json") return new Refusal(status);
        try
        {
            return await response.Content.ReadFromJsonAsync<Refusal>(ContractsJson.Options, Http.RequestAborted) ?? new Refusal(status);
        }
        catch (JsonException)
        {
            return new Refusal(status);
        }
    }
}

using System.Text.Json;

namespace Selection.Testing;

/// <summary>Fails the test in which a service answers with a problem whose text nobody has written: it would show its code to a person.</summary>
internal sealed class ProblemsHaveTexts : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return answer;

        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        if (problem.RootElement.TryGetProperty("code", out var code) && problem.RootElement.TryGetProperty("detail", out var detail)
            && code.GetString() == detail.GetString())
            throw new InvalidOperationException($"The problem '{code}' of {request.Method} {request.RequestUri} has no text in the resources.");
        return answer;
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Selection.LocalEngine;

/// <summary>Asks a process whether it is healthy.</summary>
internal sealed class HealthProbes(IServiceProvider services) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null when every probe is content, otherwise what the first discontent one says.</summary>
    internal async Task<string?> FirstComplaintAsync(ProcessResource resource, int replica, CancellationToken cancellationToken)
    {
        foreach (var probe in resource.Probes)
        {
            var complaint = probe.CheckName is { } check
                ? await AskCheckAsync(check, cancellationToken)
                : await AskAsync($"{resource.Endpoint(probe.EndpointName!)!.Url(replica)}{probe.Path}", probe.StatusCode, cancellationToken);
            if (complaint is not null)
                return complaint;
        }

        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> AskAsync(string url, int expected, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(url, cancellationToken);
            if ((int)answer.StatusCode == expected)
                return null;
            var body = (await answer.Content.ReadAsStringAsync(cancellationToken)).ReplaceLineEndings(" ");
            return string.Create(CultureInfo.InvariantCulture, $"{url} answers {(int)answer.StatusCode} {(body.Length > 300 ? body[..300] + "…" : body)}").TrimEnd();
        }
        catch (HttpRequestException e)
        {
            return $"{url} does not answer ({e.Message})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{url} does not answer within 5 s";
        }
    }

    private async Task<string?> AskCheckAsync(string name, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Name == name, cancellationToken);
        return report.Status == HealthStatus.Healthy ? null
            : report.Entries.TryGetValue(name, out var entry) ? entry.Description ?? entry.Exception?.Message ?? "not ready"
            : $"there is no health check '{name}'";
    }
}

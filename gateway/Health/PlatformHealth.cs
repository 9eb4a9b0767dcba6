using System.Diagnostics;
using Yarp.ReverseProxy;

namespace Selection.Gateway.Health;

/// <summary><c>/health</c>: how everything behind the gateway is, replica by replica; 503 when a service has none that is ready.</summary>
public sealed class PlatformHealth(IProxyStateLookup proxy) : IDisposable
{
    /// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when one of the services is.</param>
    /// <param name="Services">By the service's name.</param>
    public sealed record Report(string Status, IReadOnlyDictionary<string, Service> Services);

    /// <param name="Status"><c>healthy</c>; <c>degraded</c> when some of its replicas are not; <c>unhealthy</c> when none is.</param>
    /// <param name="Replicas">How many there are.</param>
    /// <param name="Ready">How many of them are ready.</param>
    /// <param name="Milliseconds">How long the slowest took to say so.</param>
    public sealed record Service(string Status, int Replicas, int Ready, long Milliseconds);

    // One quick try a replica: repeating is for whoever asks, so the platform's resilient clients are not for this.
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = TimeSpan.FromSeconds(3) };
    private readonly SemaphoreSlim asking = new(1);
    private (long At, Report Report)? last;

    /// <summary>Asks all at once; who asks within a second of another is told the same, so that this address is no lever.</summary>
    public async Task<Report> AskAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (last is { } known && Stopwatch.GetElapsedTime(known.At) < TimeSpan.FromSeconds(1))
                return known.Report;

            // The gRPC cluster is a second address of a service that is asked already.
            var clusters = proxy.GetClusters().Where(c => c.Model.Config.Metadata?.ContainsKey("SameAs") != true).OrderBy(c => c.ClusterId, StringComparer.Ordinal);
            var services = await Task.WhenAll(clusters.Select(async cluster => (cluster.ClusterId, await AskAsync(cluster.Destinations.Values, cancellation))));
            var report = new Report(
                services.Any(s => s.Item2.Status == "unhealthy") ? "unhealthy" : "healthy",
                services.ToDictionary(s => s.ClusterId, s => s.Item2));
            last = (Stopwatch.GetTimestamp(), report);
            return report;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose()
    {
        http.Dispose();
        asking.Dispose();
    }

    private async Task<Service> AskAsync(IEnumerable<Yarp.ReverseProxy.Model.DestinationState> replicas, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(replicas.Select(replica => IsReadyAsync(replica.Model.Config.Address, cancellation)));
        var ready = answers.Count(a => a);
        var status = ready == 0 ? "unhealthy" : ready < answers.Length ? "degraded" : "healthy";
        return new Service(status, answers.Length, ready, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<bool> IsReadyAsync(string address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/ready"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>Adds it and maps it.</summary>
public static class PlatformHealthExtensions
{
    public static void AddPlatformHealth(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PlatformHealth>();

    public static void MapPlatformHealth(this WebApplication app) =>
        app.MapGet("/health", async (PlatformHealth health, CancellationToken cancellation) =>
        {
            var report = await health.AskAsync(cancellation);
            return Results.Json(report, statusCode: report.Status == "healthy" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
}

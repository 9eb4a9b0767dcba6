using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Selection.Contracts.Assessment.V1;
using Selection.Gateway.Health;

namespace Selection.Gateway.Tests;

/// <summary>
/// The real gateway on real ports, with services behind it that say what they got: candidacy in two replicas, screening
/// breaks off, oraltest is away, results takes its time, assessment speaks gRPC.
/// </summary>
public class Platform : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> running = [];
    private Process? gateway;

    public Uri Http { get; private set; } = null!;
    public Uri Grpc { get; private set; } = null!;

    /// <summary>Settings that differ from the gateway's own.</summary>
    internal Dictionary<string, string> Settings { get; } = [];

    /// <summary>What a service saw of a call.</summary>
    internal sealed record Seen(string Replica, string Path, string Trace, Dictionary<string, string> Headers)
    {
        public string? this[string header] => Headers.GetValueOrDefault(header);
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Http };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    internal async Task<Seen> SeenAsync(HttpRequestMessage request, string? token = null)
    {
        using var client = Client(token);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<Seen>(await response.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
    }

    public GrpcChannel Channel(string? token)
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (token is not null)
                metadata.Add("Authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress(Grpc, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
    }

    public async Task InitializeAsync()
    {
        var authority = Keep(await Authority.StartAsync());
        var candidacy1 = Keep(await Behind.StartAsync(app => Tell(app, "1")));
        var candidacy2 = Keep(await Behind.StartAsync(app => Tell(app, "2")));
        var identity = Keep(await Behind.StartAsync(app => Tell(app, "identity")));
        var screening = Keep(await Behind.StartAsync(app => app.Run(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        })));
        var results = Keep(await Behind.StartAsync(app => app.Run(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted))));
        var assessment = Keep(await Behind.StartAsync(app => Tell(app, "assessment")));
        var assessmentGrpc = Keep(await Behind.StartAsync(app => app.MapGrpcService<Scores>(), HttpProtocols.Http2, services => services.AddGrpc()));

        Http = new Uri($"http://127.0.0.1:{Behind.FreePort()}");
        Grpc = new Uri($"http://127.0.0.1:{Behind.FreePort()}");
        gateway = await StartGatewayAsync(new Dictionary<string, string>(Settings)
        {
            ["Kestrel:Endpoints:http:Url"] = Http.ToString(),
            ["Kestrel:Endpoints:grpc:Url"] = Grpc.ToString(),
            ["Auth:Authority"] = Authority.Issuer,
            ["Auth:MetadataAddress"] = Settings.GetValueOrDefault("Auth:MetadataAddress", authority.Metadata.ToString()),
            ["services:candidacy:http:0"] = candidacy1.Address.ToString(),
            ["services:candidacy:http:1"] = candidacy2.Address.ToString(),
            ["services:identity:http:0"] = identity.Address.ToString(),
            ["services:screening:http:0"] = screening.Address.ToString(),
            ["services:results:http:0"] = results.Address.ToString(),
            ["services:oraltest:http:0"] = Behind.Nobody,
            ["services:assessment:http:0"] = assessment.Address.ToString(),
            ["services:assessment:grpc:0"] = Settings.GetValueOrDefault("services:assessment:grpc:0", assessmentGrpc.Address.ToString()),
            ["ReverseProxy:Clusters:results:HttpRequest:ActivityTimeout"] = "00:00:01",
            ["Logging:LogLevel:Default"] = "Critical",
        });
    }

    /// <summary>A process of its own: with its own settings, its two ports, and as it is deployed.</summary>
    private async Task<Process> StartGatewayAsync(Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PlatformHealth).Assembly.Location, .. settings.Select(s => $"--{s.Key}={s.Value}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");
        var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var client = Client();
        for (var patience = 0; patience < 300; patience++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The gateway ended: {string.Join('\n', await said)}");
            try
            {
                if ((await client.GetAsync("/alive")).IsSuccessStatusCode)
                    return process;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        process.Kill();
        throw new TimeoutException("The gateway did not start.");
    }

    public async Task DisposeAsync()
    {
        gateway?.Kill();
        gateway?.Dispose();
        running.Reverse();
        foreach (var process in running)
            await process.DisposeAsync();
    }

    private T Keep<T>(T process)
        where T : IAsyncDisposable
    {
        running.Add(process);
        return process;
    }

    private static void Tell(WebApplication app, string replica)
    {
        app.MapGet("/ready", () => replica == "2" ? Results.StatusCode(503) : Results.Ok());
        app.MapGet("/api/candidacy/own", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = "default-src 'self'";
            response.Headers.ContentLanguage = "fr";
            response.Headers.Server = "Kestrel";
            return Results.Json(new { }, statusCode: 403);
        });
        app.MapFallback("{**path}", async (HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            return Results.Json(new Seen(
                replica, context.Request.Path, context.Request.Headers.TraceParent.ToString(),
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        });
    }

    /// <summary>Answers each result at once, so that a receipt proves that its result came through alone.</summary>
    private sealed class Scores : ScoreIngestion.ScoreIngestionBase
    {
        public override async Task SubmitResults(IAsyncStreamReader<SubmitResultRequest> requestStream, IServerStreamWriter<ResultReceipt> responseStream, ServerCallContext context)
        {
            await foreach (var result in requestStream.ReadAllAsync(context.CancellationToken))
                await responseStream.WriteAsync(new ResultReceipt { ResultId = result.ResultId, Revision = result.Revision, Disposition = Disposition.Accepted });
        }

        public override Task<ResultReceipt> SubmitResult(SubmitResultRequest request, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "as the service says"));
    }
}

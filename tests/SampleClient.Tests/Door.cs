using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient.Tests;

/// <summary>A platform's door on real ports that breaks, refuses and repeats itself as a test asks: what a client has to live with.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Door(WebApplication app) => _app = app;

    /// <summary>Every token given so far.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>What a stream of results does; the number of the stream, from 1, comes first.</summary>
    public Func<int, IAsyncStreamReader<SubmitResultRequest>, IServerStreamWriter<ResultReceipt>, ServerCallContext, Task> OnStream { get; set; } =
        async (_, requests, receipts, _) =>
        {
            await foreach (var result in requests.ReadAllAsync()) await receipts.WriteAsync(Accepted(result));
        };

    /// <summary>What following a session does; the number of the call, from 1, comes first.</summary>
    public Func<int, WatchRegistrationsRequest, IServerStreamWriter<WatchRegistrationsResponse>, Task> OnWatch { get; set; } = (_, _, _) => Task.CompletedTask;

    public int Streams { get; private set; }

    public int Watches { get; private set; }

    private Uri Http => new(_app.Urls.First());

    private Uri Grpc => new(_app.Urls.Last());

    public static async Task<Door> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, options => options.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, options => options.Protocols = HttpProtocols.Http2);
        });
        Door? door = null;
        builder.Services.AddSingleton(_ => new Service(door!));
        var app = builder.Build();
        door = new Door(app);
        app.MapPost("/connect/token", door.GiveToken);
        app.MapGrpcService<Service>();
        await app.StartAsync();
        return door;
    }

    public VendorClient Client(string secret = "secret") => new(Http, Grpc, "vendor", secret);

    /// <summary>The sample client as a process, with its output as a pipe.</summary>
    public Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => SampleProcess.RunAsync([.. args, "--gateway", Http.ToString(), "--grpc", Grpc.ToString()]);

    public static ResultReceipt Accepted(SubmitResultRequest result) => new() { ResultId = result.ResultId, Revision = result.Revision, Disposition = Disposition.Accepted };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult GiveToken(HttpRequest request)
    {
        if (request.Form["client_secret"] != "secret") return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        Tokens.Add($"token-{Tokens.Count + 1}");
        return Results.Json(new { access_token = Tokens[^1], expires_in = 3600 });
    }

    private sealed class Service(Door door) : ScoreIngestion.ScoreIngestionBase
    {
        public override Task SubmitResults(IAsyncStreamReader<SubmitResultRequest> requestStream, IServerStreamWriter<ResultReceipt> responseStream, ServerCallContext context) =>
            door.OnStream(++door.Streams, requestStream, responseStream, context);

        public override Task WatchRegistrations(WatchRegistrationsRequest request, IServerStreamWriter<WatchRegistrationsResponse> responseStream, ServerCallContext context) =>
            door.OnWatch(++door.Watches, request, responseStream);

        public override Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context) => Task.FromResult(new ListSessionsResponse());
    }
}

using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>The assessment vendor: knows candidate numbers, never people (R35), and speaks gRPC through the gateway.</summary>
public sealed class VendorClient : IDisposable
{
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(60);

    private readonly VendorToken _token;
    private readonly GrpcChannel _channel;
    private readonly ScoreIngestion.ScoreIngestionClient _client;

    /// <param name="gateway">The gateway's HTTP address, for tokens.</param>
    /// <param name="grpc">The gateway's gRPC address.</param>
    /// <param name="clientId">The vendor's client.</param>
    /// <param name="secret">Its secret.</param>
    public VendorClient(Uri gateway, Uri grpc, string clientId, string secret)
    {
        _token = new VendorToken(gateway, clientId, secret);
        // Pings find out that a line is dead; without them a stream that waits would wait for ever.
        _channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            },
            DisposeHttpClient = true,
        });
        _client = new ScoreIngestion.ScoreIngestionClient(_channel);
    }

    /// <summary>The vendor's sessions that start inside a period; without one, all.</summary>
    public async Task<IReadOnlyList<Session>> SessionsAsync(DateTimeOffset? from, DateTimeOffset? until, CancellationToken ct)
    {
        var request = new ListSessionsRequest { From = from is { } f ? Timestamp.FromDateTimeOffset(f) : null, Until = until is { } u ? Timestamp.FromDateTimeOffset(u) : null };
        return (await _client.ListSessionsAsync(request, await HeadersAsync(ct), Deadline(), ct)).Sessions;
    }

    /// <summary>Who is booked on a session as it stands now.</summary>
    public async Task<IReadOnlyList<Registration>> RegistrationsAsync(string sessionId, CancellationToken ct)
    {
        var registered = new List<Registration>();
        await foreach (var change in WatchAsync(sessionId, follow: false, ct))
        {
            if (change.ChangeCase == WatchRegistrationsResponse.ChangeOneofCase.SnapshotComplete) return registered;
            if (!change.Registration.Cancelled) registered.Add(change.Registration);
        }

        throw new RpcException(new Status(StatusCode.Unavailable, $"The registrations of session {sessionId} ended before the snapshot was complete."));
    }

    /// <summary>Who is booked on a session, and, if followed, every change until it starts.</summary>
    public async IAsyncEnumerable<WatchRegistrationsResponse> WatchAsync(string sessionId, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        using var call = _client.WatchRegistrations(new WatchRegistrationsRequest { SessionId = sessionId, Follow = follow }, await HeadersAsync(ct), follow ? null : Deadline(), ct);
        await foreach (var change in call.ResponseStream.ReadAllAsync(ct)) yield return change;
    }

    /// <summary>One result.</summary>
    public async Task<ResultReceipt> SubmitAsync(SubmitResultRequest result, CancellationToken ct) =>
        await _client.SubmitResultAsync(result, await HeadersAsync(ct), Deadline(), ct);

    /// <summary>Many results on one stream, sent again after a break until each has its receipt.</summary>
    public async Task<IReadOnlyList<ResultReceipt>> SubmitAllAsync(IEnumerable<SubmitResultRequest> results, CancellationToken ct)
    {
        var receipts = new List<ResultReceipt>();
        await new ResultSender(this).SendAsync(results.ToAsyncEnumerable(), receipts.Add, ct);
        return receipts;
    }

    public void Dispose()
    {
        _channel.Dispose();
        _token.Dispose();
    }

    /// <summary>Opens a stream of results.</summary>
    internal async Task<AsyncDuplexStreamingCall<SubmitResultRequest, ResultReceipt>> OpenAsync(CancellationToken ct) =>
        _client.SubmitResults(await HeadersAsync(ct), cancellationToken: ct);

    /// <summary>Says that the token was refused.</summary>
    internal void TokenRefused() => _token.Refused();

    private async Task<Metadata> HeadersAsync(CancellationToken ct) => new() { { "authorization", $"Bearer {await _token.GetAsync(ct)}" } };

    private static DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime + CallDeadline;
}

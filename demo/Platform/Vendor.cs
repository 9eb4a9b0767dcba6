using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using NodaTime;
using Selection.Contracts.Assessment.V1;

namespace Selection.Demo.Platform;

/// <summary>The assessment vendor: knows candidate numbers, never people (R35), and speaks gRPC.</summary>
public sealed class Vendor(Uri address, Func<CancellationToken, Task<string>> token) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    private ScoreIngestion.ScoreIngestionClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    /// <summary>The vendor's sessions that start inside a period.</summary>
    public async Task<IReadOnlyList<Session>> SessionsAsync(Instant from, Instant until, CancellationToken ct)
    {
        var request = new ListSessionsRequest { From = Stamp(from), Until = Stamp(until) };
        return (await Client.ListSessionsAsync(request, await HeadersAsync(ct), cancellationToken: ct)).Sessions;
    }

    /// <summary>Who is booked on a session as it stands now.</summary>
    public async Task<IReadOnlyList<Registration>> RegistrationsAsync(string sessionId, CancellationToken ct)
    {
        using var call = Client.WatchRegistrations(new WatchRegistrationsRequest { SessionId = sessionId }, await HeadersAsync(ct), cancellationToken: ct);
        var registered = new List<Registration>();
        await foreach (var change in call.ResponseStream.ReadAllAsync(ct))
        {
            if (change.ChangeCase == WatchRegistrationsResponse.ChangeOneofCase.SnapshotComplete) return registered;
            if (!change.Registration.Cancelled) registered.Add(change.Registration);
        }

        throw new InvalidOperationException($"The registrations of session {sessionId} ended before the snapshot was complete.");
    }

    /// <summary>One result.</summary>
    public async Task<ResultReceipt> SubmitAsync(SubmitResultRequest result, CancellationToken ct) =>
        await Client.SubmitResultAsync(result, await HeadersAsync(ct), cancellationToken: ct);

    /// <summary>Many results on one stream; a receipt each.</summary>
    public async Task<IReadOnlyList<ResultReceipt>> SubmitAllAsync(IReadOnlyList<SubmitResultRequest> results, CancellationToken ct)
    {
        using var call = Client.SubmitResults(await HeadersAsync(ct), cancellationToken: ct);
        var receipts = ReadAsync();
        foreach (var result in results) await call.RequestStream.WriteAsync(result, ct);
        await call.RequestStream.CompleteAsync();
        return await receipts;

        async Task<IReadOnlyList<ResultReceipt>> ReadAsync()
        {
            var all = new List<ResultReceipt>();
            await foreach (var receipt in call.ResponseStream.ReadAllAsync(ct)) all.Add(receipt);
            return all;
        }
    }

    public static Timestamp Stamp(Instant instant) => Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset());

    private async Task<Metadata> HeadersAsync(CancellationToken ct) => new() { { "authorization", $"Bearer {await token(ct)}" } };
}

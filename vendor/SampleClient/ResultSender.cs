using Google.Rpc;
using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>
/// Sends results on one stream until each has its receipt. At most a window of them waits for receipts, so that memory is
/// bounded however many there are. After a break the stream is opened again, with growing pauses, and what has no receipt is
/// sent again: the same result and revision never counts twice (R35).
/// </summary>
public sealed class ResultSender(VendorClient client, int window = 4000, int attempts = 10)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Waiting _waiting = new(window);
    private int _failures;

    /// <summary>Told before each new attempt: why, and after which pause.</summary>
    public Action<string, TimeSpan>? OnRetry { get; init; }

    /// <summary>Sends all; ends when every one of them has its receipt.</summary>
    /// <param name="results">What to send; read as fast as the platform takes it.</param>
    /// <param name="onReceipt">Told of each receipt, one at a time.</param>
    /// <param name="ct">Cancels; what has no receipt by then may or may not count, and can be sent again.</param>
    /// <exception cref="RpcException">The platform refuses the call, or stayed away for all attempts.</exception>
    /// <exception cref="SignInException">There is no token.</exception>
    public async Task SendAsync(IAsyncEnumerable<SubmitResultRequest> results, Action<ResultReceipt> onReceipt, CancellationToken ct)
    {
        await using var source = results.GetAsyncEnumerator(ct);
        while (true)
        {
            TimeSpan pause;
            string why;
            try
            {
                await StreamAsync(source, onReceipt, ct);
                return;
            }
            catch (RpcException e) when (MayPass(e) && ++_failures < attempts)
            {
                if (e.StatusCode == StatusCode.Unauthenticated) client.TokenRefused();
                (pause, why) = (PauseAfter(e), $"{e.StatusCode}: {e.Status.Detail}");
            }
            catch (SignInException e) when (e.MayPass && ++_failures < attempts)
            {
                (pause, why) = (PauseAfter(null), e.Message);
            }

            OnRetry?.Invoke(why, pause);
            await Task.Delay(pause, ct);
        }
    }

    private async Task StreamAsync(IAsyncEnumerator<SubmitResultRequest> source, Action<ResultReceipt> onReceipt, CancellationToken ct)
    {
        using var call = await client.OpenAsync(ct);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var receiving = ReceiveAsync(call, onReceipt, broken);
        try
        {
            foreach (var result in _waiting.All()) await call.RequestStream.WriteAsync(result, broken.Token);
            while (await _waiting.TakeNextAsync(source, broken.Token) is { } next) await call.RequestStream.WriteAsync(next, broken.Token);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or InvalidOperationException && !ct.IsCancellationRequested)
        {
            // The receiving side knows why the stream is broken; what it tells is thrown below.
            await broken.CancelAsync();
        }

        await receiving;
        ct.ThrowIfCancellationRequested();
        if (broken.IsCancellationRequested || _waiting.Count > 0) throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "the stream ended before every result had its receipt"));
    }

    private async Task ReceiveAsync(AsyncDuplexStreamingCall<SubmitResultRequest, ResultReceipt> call, Action<ResultReceipt> onReceipt, CancellationTokenSource broken)
    {
        var isWhole = false;
        try
        {
            await foreach (var receipt in call.ResponseStream.ReadAllAsync(CancellationToken.None))
            {
                if (!_waiting.Settle(receipt)) continue;
                _failures = 0;
                onReceipt(receipt);
            }

            isWhole = _waiting.IsDone;
        }
        finally
        {
            // Whoever waits for room or writes into a dead stream stops.
            if (!isWhole) await broken.CancelAsync();
        }
    }

    /// <summary>Whether the same call may work later: the platform is away, full or restarting, the line broke, or the token ran out on the way.</summary>
    private bool MayPass(RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Cancelled => true,
        // A new token helps where the old one ran out, and never twice in a row.
        StatusCode.Unauthenticated => _failures == 0,
        _ => false,
    };

    /// <summary>What the platform asks for, else twice as long each time; never the same for everybody.</summary>
    private TimeSpan PauseAfter(RpcException? e)
    {
        var asked = e?.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan() ?? TimeSpan.Zero;
        var grown = FirstPause * Math.Pow(2, Math.Min(_failures - 1, 10));
        var pause = grown < LongestPause ? grown : LongestPause;
        return (asked > pause ? asked : pause) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    /// <summary>What was taken from the source and has no receipt yet.</summary>
    private sealed class Waiting(int window)
    {
        private readonly Dictionary<(string, int), Queue<SubmitResultRequest>> _results = [];
        private readonly SemaphoreSlim _room = new(window);
        private readonly Lock _lock = new();
        private bool _sourceEnded;

        public int Count { get; private set; }

        public bool IsDone
        {
            get
            {
                lock (_lock) return _sourceEnded && Count == 0;
            }
        }

        public IReadOnlyList<SubmitResultRequest> All()
        {
            lock (_lock) return [.. _results.Values.SelectMany(same => same)];
        }

        /// <summary>The next one, as soon as there is room; null where there are no more. It counts as waiting before it is sent, so that a break in between loses nothing.</summary>
        public async Task<SubmitResultRequest?> TakeNextAsync(IAsyncEnumerator<SubmitResultRequest> source, CancellationToken ct)
        {
            if (_sourceEnded) return null;
            await _room.WaitAsync(ct);
            if (!await source.MoveNextAsync())
            {
                lock (_lock) _sourceEnded = true;
                return null;
            }

            var result = source.Current;
            lock (_lock)
            {
                var key = (result.ResultId, result.Revision);
                if (!_results.TryGetValue(key, out var same)) _results.Add(key, same = new Queue<SubmitResultRequest>(1));
                same.Enqueue(result);
                Count++;
            }

            return result;
        }

        /// <summary>False for a receipt of something nobody waits for.</summary>
        public bool Settle(ResultReceipt receipt)
        {
            lock (_lock)
            {
                var key = (receipt.ResultId, receipt.Revision);
                if (!_results.TryGetValue(key, out var same)) return false;
                same.Dequeue();
                if (same.Count == 0) _results.Remove(key);
                Count--;
            }

            _room.Release();
            return true;
        }
    }
}

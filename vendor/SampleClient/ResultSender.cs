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
    private static readonly WriteOptions MoreFollow = new(WriteFlags.BufferHint);

    private readonly Waiting _waiting = new(window);
    private readonly Backoff _backoff = new(attempts);

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
            try
            {
                await StreamAsync(source, onReceipt, ct);
                return;
            }
            catch (RpcException e) when (!ct.IsCancellationRequested && _backoff.PauseAfter(e) is { } pause)
            {
                if (e.StatusCode == StatusCode.Unauthenticated) client.TokenRefused();
                await WaitAsync($"{e.StatusCode}: {e.Status.Detail}", pause, ct);
            }
            catch (SignInException e) when (_backoff.PauseAfter(e) is { } pause)
            {
                await WaitAsync(e.Message, pause, ct);
            }
        }
    }

    private Task WaitAsync(string why, TimeSpan pause, CancellationToken ct)
    {
        OnRetry?.Invoke(why, pause);
        return Task.Delay(pause, ct);
    }

    private async Task StreamAsync(IAsyncEnumerator<SubmitResultRequest> source, Action<ResultReceipt> onReceipt, CancellationToken ct)
    {
        using var call = await client.OpenAsync(ct);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var receiving = ReceiveAsync(call, onReceipt, broken);
        try
        {
            foreach (var result in _waiting.All()) await call.RequestStream.WriteAsync(result, broken.Token);
            var next = _waiting.TakeNextAsync(source, broken.Token);
            while (await next is { } result)
            {
                next = _waiting.TakeNextAsync(source, broken.Token);
                // Those that come without a wait travel together.
                call.RequestStream.WriteOptions = next is { IsCompletedSuccessfully: true, Result: not null } ? MoreFollow : WriteOptions.Default;
                await call.RequestStream.WriteAsync(result, broken.Token);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or InvalidOperationException && !ct.IsCancellationRequested)
        {
            // The receiving side knows why the stream is broken; what it tells is thrown below.
            await broken.CancelAsync();
        }

        await receiving;
        ct.ThrowIfCancellationRequested();
        if (broken.IsCancellationRequested || _waiting.Count > 0) throw new RpcException(new Status(StatusCode.Unavailable, "the stream ended before every result had its receipt"));
    }

    private async Task ReceiveAsync(AsyncDuplexStreamingCall<SubmitResultRequest, ResultReceipt> call, Action<ResultReceipt> onReceipt, CancellationTokenSource broken)
    {
        var isWhole = false;
        try
        {
            await foreach (var receipt in call.ResponseStream.ReadAllAsync(CancellationToken.None))
            {
                if (!_waiting.Settle(receipt)) continue;
                _backoff.Progressed();
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

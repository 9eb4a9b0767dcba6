using System.Threading.Channels;
using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.Assessment.Vendor;

/// <summary>
/// One stream of results in bounded memory: what is received waits in a short channel, is taken in batches of whatever has
/// arrived, and is acknowledged after the commit. A full channel stops the reading, and with it the sender, by HTTP/2's own
/// flow control. A stream that breaks off loses nothing that was received whole: it is taken in, without anyone to tell.
/// </summary>
internal sealed class ResultStream(ResultIntake intake, string vendor)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan BatchWait = TimeSpan.FromMilliseconds(10);

    private readonly Channel<SubmitResultRequest> _received = Channel.CreateBounded<SubmitResultRequest>(
        new BoundedChannelOptions(2 * BatchSize) { SingleReader = true, SingleWriter = true });

    /// <summary>Runs until the sender is done or gone.</summary>
    /// <param name="requests">What the vendor sends.</param>
    /// <param name="receipts">Where the receipts go.</param>
    /// <param name="call">Cancelled when the vendor is gone.</param>
    /// <param name="stopping">Cancelled when this process ends: what has no receipt by then is sent again.</param>
    public async Task RunAsync(IAsyncStreamReader<SubmitResultRequest> requests, IServerStreamWriter<ResultReceipt> receipts, CancellationToken call, CancellationToken stopping)
    {
        var reading = ReadAsync(requests, call, stopping);
        try
        {
            await TakeAsync(receipts, call, stopping);
        }
        catch
        {
            // Nothing more is taken: reading must not wait for room in the channel for ever.
            _received.Writer.TryComplete();
            throw;
        }

        await reading;
    }

    private async Task ReadAsync(IAsyncStreamReader<SubmitResultRequest> requests, CancellationToken call, CancellationToken stopping)
    {
        try
        {
            while (await requests.MoveNext(call))
                await _received.Writer.WriteAsync(requests.Current, stopping);
        }
        catch (Exception e) when (IsGone(e) || e is ChannelClosedException)
        {
            // Cut in the middle: what was received whole is in the channel.
        }
        finally
        {
            _received.Writer.TryComplete();
        }
    }

    private async Task TakeAsync(IServerStreamWriter<ResultReceipt> receipts, CancellationToken call, CancellationToken stopping)
    {
        var batch = new List<SubmitResultRequest>(BatchSize);
        while (await _received.Reader.WaitToReadAsync(stopping))
        {
            await FillAsync(batch, stopping);
            var taken = await intake.TakeAsync(batch, vendor, stopping);
            batch.Clear();
            await AcknowledgeAsync(taken, receipts, call);
        }
    }

    /// <summary>Takes what is there, and waits a moment for more so long as the batch is small.</summary>
    private async Task FillAsync(List<SubmitResultRequest> batch, CancellationToken stopping)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        wait.CancelAfter(BatchWait);
        try
        {
            while (batch.Count < BatchSize)
            {
                if (_received.Reader.TryRead(out var message)) batch.Add(message);
                else if (!await _received.Reader.WaitToReadAsync(wait.Token)) return;
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The moment is over.
        }
    }

    private static async Task AcknowledgeAsync(IReadOnlyList<ResultReceipt> taken, IServerStreamWriter<ResultReceipt> receipts, CancellationToken call)
    {
        try
        {
            foreach (var receipt in taken) await receipts.WriteAsync(receipt, call);
        }
        catch (Exception e) when (IsGone(e))
        {
            // Nobody is there to be told; sent again, it is a duplicate.
        }
    }

    private static bool IsGone(Exception e) => e is IOException or OperationCanceledException or RpcException or InvalidOperationException;
}

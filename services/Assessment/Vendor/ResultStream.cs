using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.Assessment.Vendor;

/// <summary>
/// One stream of results in bounded memory: what is received waits in a short channel, is taken in batches of whatever has
/// arrived, and is acknowledged after the commit. A full channel stops the reading, and with it the sender, by HTTP/2's own
/// flow control. A stream that breaks off loses nothing that was received whole: it is taken in, without anyone to tell.
/// </summary>
internal sealed class ResultStream(ResultIntake intake, VendorLimits limits, string vendor)
{
    private const int BatchSize = 500;
    private const int BatchBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan BatchWait = TimeSpan.FromMilliseconds(10);
    private static readonly WriteOptions MoreFollow = new(WriteFlags.BufferHint);

    /// <summary>Short, since a message may be large; what waits in the line costs nothing here.</summary>
    private readonly Channel<SubmitResultRequest> _received = Channel.CreateBounded<SubmitResultRequest>(
        new BoundedChannelOptions(64) { SingleReader = true, SingleWriter = true });

    /// <summary>Runs until the sender is done or gone, or this process ends: then nothing more is read, and what was read is taken in.</summary>
    /// <param name="requests">What the vendor sends.</param>
    /// <param name="receipts">Where the receipts go.</param>
    /// <param name="call">Cancelled when the vendor is gone.</param>
    /// <param name="stopping">Cancelled when this process ends.</param>
    /// <exception cref="RpcException">Not everything could be read; what came before has its receipts.</exception>
    public async Task RunAsync(IAsyncStreamReader<SubmitResultRequest> requests, IServerStreamWriter<ResultReceipt> receipts, CancellationToken call, CancellationToken stopping)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(call, stopping);
        var reading = ReadAsync(requests, until.Token, stopping);
        try
        {
            await TakeAsync(receipts, call);
        }
        catch
        {
            // Nothing more is taken: reading must not wait for more, nor for room in the channel.
            _received.Writer.TryComplete();
            await until.CancelAsync();
            await reading;
            throw;
        }

        if (await reading is { } cutShort) throw cutShort;
    }

    /// <summary>Reads to the end; gives what the sender is to be told where that did not come.</summary>
    private async Task<RpcException?> ReadAsync(IAsyncStreamReader<SubmitResultRequest> requests, CancellationToken until, CancellationToken stopping)
    {
        try
        {
            while (await requests.MoveNext(until))
            {
                if (requests.Current.CalculateSize() is var bytes && bytes > limits.MessageBytes) return VendorErrors.TooLarge(bytes, limits.MessageBytes);
                // Read whole, it is taken in also where the line is cut now.
                await _received.Writer.WriteAsync(requests.Current, stopping);
            }

            return null;
        }
        catch (InvalidProtocolBufferException)
        {
            return VendorErrors.Invalid("message", "is no SubmitResultRequest");
        }
        catch (RpcException unreadable)
        {
            return unreadable;
        }
        catch (Exception e) when (IsGone(e))
        {
            // Cut in the middle: what was received whole is in the channel.
            return stopping.IsCancellationRequested ? VendorErrors.Restarting() : null;
        }
        finally
        {
            _received.Writer.TryComplete();
        }
    }

    private async Task TakeAsync(IServerStreamWriter<ResultReceipt> receipts, CancellationToken call)
    {
        var batch = new List<SubmitResultRequest>(BatchSize);
        while (await _received.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await FillAsync(batch);
            var taken = await intake.TakeAsync(batch, vendor, CancellationToken.None);
            batch.Clear();
            await AcknowledgeAsync([.. taken.Select(t => t.Receipt).OfType<ResultReceipt>()], receipts, call);
            if (taken.Select(t => t.Fault).FirstOrDefault(f => f is not null) is { } fault) throw fault;
        }
    }

    /// <summary>Takes what is there, and waits a moment for more so long as the batch is small.</summary>
    private async Task FillAsync(List<SubmitResultRequest> batch)
    {
        using var wait = new CancellationTokenSource(BatchWait);
        var bytes = 0;
        try
        {
            while (batch.Count < BatchSize && bytes < BatchBytes)
            {
                if (!_received.Reader.TryRead(out var message))
                {
                    if (!await _received.Reader.WaitToReadAsync(wait.Token)) return;
                    continue;
                }

                batch.Add(message);
                bytes += message.CalculateSize();
            }
        }
        catch (OperationCanceledException)
        {
            // The moment is over.
        }
    }

    private static async Task AcknowledgeAsync(List<ResultReceipt> taken, IServerStreamWriter<ResultReceipt> receipts, CancellationToken call)
    {
        try
        {
            for (var i = 0; i < taken.Count; i++)
            {
                receipts.WriteOptions = i < taken.Count - 1 ? MoreFollow : WriteOptions.Default;
                await receipts.WriteAsync(taken[i], call);
            }
        }
        catch (Exception e) when (IsGone(e) || e is RpcException)
        {
            // Nobody is there to be told; sent again, it is a duplicate.
        }
    }

    private static bool IsGone(Exception e) => e is IOException or OperationCanceledException or InvalidOperationException;
}

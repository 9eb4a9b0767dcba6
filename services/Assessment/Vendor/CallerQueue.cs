using System.Collections.Concurrent;
using Selection.Contracts.Assessment.V1;

namespace Selection.Assessment.Vendor;

/// <summary>
/// Results that come one a call, taken together: whoever calls while a batch of the vendor is being written waits in line and
/// is taken with the next one, in one transaction, and is answered once that is durable. A caller that leaves leaves its
/// result, which is taken in with the others. The line is as long as the vendor may have calls open.
/// </summary>
internal sealed class CallerQueue(ResultIntake intake)
{
    private const int BatchSize = 500;
    private readonly ConcurrentDictionary<string, Line> _lines = new();

    /// <summary>The receipt of one result.</summary>
    /// <param name="message">The result.</param>
    /// <param name="vendor">Whose.</param>
    /// <param name="ct">Ends the wait, and nothing else.</param>
    public Task<ResultReceipt> TakeAsync(SubmitResultRequest message, string vendor, CancellationToken ct) =>
        _lines.GetOrAdd(vendor, v => new Line(intake, v)).TakeAsync(message, ct);

    private sealed class Line(ResultIntake intake, string vendor)
    {
        private readonly Lock _lock = new();
        private readonly Queue<Place> _waiting = new();
        private bool _isServed;

        public Task<ResultReceipt> TakeAsync(SubmitResultRequest message, CancellationToken ct)
        {
            var place = new Place(message);
            bool isFirst;
            lock (_lock)
            {
                _waiting.Enqueue(place);
                (isFirst, _isServed) = (!_isServed, true);
            }

            // Of no caller: who was first may leave, and those behind are still served.
            if (isFirst) _ = Task.Run(ServeAsync, CancellationToken.None);
            return place.Receipt.Task.WaitAsync(ct);
        }

        private async Task ServeAsync()
        {
            while (Next() is { Count: > 0 } batch)
            {
                try
                {
                    var taken = await intake.TakeAsync(batch.ConvertAll(p => p.Message), vendor, CancellationToken.None);
                    foreach (var (place, (receipt, fault)) in batch.Zip(taken))
                    {
                        if (receipt is not null) place.Receipt.SetResult(receipt);
                        else place.Receipt.SetException(fault!);
                    }
                }
                catch (Exception e)
                {
                    // Each caller is told of it as its own.
                    foreach (var place in batch) place.Receipt.TrySetException(e);
                }
            }
        }

        private List<Place> Next()
        {
            lock (_lock)
            {
                var batch = new List<Place>(Math.Min(_waiting.Count, BatchSize));
                while (batch.Count < BatchSize && _waiting.TryDequeue(out var place)) batch.Add(place);
                _isServed = batch.Count > 0;
                return batch;
            }
        }
    }

    private sealed record Place(SubmitResultRequest Message)
    {
        public TaskCompletionSource<ResultReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

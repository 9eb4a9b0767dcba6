using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// Wakes the dispatcher of this process after a commit that wrote to the outbox. Signals pile up into one; what
/// another process or a crash left behind is found by the dispatcher's poll.
/// </summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Returns at a wake, or after <paramref name="atMost"/> without one.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(atMost);
        try
        {
            await _wakes.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nobody woke us: time for the poll.
        }
    }
}

/// <summary>Signals once the transaction is committed, or at once where SaveChanges was its own.</summary>
internal sealed class OutboxSignalInterceptor(OutboxSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        WakeFor(eventData.Context as ServiceDbContext);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        WakeFor(eventData.Context as ServiceDbContext);
        return Task.CompletedTask;
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        WakeUnlessInTransaction(eventData.Context as ServiceDbContext);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        WakeUnlessInTransaction(eventData.Context as ServiceDbContext);
        return ValueTask.FromResult(result);
    }

    private void WakeUnlessInTransaction(ServiceDbContext? db)
    {
        if (db?.Database.CurrentTransaction is null) WakeFor(db);
    }

    private void WakeFor(ServiceDbContext? db)
    {
        if (db is not { HasUnsignalledEvents: true }) return;
        db.Signalled();
        signal.Wake();
    }
}

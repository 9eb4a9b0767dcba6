using Microsoft.Extensions.Logging;
using Selection.ServiceDefaults.Background;

namespace Selection.ServiceDefaults.Documents;

/// <summary>Clears away, now and then, contents whose upload ended with a crash.</summary>
internal sealed class UploadCleaner(UploadStore store, ILogger<UploadCleaner> logger) : RepeatedWork(TimeSpan.FromHours(1), logger)
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await store.DiscardAbandonedAsync(Abandoned, ct);
        return false;
    }
}

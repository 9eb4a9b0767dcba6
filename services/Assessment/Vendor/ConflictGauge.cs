using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Data;
using Selection.Assessment.Features;
using Selection.ServiceDefaults.Background;

namespace Selection.Assessment.Vendor;

/// <summary>Counts the conflicts nobody has settled yet (R35), for whoever watches the platform: one that stays is an alert.</summary>
internal sealed class ConflictGauge : RepeatedWork
{
    private readonly IServiceScopeFactory _scopes;
    private long _open;

    public ConflictGauge(IServiceScopeFactory scopes, ILogger<ConflictGauge> logger)
        : base(TimeSpan.FromSeconds(15), logger)
    {
        _scopes = scopes;
        VendorMeters.ObserveOpenConflicts(() => Volatile.Read(ref _open));
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        Volatile.Write(ref _open, await scope.ServiceProvider.GetRequiredService<AssessmentDb>().OpenConflicts().LongCountAsync(ct));
        return false;
    }
}

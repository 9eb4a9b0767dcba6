using NodaTime;
using Selection.ServiceDefaults.Background;

namespace Selection.Candidacies.Closing;

/// <summary>Carries out what the clock has decided (T3): closes what is due and announces what is closed. Every replica runs it.</summary>
internal sealed class ClosingTimer(IServiceScopeFactory scopes, IClock clock, ILogger<ClosingTimer> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetCurrentInstant();
        var closed = await scope.ServiceProvider.GetRequiredService<Freezer>().CloseNextAsync(now, ct);
        var announced = await scope.ServiceProvider.GetRequiredService<Announcer>().AnnounceNextAsync(now, ct);
        return closed || announced;
    }
}

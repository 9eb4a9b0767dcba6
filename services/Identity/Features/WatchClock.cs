using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Identity.Data;

namespace Selection.Identity.Features;

/// <summary>
/// T4: every replica of every service asks here what to add to real time, naming the version it has applied. The answer
/// comes at once when there is another version, else when there is one or the wait is over.
/// </summary>
public static class WatchClock
{
    public static readonly Duration LongestWait = Duration.FromSeconds(25);

    /// <summary>What a replica applies.</summary>
    public sealed record Response(long OffsetMilliseconds, long Version);

    // An internal address: the gateway has no route to it.
    public static void MapWatchClock(this IEndpointRouteBuilder app) =>
        app.MapGet("/clock", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(string instance, long? version, double? wait, ClockSignal signal, ClockReplicas replicas, IdentityDb db, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(instance) || instance.Length > 200)
            return Results.BadRequest();

        var known = version ?? 0;
        await replicas.SawAsync(instance, known, cancellation);
        var seconds = Math.Clamp(wait is null or double.NaN ? 0 : wait.Value, 0, LongestWait.TotalSeconds);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        until.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            // The signal is taken before the row is read: a move between the two is not missed.
            var moved = signal.Next;
            var clock = await db.Clocks.AsNoTracking().SingleAsync(cancellation);
            if (clock.Version != known || until.IsCancellationRequested)
                return Results.Json(new Response(clock.OffsetMilliseconds, clock.Version));

            try
            {
                // A move made by another replica of this service signals nothing here: hence the look now and then.
                await moved.WaitAsync(TimeSpan.FromSeconds(2), until.Token);
            }
            catch (TimeoutException)
            {
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await replicas.LostAsync(instance, CancellationToken.None);
                return Results.Empty;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}

/// <summary>Wakes the waiting polls of this process.</summary>
public sealed class ClockSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref next).Task;

    public void Moved() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}

/// <summary>
/// Who follows the clock, and how far. Kept in the database, so that a restart of this service forgets nobody: a move in
/// that moment still waits for all.
/// </summary>
public sealed class ClockReplicas(IdentityDb db, IClock clock)
{
    /// <summary>Silent for longer than this, it is taken to be gone.</summary>
    public static readonly Duration Silence = Duration.FromSeconds(30);

    /// <summary>One whose poll was cut off and that does not come back within this was stopped or killed.</summary>
    public static readonly Duration Grace = Duration.FromSeconds(5);

    public async Task SawAsync(string instance, long version, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into clock_replicas (instance, version, seen_at) values ({instance}, {version}, {now})
             on conflict (instance) do update set version = excluded.version, seen_at = excluded.seen_at, lost_at = null
             """,
            cancellation);
    }

    public async Task LostAsync(string instance, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await db.ClockReplicas.Where(r => r.Instance == instance).ExecuteUpdateAsync(set => set.SetProperty(r => r.LostAt, now), cancellation);
    }

    /// <summary>Those a move waits for.</summary>
    public async Task<List<ClockReplica>> LivingAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var silentSince = now - Silence;
        var lostSince = now - Grace;
        return await db.ClockReplicas.AsNoTracking()
            .Where(r => r.SeenAt >= silentSince && (r.LostAt == null || r.LostAt >= lostSince))
            .OrderBy(r => r.Instance)
            .ToListAsync(cancellation);
    }

    /// <summary>Forgets those long gone.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var hourAgo = clock.GetCurrentInstant() - Duration.FromHours(1);
        await db.ClockReplicas.Where(r => r.SeenAt < hourAgo).ExecuteDeleteAsync(cancellation);
    }
}

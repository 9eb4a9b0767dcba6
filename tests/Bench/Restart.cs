using System.Diagnostics;

namespace Selection.Bench;

/// <summary>A service is killed with events waiting: how long from its restart until the first of them has arrived elsewhere.</summary>
internal static class Restart
{
    public static async Task MeasureAsync(RunningPlatform platform, CancellationToken ct)
    {
        var old = Candidacy(platform).Pid!.Value;
        using (var process = Process.GetProcessById(old)) process.Kill();
        var killed = Stopwatch.StartNew();
        await using (var connection = await platform.Candidacy.OpenConnectionAsync(ct)) await Events.WriteAsync(connection, 1000, ct);
        var before = await RunningPlatform.ScalarAsync<long>(platform.Screening, "select count(*) from inbox", ct);
        await RunningPlatform.UntilAsync(() => Task.FromResult(Candidacy(platform).Pid is { } pid && pid != old), ct);
        var restarted = killed.Elapsed;
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Screening, "select count(*) from inbox", ct) > before, ct);
        Console.WriteLine($"restart: {restarted.TotalSeconds:0.0} s after SIGKILL Candidacy was started again; {(killed.Elapsed - restarted).TotalSeconds:0.0} s later its first waiting event had been handled by Screening");
    }

    private static RunningPlatform.Resource Candidacy(RunningPlatform platform) => platform.Resources.Single(r => r.Name == "candidacy");
}

namespace Selection.Bench;

/// <summary>What each process of the platform holds in memory now.</summary>
internal static class Memory
{
    public static void Measure(RunningPlatform platform)
    {
        foreach (var resource in platform.Resources.Where(r => r.Processes.Count > 0))
        {
            var kilobytes = resource.Processes.Sum(p => ResidentKilobytes(p.Pid));
            Console.WriteLine($"memory: {resource.Name,-14} {kilobytes / 1024,5} MiB resident");
        }
    }

    /// <summary>Of all processes of a service together.</summary>
    public static long ResidentKilobytes(RunningPlatform platform, string service) =>
        platform.Resources.Single(r => r.Name == service).Processes.Sum(p => ResidentKilobytes(p.Pid));

    /// <summary>What a service holds, five times a second until it is told to stop, in MiB.</summary>
    public static async Task<IReadOnlyList<long>> WatchAsync(RunningPlatform platform, string service, CancellationToken stop)
    {
        var samples = new List<long>();
        while (!stop.IsCancellationRequested)
        {
            samples.Add(ResidentKilobytes(platform, service) / 1024);
            await Task.Delay(200, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return samples;
    }

    /// <summary>The most held in each tenth of a watch: flat, where nothing piles up.</summary>
    public static IEnumerable<long> Tenths(IReadOnlyList<long> samples) =>
        samples.Select((mebibytes, i) => (mebibytes, Tenth: i * 10L / samples.Count)).GroupBy(s => s.Tenth).OrderBy(g => g.Key).Select(g => g.Max(s => s.mebibytes));

    private static long ResidentKilobytes(int pid)
    {
        var path = $"/proc/{pid}/status";
        if (!File.Exists(path)) return 0;
        var line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

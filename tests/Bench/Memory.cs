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

    private static long ResidentKilobytes(int pid)
    {
        var path = $"/proc/{pid}/status";
        if (!File.Exists(path)) return 0;
        var line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

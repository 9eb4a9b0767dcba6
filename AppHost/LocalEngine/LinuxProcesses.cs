using System.Globalization;
using System.Runtime.InteropServices;

namespace Selection.LocalEngine;

/// <summary>What /proc tells of other processes, and signals to them. Always by number, never by name.</summary>
internal static class LinuxProcesses
{
    internal const int SigTerm = 15;
    internal const int SigKill = 9;

    /// <summary>A process number is used again one day; together with the start time it names one process.</summary>
    internal readonly record struct Identity(int Pid, long StartTime);

    private readonly record struct Stat(char State, int Session, long StartTime);

    internal static Identity? Identify(int pid) => Read(pid) is { State: not ('Z' or 'X') } stat ? new Identity(pid, stat.StartTime) : null;

    internal static bool IsAlive(Identity process) => Identify(process.Pid) == process;

    /// <summary>Every process of the session that <paramref name="leader"/> opened, also once the leader is gone.</summary>
    internal static List<int> InSession(int leader) => [.. All().Where(pid => Read(pid) is { State: not ('Z' or 'X') } stat && stat.Session == leader)];

    internal static void Signal(int pid, int signal)
    {
        if (pid > 1)
            _ = kill(pid, signal);
    }

    internal static void SignalSession(int leader, int signal) => InSession(leader).ForEach(pid => Signal(pid, signal));

    internal static string Name(int pid) => ReadText($"/proc/{pid}/comm")?.Trim() ?? "?";

    /// <summary>Number and command, short enough for a sentence: <c>process 4711 (dotnet Selection.Gateway.dll)</c>.</summary>
    internal static string Describe(int pid)
    {
        var words = (ReadText($"/proc/{pid}/cmdline") ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var command = words.Length == 0 ? Name(pid) : string.Join(' ', words.Select((w, i) => i == 0 || w.EndsWith(".dll", StringComparison.Ordinal) ? Path.GetFileName(w) : w));
        return $"process {pid} ({(command.Length > 100 ? command[..100] + "…" : command)})";
    }

    /// <summary>Who listens on a TCP port: a description, or null where nobody does.</summary>
    internal static string? ListenerOn(int port)
    {
        var sockets = new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .SelectMany(file => (ReadText(file) ?? "").Split('\n').Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            // local address:port, remote, state (0A: listening), ..., inode in column 9
            .Where(c => c.Length > 9 && c[3] == "0A" && int.Parse(c[1].AsSpan(c[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port)
            .Select(c => $"socket:[{c[9]}]")
            .ToHashSet();
        if (sockets.Count == 0)
            return null;

        foreach (var pid in All())
        {
            try
            {
                if (Directory.EnumerateFiles($"/proc/{pid}/fd").Any(fd => File.ResolveLinkTarget(fd, false)?.Name is { } target && sockets.Contains(target)))
                    return Describe(pid);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or belongs to someone else.
            }
        }

        return "a process of another user";
    }

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => char.IsAsciiDigit(n![0])).Select(n => int.Parse(n!, CultureInfo.InvariantCulture));

    private static Stat? Read(int pid)
    {
        if (ReadText($"/proc/{pid}/stat") is not { } text)
            return null;
        // The name in parentheses may hold anything; after it: state ppid pgrp session ... and the start time as the 20th.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new Stat(fields[0][0], int.Parse(fields[3], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int kill(int pid, int signal);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Selection.Testing.Servers;

/// <summary>Folders of private servers, below the system's temporary folder; what a killed run left there is removed by the next.</summary>
internal static class ServerFolder
{
    private const string Prefix = "selection-test-";

    public static string Create(string name)
    {
        Sweep();
        var folder = Directory.CreateDirectory(Path.Combine(
            Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{name}-{Guid.NewGuid().ToString("N")[..6]}"));
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        return folder.FullName;
    }

    /// <summary>From now on the folder goes with its server, also when nobody is left to remove it.</summary>
    public static void ForgetWithServer(string folder) => File.WriteAllText(Path.Combine(folder, "forget"), "");

    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A server that is just ending still writes: the next run's sweep takes it.
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The servers themselves end with their starter; only files can be left over.</summary>
    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || IsRunning(pid)) continue;
            if (Directory.GetLastWriteTimeUtc(folder) > TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1)) continue;
            Remove(folder);
        }
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

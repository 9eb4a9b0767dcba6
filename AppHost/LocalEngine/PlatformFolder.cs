using System.Globalization;
using System.Text.Json;
using Selection.AppHost.Native;

namespace Selection.LocalEngine;

/// <summary>Another platform runs on this data folder.</summary>
internal sealed class AlreadyRunningException(string message) : Exception(message);

/// <summary>
/// The engine's own files in the data folder: the lock that says who runs, the list of started processes that lets
/// the next start clean up after a SIGKILL, the state for tools (state.json), and the logs.
/// </summary>
internal sealed class PlatformFolder : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly FileStream _lock;
    private readonly string _processesFile;
    private readonly Dictionary<LinuxProcesses.Identity, string> _processes = [];
    private readonly Lock _writing = new();

    internal PlatformFolder(DataFolder data)
    {
        Data = data;
        StateFile = Path.Combine(data.Root, "state.json");
        _processesFile = Path.Combine(data.Root, "processes");
        try
        {
            // The kernel lets go of the lock with the process, however it ends.
            _lock = new FileStream(Path.Combine(data.Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(data.Root, "lock")))
        {
            throw new AlreadyRunningException(DescribeRunning(StateFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The data folder {data.Root} cannot be used: {e.Message}");
        }
    }

    internal DataFolder Data { get; }

    internal string StateFile { get; }

    internal string LogFile(string name) => Path.Combine(Data.Folder("logs"), $"{name}.log");

    /// <summary>Ends what an earlier run left behind: SIGTERM, and SIGKILL for what is still there 8 s later.</summary>
    internal void EndLeftovers(Action<string> say)
    {
        if (!File.Exists(_processesFile))
            return;

        var leaders = new List<int>();
        foreach (var line in File.ReadLines(_processesFile))
        {
            if (line.Split(' ', 3) is not [var number, var startTime, var name]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                || !long.TryParse(startTime, NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt))
            {
                say($"A line of {_processesFile} cannot be read and is passed over: if a process of an earlier run is left, end it by hand.");
                continue;
            }

            var known = new LinuxProcesses.Identity(pid, startedAt);
            var now = LinuxProcesses.Identify(known.Pid);
            // Once its leader is gone a session's number is not given away while members are left, so they are ours.
            if ((now is null || now == known) && LinuxProcesses.InSession(known.Pid).Count > 0)
            {
                say($"Ending {name} (process {known.Pid}), left over from an earlier run.");
                LinuxProcesses.SignalSession(known.Pid, LinuxProcesses.SigTerm);
                leaders.Add(known.Pid);
            }
        }

        for (var i = 0; i < 80 && leaders.Exists(l => LinuxProcesses.InSession(l).Count > 0); i++)
            Thread.Sleep(100);
        foreach (var leader in leaders)
            LinuxProcesses.SignalSession(leader, LinuxProcesses.SigKill);
        File.Delete(_processesFile);
    }

    internal void Register(LinuxProcesses.Identity process, string name)
    {
        lock (_writing)
        {
            _processes[process] = name;
            SaveProcesses();
        }
    }

    internal void Forget(LinuxProcesses.Identity process)
    {
        lock (_writing)
        {
            _processes.Remove(process);
            SaveProcesses();
        }
    }

    internal void WriteState(object state)
    {
        lock (_writing)
            DataFolder.WritePrivate(StateFile, JsonSerializer.Serialize(state, Indented));
    }

    public void Dispose()
    {
        File.Delete(StateFile);
        _lock.Dispose();
    }

    private void SaveProcesses()
    {
        try
        {
            DataFolder.WritePrivate(_processesFile, string.Concat(_processes.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key.Pid} {p.Key.StartTime} {p.Value}\n"))));
        }
        catch (IOException)
        {
            // A full disk: what runs goes on; after a SIGKILL the children still get their parent's death signal.
        }
    }

    private static string DescribeRunning(string stateFile)
    {
        if (!File.Exists(stateFile))
            return "The platform is already running: it is starting or stopping at this moment.";
        try
        {
            return DescribeRunningFrom(File.ReadAllText(stateFile));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return $"The platform is already running; where, {stateFile} would say, but it cannot be read: {e.Message}";
        }
    }

    private static string DescribeRunningFrom(string stateJson)
    {
        using var state = JsonDocument.Parse(stateJson);
        var urls = state.RootElement.GetProperty("resources").EnumerateArray()
            .SelectMany(r => r.GetProperty("urls").EnumerateObject().Where(_ => r.GetProperty("external").GetBoolean()).Select(u => u.Value.GetString()));
        var pid = state.RootElement.GetProperty("pid").GetInt32();
        return $"The platform is already running: {LinuxProcesses.Describe(pid)}, at {string.Join(" and ", urls)}. Stop it with Ctrl-C there, or with: kill {pid}";
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Selection.LocalEngine;

internal enum InstanceState
{
    Waiting,
    Starting,
    /// <summary>Started, and it has no health check.</summary>
    Running,
    Healthy,
    Unhealthy,
    /// <summary>It crashed and is started again after a pause.</summary>
    Restarting,
    /// <summary>It ran to its end, as it should.</summary>
    Finished,
    /// <summary>It will not be started (again): it, or what it waits for, ended with the wrong exit code.</summary>
    Failed,
    Stopped,
}

/// <summary>One process of a resource, through all its restarts.</summary>
internal sealed class Instance(ProcessResource resource, int replica, Platform platform)
{
    private static readonly TimeSpan LinesRemembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<(long At, string Line)> _lastLines = new();
    private StreamWriter? _log;
    private string? _lastProbeAnswer;

    internal ProcessResource Resource { get; } = resource;

    internal int Replica { get; } = replica;

    internal string Name { get; } = resource.Replicas == 1 ? resource.Name : $"{resource.Name}-{replica}";

    internal InstanceState State { get; private set; } = InstanceState.Waiting;

    internal LinuxProcesses.Identity? Process { get; private set; }

    internal int Restarts { get; private set; }

    internal string LogFile => platform.Folder.LogFile(Name);

    internal IReadOnlyDictionary<string, string> Urls => Resource.Endpoints.ToDictionary(e => e.Name, e => e.Url(Replica));

    /// <summary>Healthy for the first time (without a health check: started); fails when it never will be.</summary>
    internal Task Ready => _ready.Task;

    /// <summary>The exit code of a resource that runs to its end; null when it never ran.</summary>
    internal Task<int?> Ended => _ended.Task;

    private bool RunsOnce => platform.IsWaitedForCompletion(Resource);

    internal async Task RunAsync(CancellationToken stopping)
    {
        OpenLog();
        try
        {
            if (await platform.WaitForDependenciesAsync(Resource, stopping) is { } obstacle)
            {
                GiveUp($"does not start: {obstacle}");
                return;
            }

            var pause = FirstPause;
            while (!stopping.IsCancellationRequested)
            {
                var clock = Stopwatch.StartNew();
                var exitCode = await StartAndWatchAsync(stopping);
                if (stopping.IsCancellationRequested)
                    break;

                if (RunsOnce)
                {
                    if (platform.AcceptsExitCode(Resource, exitCode))
                        Change(InstanceState.Finished, $"finished after {Seconds(clock.Elapsed)}");
                    else
                        GiveUp($"ended with exit code {exitCode} after {Seconds(clock.Elapsed)}{LastLines()}");
                    _ended.TrySetResult(exitCode);
                    return;
                }

                if (clock.Elapsed > LongestPause)
                    pause = FirstPause;
                Restarts++;
                Change(InstanceState.Restarting, $"{Ending(exitCode)} after {Seconds(clock.Elapsed)}; starting it again in {Seconds(pause)} (restart {Restarts}){LastLines()}");
                await Task.Delay(pause, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The platform stops before this one had started or had come back.
        }
        catch (DistributedApplicationException e)
        {
            GiveUp($"does not start: {e.Message}");
        }
        finally
        {
            _ended.TrySetResult(null);
            _ready.TrySetCanceled(CancellationToken.None);
            if (State is not (InstanceState.Finished or InstanceState.Failed))
                Change(InstanceState.Stopped, Process is null ? null : "stopped");
            _log?.Dispose();
        }
    }

    /// <summary>Asks it to end, and ends it when the time is up.</summary>
    internal async Task StopAsync(Task running, TimeSpan patience)
    {
        if (Process is { } process)
        {
            LinuxProcesses.Signal(process.Pid, LinuxProcesses.SigTerm);
            if (await Task.WhenAny(running, Task.Delay(patience)) != running)
            {
                platform.Console.Say($"{Name} did not end within {Seconds(patience)}: killed");
                LinuxProcesses.SignalSession(process.Pid, LinuxProcesses.SigKill);
            }
        }

        await running;
    }

    internal void Kill()
    {
        if (Process is { } process)
            LinuxProcesses.SignalSession(process.Pid, LinuxProcesses.SigKill);
    }

    private async Task<int> StartAndWatchAsync(CancellationToken stopping)
    {
        // Free when the platform started; a restart may find another there.
        foreach (var endpoint in Resource.Endpoints)
        {
            if (LinuxProcesses.ListenerOn(endpoint.AllocatedPorts[Replica]) is { } holder)
                platform.Console.Say($"{Name} needs port {endpoint.AllocatedPorts[Replica]}, which {holder} holds");
        }

        var (command, arguments, environment) = platform.CommandOf(this);
        using var child = await platform.Launcher.StartAsync(command, arguments, Resource.WorkingDirectory, environment);
        var identity = LinuxProcesses.Identify(child.Id) ?? new LinuxProcesses.Identity(child.Id, 0);
        platform.Folder.Register(identity, Name);
        Process = identity;

        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        child.Exited += (_, _) => exited.TrySetResult();
        if (child.HasExited)
            exited.TrySetResult();
        child.OutputDataReceived += (_, line) => Output(line.Data);
        child.ErrorDataReceived += (_, line) => Output(line.Data);
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();

        // Stopping may have begun while it was being started, too late for StopAsync to see it.
        if (stopping.IsCancellationRequested)
            LinuxProcesses.Signal(identity.Pid, LinuxProcesses.SigTerm);
        else if (Resource.Probes.Count == 0)
        {
            Change(InstanceState.Running, RunsOnce ? "started" : $"running{UrlText()}");
            _ready.TrySetResult();
        }
        else
        {
            Change(InstanceState.Starting, "starting");
        }

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watch = Resource.Probes.Count == 0 ? Task.CompletedTask : WatchHealthAsync(watching.Token);
        await exited.Task;
        await watching.CancelAsync();
        await watch;

        await EndSessionAsync(identity.Pid);
        platform.Folder.Forget(identity);
        Process = null;
        // Everything it had to say, unless a process it left somewhere still holds its output open.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Said enough.
        }

        return child.ExitCode;
    }

    /// <summary>What a process started does not outlive it, or its successor would meet it at its port and files.</summary>
    private static async Task EndSessionAsync(int leader)
    {
        for (var i = 0; i < 40 && LinuxProcesses.InSession(leader).Count > 0; i++)
        {
            if (i == 0)
                LinuxProcesses.SignalSession(leader, LinuxProcesses.SigTerm);
            await Task.Delay(100);
        }

        LinuxProcesses.SignalSession(leader, LinuxProcesses.SigKill);
    }

    private async Task WatchHealthAsync(CancellationToken ended)
    {
        var clock = Stopwatch.StartNew();
        var nextWord = TimeSpan.FromSeconds(15);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                _lastProbeAnswer = await platform.Probes.FirstComplaintAsync(Resource, Replica, ended);
                var healthy = _lastProbeAnswer is null;
                if (healthy && State != InstanceState.Healthy)
                {
                    Change(InstanceState.Healthy, $"healthy after {Seconds(clock.Elapsed)}{UrlText()}");
                    _ready.TrySetResult();
                }
                else if (!healthy && State == InstanceState.Healthy)
                {
                    Change(InstanceState.Unhealthy, $"not healthy any more: {_lastProbeAnswer}");
                    clock.Restart();
                    nextWord = TimeSpan.FromSeconds(15);
                }
                else if (!healthy && clock.Elapsed > nextWord)
                {
                    platform.Console.Say($"{Name} is not healthy after {Seconds(clock.Elapsed)}: {_lastProbeAnswer}");
                    nextWord *= 2;
                }

                await Task.Delay(healthy ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(200), ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void OpenLog()
    {
        try
        {
            // One generation back is kept once a log has grown large.
            if (new FileInfo(LogFile) is { Exists: true, Length: > 20_000_000 })
                File.Move(LogFile, LogFile + ".1", overwrite: true);
            _log = new StreamWriter(new FileStream(LogFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        }
        catch (IOException e)
        {
            platform.Console.Say($"{Name} has no log file: {e.Message}");
        }
    }

    private void Output(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            if (line.Length > 0)
            {
                _lastLines.Enqueue((Stopwatch.GetTimestamp(), line));
                while (_lastLines.Count > 3 && (_lastLines.Count > 2000 || Stopwatch.GetElapsedTime(_lastLines.Peek().At) > LinesRemembered))
                    _lastLines.Dequeue();
            }

            try
            {
                _log?.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // A full disk must not take the platform down; the line is still on the console.
            }
        }

        platform.Console.Line(Name, line);
    }

    private void GiveUp(string why)
    {
        Change(InstanceState.Failed, why);
        _ready.TrySetCanceled(CancellationToken.None);
    }

    private void Change(InstanceState state, string? said)
    {
        State = state;
        if (said is not null)
            platform.Console.Say($"{Name} {said}");
        platform.StateChanged();
    }

    /// <summary>Why it ended: the first exception it told of, otherwise its last lines.</summary>
    private string LastLines()
    {
        lock (_lastLines)
        {
            var lines = _lastLines.Select(l => l.Line).ToList();
            var reason = lines.Find(l => l.Contains("Exception: ", StringComparison.Ordinal)) is { } exception ? [exception] : lines.TakeLast(3);
            var text = string.Join(" / ", reason.Select(l => l.Trim()));
            _lastLines.Clear();
            return text.Length == 0 ? "" : $": {text}";
        }
    }

    private string UrlText() => Urls.Count == 0 ? "" : $" at {string.Join(" and ", Urls.Values)}";

    private static string Ending(int exitCode) => exitCode > 128 ? $"was ended by signal {exitCode - 128}" : $"ended with exit code {exitCode}";

    internal static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.0#", CultureInfo.InvariantCulture)} s";
}

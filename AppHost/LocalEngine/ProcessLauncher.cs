using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Selection.LocalEngine;

/// <summary>
/// Starts every child from one thread that lives as long as the platform: the kernel's parent-death signal
/// comes when the starting thread ends, and a pool thread ends when it likes.
/// </summary>
internal sealed class ProcessLauncher
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _queue = [];

    internal ProcessLauncher() => new Thread(Run) { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>In a session of its own, so that Ctrl-C in the terminal reaches the platform only, and ended by SIGTERM should the platform be killed.</summary>
    internal Task<Process> StartAsync(string command, IEnumerable<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "TERM", "setsid", command, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((start, started));
        return started.Task;
    }

    private void Run()
    {
        foreach (var (start, started) in _queue.GetConsumingEnumerable())
        {
            try
            {
                var process = new Process { StartInfo = start, EnableRaisingEvents = true };
                process.Start();
                process.StandardInput.Close();
                started.SetResult(process);
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(new DistributedApplicationException($"Cannot start {start.ArgumentList[3]} in {start.WorkingDirectory}: {e.Message} (the local engine needs 'setpriv' and 'setsid' of util-linux)."));
            }
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace Selection.Testing.Servers;

/// <summary>
/// A server that ends with the process that started it, however that one ends: a small guard holds the other end of
/// a pipe to it, and stops the server when the pipe breaks. The server itself is told by the kernel when its guard dies.
/// </summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private const string Guard = """
        exec 3<&0
        "$@" </dev/null 3<&- >>"$LOG" 2>&1 & server=$!
        echo $server > "$PID"
        (
          cat <&3 >/dev/null
          kill -s "$STOP" $server
          for i in $(seq 100); do kill -0 $server 2>/dev/null || exit 0; sleep 0.1; done
          kill -s KILL $server
        ) & watch=$!
        exec 3<&-
        wait $server; code=$?
        kill $watch 2>/dev/null
        if [ -e "$FOLDER/forget" ]; then cd /; rm -rf "$FOLDER"; fi
        exit $code
        """;

    private readonly Process _guard;
    private readonly string _log;

    private GuardedProcess(Process guard, string log) => (_guard, _log) = (guard, log);

    public bool HasEnded => _guard.HasExited;

    /// <summary>The last lines the server wrote.</summary>
    public string Tail => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    public static GuardedProcess Start(
        string name, string folder, string stopSignal, string? user, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> command)
    {
        var log = Path.Combine(folder, $"{name}.log");
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            ArgumentList = { "bash", "-c", Guard, "guard" },
        };
        foreach (var part in AsUser(user, "--pdeathsig", "KILL")) start.ArgumentList.Add(part);
        foreach (var part in command) start.ArgumentList.Add(part);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        start.Environment["LOG"] = log;
        start.Environment["PID"] = Path.Combine(folder, $"{name}.pid");
        start.Environment["STOP"] = stopSignal;
        start.Environment["FOLDER"] = folder;
        return new GuardedProcess(Process.Start(start)!, log);
    }

    /// <summary>Runs a short command to its end.</summary>
    public static async Task<string> RunAsync(string? user, IReadOnlyDictionary<string, string> environment, string folder, params IEnumerable<string> command)
    {
        string[] all = [.. AsUser(user), .. command];
        var start = new ProcessStartInfo(all[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var part in all.Skip(1)) start.ArgumentList.Add(part);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var error = process.StandardError.ReadToEndAsync();
        output.Append(await process.StandardOutput.ReadToEndAsync());
        output.Append(await error);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.ToString() : throw new InvalidOperationException($"{string.Join(' ', all)} ended with {process.ExitCode}:\n{output}");
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    /// <summary>The kernel's signal goes by the thread that started a process, so only the guard may ask for it: ours come and go.</summary>
    private static string[] AsUser(string? user, params string[] options) =>
        ["setpriv", .. user is null ? Array.Empty<string>() : ["--reuid", user, "--regid", user, "--init-groups"], .. options, "--"];

    /// <summary>PostgreSQL refuses root; the other user must be able to reach the folder.</summary>
    public static string? UserInsteadOfRoot => Environment.UserName == "root" ? "postgres" : null;
}

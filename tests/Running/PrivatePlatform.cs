using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Selection.Demo;
using Selection.Demo.Platform;

namespace Selection.Testing.Running;

/// <summary>The whole platform as <c>./run</c> starts it, for these tests alone: a data folder and ports of its own.</summary>
public sealed partial class PrivatePlatform : IAsyncDisposable
{
    private const int SigInt = 2, SigKill = 9;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    /// <summary>Two that start at once could be given the same free ports.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private readonly Process _host;
    private readonly StringBuilder _output;

    private PrivatePlatform(string folder, int gatewayPort, int grpcPort, int portalPort, Process host, StringBuilder output)
    {
        (Folder, _host, _output) = (folder, host, output);
        Options = new DemoOptions { Gateway = new Uri($"http://localhost:{gatewayPort}"), Grpc = new Uri($"http://localhost:{grpcPort}") };
        Portal = new Uri($"http://localhost:{portalPort}");
        Client = new PlatformClient(Options.Gateway);
        Cast = new Cast(Client, Options);
    }

    public string Folder { get; }

    /// <summary>Where it is.</summary>
    public DemoOptions Options { get; }

    /// <summary>The pages people see.</summary>
    public Uri Portal { get; }

    public PlatformClient Client { get; }

    public Cast Cast { get; }

    public PlatformState State => PlatformState.Read(Folder) ?? throw new InvalidOperationException($"The platform is not there any more.\n{Output}");

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <param name="environment">What every process of it finds in its environment.</param>
    public static async Task<PrivatePlatform> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        await OneAtATime.WaitAsync();
        try
        {
            return await StartAloneAsync(environment);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<PrivatePlatform> StartAloneAsync(IReadOnlyDictionary<string, string>? environment)
    {
        // Reachable by PostgreSQL's own user, when the tests run as root.
        var folder = Directory.CreateTempSubdirectory("selection-e2e-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (gatewayPort, grpcPort, portalPort) = (FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet",
            [HostProgram(), $"--Selection:DataDir={folder}", $"--Selection:GatewayPort={gatewayPort}", $"--Selection:GrpcPort={grpcPort}", $"--Selection:PortalPort={portalPort}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        // What the test runner says of itself is not for the platform.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || n.StartsWith("SELECTION_TEST", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        var output = new StringBuilder();
        var host = new Process { StartInfo = start };
        host.OutputDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        host.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        host.Start();
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        var platform = new PrivatePlatform(folder, gatewayPort, grpcPort, portalPort, host, output);
        try
        {
            await platform.HealthyAsync(StartWithin);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everything is healthy.</summary>
    public Task HealthyAsync(TimeSpan? within = null) =>
        StateAsync(state => state.Status == "healthy", within ?? TimeSpan.FromSeconds(90), "The platform is not healthy.");

    /// <summary>One of its databases, as that service.</summary>
    public NpgsqlDataSource Database(string service) => NpgsqlDataSource.Create(State.ConnectionStrings[$"{service}-database"]);

    /// <summary>Kills a resource's own program with SIGKILL; the shell around PostgreSQL stays, as it would.</summary>
    public void Kill(string resource)
    {
        var processes = State.Resource(resource).Processes.Where(p => p.Name is not "bash").ToList();
        foreach (var process in processes) Signal(process.Pid, SigKill);
    }

    /// <summary>Waits until a resource has been restarted and is healthy again.</summary>
    public Task RestartedAsync(string resource, int restartsBefore) =>
        StateAsync(state => state.Status == "healthy" && state.Resource(resource).Restarts > restartsBefore, TimeSpan.FromSeconds(90), $"{resource} did not come back.");

    /// <summary>Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        Signal(_host.Id, SigInt);
        using var patience = new CancellationTokenSource(StopWithin);
        await _host.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Cast.Dispose();
        Client.Dispose();
        if (!_host.HasExited)
        {
            try
            {
                await InterruptAsync();
            }
            catch (OperationCanceledException)
            {
                _host.Kill(entireProcessTree: true);
            }
        }

        _host.Dispose();
        if (Environment.GetEnvironmentVariable("SELECTION_KEEP") is null) Directory.Delete(Folder, recursive: true);
    }

    private async Task StateAsync(Func<PlatformState, bool> isSo, TimeSpan within, string otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (PlatformState.Read(Folder) is not { } state || !isSo(state))
        {
            if (_host.HasExited) throw new InvalidOperationException($"The app host ended with {_host.ExitCode}.\n{Tail()}");
            if (TimeProvider.System.GetElapsedTime(began) > within) throw new TimeoutException($"{otherwise}\n{Tail()}");
            await Task.Delay(50);
        }
    }

    private string Tail() => string.Join('\n', Output.Split('\n').TakeLast(30));

    private static string HostProgram()
    {
        var metadata = typeof(PrivatePlatform).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!);
        return Path.GetFullPath(Path.Combine(metadata["Repository"], "AppHost", "bin", metadata["Configuration"], "net10.0", "Selection.AppHost.dll"));
    }

    /// <summary>Below the range outgoing connections are given.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(15_000, 20_000);
            if (!IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).Contains(port)) return port;
        }
    }

    public static void Signal(int pid, int signal) => _ = SysKill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int pid, int signal);
}

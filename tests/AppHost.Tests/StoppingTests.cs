using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Selection.LocalEngine;

namespace Selection.AppHost.Tests;

/// <summary>With a platform in a process of its own, that can be interrupted and killed.</summary>
public class StoppingTests : IDisposable
{
    private const int SigInt = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("selection-engine-").FullName;
    private readonly List<LinuxProcesses.Identity> _hosts = [];

    [Fact]
    public async Task What_waits_is_stopped_before_what_it_waits_for()
    {
        await using var platform = new RunningPlatform();
        const string Script = "trap 'sleep 0.2; echo {0} >> order; exit' TERM; echo {0} ready; while :; do sleep 0.05; done";
        var first = platform.Add("first", Script.Replace("{0}", "first"));
        var second = platform.Add("second", Script.Replace("{0}", "second")).WaitFor(first);
        platform.Add("third", Script.Replace("{0}", "third")).WaitFor(second);
        _ = platform.Start();
        await platform.UntilAsync(() => new[] { "first", "second", "third" }.All(n => platform.Output.Contains($"| {n} ready")), "all three are ready");

        await platform.StopAsync();
        Assert.Equal(["third", "second", "first"], await File.ReadAllLinesAsync(platform.File("order")));
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(LinuxProcesses.SigTerm)]
    public async Task Stopping_ends_every_process_within_15_seconds_also_one_that_does_not_listen(int signal)
    {
        using var host = await StartHostAsync();
        var children = Children();
        Assert.True(children.Count >= 4, "two shells and two sleeps at least");

        var clock = Stopwatch.StartNew();
        LinuxProcesses.Signal(host.Id, signal);
        await host.WaitForExitAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"it took {clock.Elapsed}");
        Assert.Equal(0, host.ExitCode);
        Assert.DoesNotContain(children, LinuxProcesses.IsAlive);
    }

    [Fact]
    public async Task After_a_kill_what_was_started_leaves_and_the_next_start_ends_what_does_not()
    {
        var killed = await StartHostAsync();
        var children = Children();
        var family = children.Single(c => c.Pid == Leader("family"));
        var stubborn = children.Single(c => c.Pid == Leader("stubborn"));
        killed.Kill();
        await killed.WaitForExitAsync();
        killed.Dispose();
        for (var i = 0; i < 100 && LinuxProcesses.IsAlive(family); i++)
            await Task.Delay(50);
        Assert.False(LinuxProcesses.IsAlive(family));
        Assert.True(LinuxProcesses.IsAlive(stubborn));

        using var host = await StartHostAsync();
        Assert.DoesNotContain(children, LinuxProcesses.IsAlive);
        LinuxProcesses.Signal(host.Id, LinuxProcesses.SigTerm);
        await host.WaitForExitAsync();
    }

    /// <summary>A test that fails midway leaves nothing running: its host ends what it has started.</summary>
    public void Dispose()
    {
        foreach (var host in _hosts.Where(LinuxProcesses.IsAlive))
            LinuxProcesses.Signal(host.Pid, LinuxProcesses.SigTerm);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Process> StartHostAsync()
    {
        var program = typeof(StoppingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HostProgram").Value!;
        var host = new Process { StartInfo = new ProcessStartInfo("dotnet", [program, "platform", $"--Selection:DataDir={_folder}"]) { RedirectStandardOutput = true } };
        var up = new TaskCompletionSource();
        host.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Everything is up", StringComparison.Ordinal) == true)
                up.TrySetResult();
        };
        host.Start();
        if (LinuxProcesses.Identify(host.Id) is { } started)
            _hosts.Add(started);
        host.BeginOutputReadLine();
        await up.Task.WaitAsync(TimeSpan.FromSeconds(30));
        // What has just been begun is in its session, and has begun what it begins, a moment later.
        for (var i = 0; i < 100 && !AreAllThere(); i++)
            await Task.Delay(50);
        return host;
    }

    private bool AreAllThere() => Children().ConvertAll(c => c.Pid) is { Count: >= 4 } pids && pids.Contains(Leader("family")) && pids.Contains(Leader("stubborn"));

    private int Leader(string name)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "state.json")));
        return state.RootElement.GetProperty("resources").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name).GetProperty("pid").GetInt32();
    }

    /// <summary>Every process of every resource, as state.json's process numbers lead to them.</summary>
    private List<LinuxProcesses.Identity> Children()
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "state.json")));
        return [.. state.RootElement.GetProperty("resources").EnumerateArray()
            .SelectMany(r => LinuxProcesses.InSession(r.GetProperty("pid").GetInt32()))
            .Select(LinuxProcesses.Identify).OfType<LinuxProcesses.Identity>()];
    }
}

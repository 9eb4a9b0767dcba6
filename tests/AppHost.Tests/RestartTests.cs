using Selection.LocalEngine;

namespace Selection.AppHost.Tests;

public class RestartTests
{
    [Fact]
    public async Task What_crashes_is_started_again_after_ever_longer_pauses_and_the_console_says_so()
    {
        await using var platform = new RunningPlatform();
        platform.Add("crasher", "date +%s%N >> starts; echo no such table >&2; exit 7");
        _ = platform.Start();

        await platform.UntilAsync(() => platform.Instance("crasher").Restarts == 4, "it was started five times");
        var starts = (await File.ReadAllLinesAsync(platform.File("starts"))).Select(long.Parse).ToList();
        var pauses = starts.Zip(starts.Skip(1), (a, b) => (b - a) / 1_000_000).ToList();
        Assert.True(pauses[0] >= 250 && pauses[1] >= 500 && pauses[2] >= 1000, $"pauses in ms: {string.Join(", ", pauses)}");
        Assert.Contains("crasher ended with exit code 7", platform.Output);
        Assert.Contains("starting it again in 0.5 s (restart 2): no such table", platform.Output);
    }

    [Fact]
    public async Task What_is_killed_comes_back_on_its_port()
    {
        await using var platform = new RunningPlatform();
        platform.Add("server", "echo $PORT >> ports; exec sleep 600").WithHttpEndpoint(env: "PORT");
        _ = platform.Start();
        await platform.UntilStateAsync("server", InstanceState.Running);
        await platform.UntilAsync(() => File.Exists(platform.File("ports")) && File.ReadAllText(platform.File("ports")).EndsWith('\n'), "it started");

        LinuxProcesses.Signal(platform.Instance("server").Process!.Value.Pid, LinuxProcesses.SigKill);
        await platform.UntilAsync(() => File.ReadAllLines(platform.File("ports")).Length == 2, "it started again");
        var ports = await File.ReadAllLinesAsync(platform.File("ports"));
        Assert.Equal(ports[0], ports[1]);
        Assert.Contains("server was ended by signal 9", platform.Output);
    }

    [Fact]
    public async Task A_killed_process_leaves_none_of_its_children_behind()
    {
        await using var platform = new RunningPlatform();
        platform.Add("family", "sleep 1003 & echo $! >> child; sleep 1004; true");
        _ = platform.Start();
        await platform.UntilStateAsync("family", InstanceState.Running);
        await platform.UntilAsync(() => File.Exists(platform.File("child")) && File.ReadAllText(platform.File("child")).EndsWith('\n'), "it started");
        var child = LinuxProcesses.Identify(int.Parse((await File.ReadAllLinesAsync(platform.File("child")))[0]))!.Value;

        LinuxProcesses.Signal(platform.Instance("family").Process!.Value.Pid, LinuxProcesses.SigKill);
        await platform.UntilAsync(() => !LinuxProcesses.IsAlive(child), "its child is gone");
    }
}

using Selection.Testing;
using Selection.Testing.Running;
using Xunit;

namespace Selection.EndToEnd.Tests;

/// <summary>What a user leaves behind: nothing.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Ctrl_C_ends_every_process_within_fifteen_seconds()
    {
        await using var platform = await PrivatePlatform.StartAsync();
        var processes = platform.State.Resources.SelectMany(r => r.Processes).Select(p => p.Pid).ToList();
        Assert.True(processes.Count >= 10, "fewer processes than resources");
        var began = TimeProvider.System.GetTimestamp();

        await platform.InterruptAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(15), $"took {TimeProvider.System.GetElapsedTime(began)}");
        await Eventually.PassesAsync(() =>
        {
            Assert.DoesNotContain(processes, pid => Directory.Exists($"/proc/{pid}"));
            // Nor anything else that was started on this data folder.
            Assert.DoesNotContain(Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out var pid) && pid != Environment.ProcessId),
                p => CommandLine(p).Contains(platform.Folder, StringComparison.Ordinal));
            return Task.CompletedTask;
        }, TimeSpan.FromSeconds(3));
        Assert.Null(PlatformState.Read(platform.Folder));
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

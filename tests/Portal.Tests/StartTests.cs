using System.Diagnostics;
using Xunit;

namespace Selection.Portal.Tests;

/// <summary>What is missing in the configuration stops the process with one sentence.</summary>
public sealed class StartTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["ConnectionStrings__portal"] = "Host=127.0.0.1;Database=portal;Username=portal",
        ["Gateway__Address"] = "http://localhost:5100",
        ["Auth__Authority"] = "http://localhost:5100",
        ["Auth__ClientSecret"] = "a secret",
    };

    public static TheoryData<string> Needed => [.. Complete.Keys];

    [Theory]
    [MemberData(nameof(Needed))]
    public async Task Without_a_setting_it_needs_the_portal_does_not_start_and_says_which(string setting)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PageSetup).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in Complete.Where(s => s.Key != setting)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith($"portal: The setting '{setting.Replace("__", ":", StringComparison.Ordinal)}' is missing", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }
}

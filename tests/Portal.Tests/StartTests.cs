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
    public async Task Without_a_setting_it_needs_the_portal_does_not_start_and_says_which(string setting) =>
        Assert.StartsWith(
            $"portal: The setting '{setting.Replace("__", ":", StringComparison.Ordinal)}' is missing", await StoppedAsync(Complete.Where(s => s.Key != setting)), StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.0/40")]
    [InlineData("the ingress")]
    public async Task Who_is_trusted_to_say_for_whom_a_request_is_must_be_a_network_or_an_address(string trusted)
    {
        var said = await StoppedAsync(Complete.Append(new("Proxies__Trusted__0", trusted)));

        Assert.StartsWith("portal: Proxies:Trusted", said, StringComparison.Ordinal);
        Assert.Contains($"'{trusted}'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_operators_are_led_to_must_have_an_address_of_the_web() =>
        Assert.StartsWith("portal: Dashboard:Address must be the URL", await StoppedAsync(Complete.Append(new("Dashboard__Address", "grafana"))), StringComparison.Ordinal);

    /// <summary>The one sentence it stops with.</summary>
    private static async Task<string> StoppedAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PageSetup).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(1, process.ExitCode);
        return Assert.Single(said.Trim().Split('\n'));
    }
}

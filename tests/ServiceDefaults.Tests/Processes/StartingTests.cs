using System.Diagnostics;
using Selection.ServiceDefaults.Tests.SampleService;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Processes;

/// <summary>A process that cannot start says why in one sentence: the service of these tests is started as a process of its own.</summary>
public sealed class StartingTests
{
    private const string Database = "--ConnectionStrings:sample=Host=127.0.0.1;Port=9;Username=nobody";
    private const string Broker = "--ConnectionStrings:broker=amqp://guest:guest@127.0.0.1:9";
    private const string Authority = "--Auth:Authority=https://authority.test/";

    [Theory]
    [InlineData("ConnectionStrings:sample", Broker, Authority)]
    [InlineData("ConnectionStrings:broker", Database, Authority)]
    [InlineData("Auth:Authority", Database, Broker)]
    public async Task A_missing_setting_stops_the_process_with_a_sentence_that_names_it(string missing, params string[] given)
    {
        var (exitCode, error) = await RunAsync(given);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(error);
        Assert.StartsWith("sample: ", line, StringComparison.Ordinal);
        Assert.Contains(missing, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ConnectionStrings:broker=http://127.0.0.1", "ConnectionStrings:broker", Database)]
    [InlineData("--ConnectionStrings:sample=no connection string", "ConnectionStrings:sample", Broker)]
    public async Task A_setting_that_cannot_be_right_stops_it_too(string wrong, string named, string other)
    {
        var (exitCode, error) = await RunAsync(wrong, other, Authority);

        Assert.Equal(1, exitCode);
        Assert.Contains(named, Assert.Single(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--WorkingDays:Closed=2025-12-26,2025-13-01", "'2025-13-01'")]
    [InlineData("--WorkingDays:Closed:0=26/12/2025", "'26/12/2025'")]
    public async Task T5_a_closing_day_that_is_no_date_stops_it_and_is_named(string wrong, string named)
    {
        var (exitCode, error) = await RunAsync(wrong, Database, Broker, Authority);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(error);
        Assert.Contains("WorkingDays:Closed", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains("2025-12-26", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_refused()
    {
        var (exitCode, error) = await RunAsync("migrat");

        Assert.Equal(1, exitCode);
        Assert.Contains("'migrat'", Assert.Single(error), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string[] Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(typeof(SampleProgram).Assembly.Location);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

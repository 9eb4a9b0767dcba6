using System.Diagnostics;
using Selection.Identity.Data;

namespace Selection.Identity.Tests.Features;

public sealed class StartingTests
{
    [Theory]
    [InlineData("Production", "Host=nowhere", "does not start in the environment 'Production'")]
    [InlineData("Staging", "Host=nowhere", "does not start in the environment 'Staging'")]
    [InlineData("Development", "", "ConnectionStrings:identity")]
    public async Task It_refuses_in_one_sentence_where_it_must_not_or_cannot_run(string environment, string connection, string sentence)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(IdentityDb).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__identity"] = connection;
        start.Environment["Auth__Authority"] = "http://localhost:5100";
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }
}

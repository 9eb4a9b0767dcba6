using System.Diagnostics;

namespace Selection.SampleClient.Tests;

/// <summary>The sample client as whoever tries it starts it.</summary>
internal static class SampleProcess
{
    /// <summary>Where the project's own build puts it: what lies beside the tests runs on their frameworks.</summary>
    private static string Program { get; } = Path.Combine(Root, "vendor", "SampleClient", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Selection.SampleClient.dll");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Selection.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] args, string? secret = "secret")
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (secret is null) start.Environment.Remove("SELECTION_CLIENT_SECRET");
        else start.Environment["SELECTION_CLIENT_SECRET"] = secret;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, said[0], said[1]);
    }
}

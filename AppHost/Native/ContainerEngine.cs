#if ASPIRE
using System.ComponentModel;
using System.Diagnostics;

namespace Selection.AppHost.Native;

internal static class ContainerEngine
{
    /// <summary>Installed is not enough: what waits for a container would wait for ever.</summary>
    internal static bool Answers()
    {
        var command = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") is { Length: > 0 } chosen ? chosen : "docker";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(TimeSpan.FromSeconds(10)))
                return process.ExitCode == 0;
            process.Kill();
        }
        catch (Win32Exception)
        {
            // There is none.
        }

        return false;
    }
}
#endif

using Microsoft.Extensions.Hosting;

namespace Selection.ServiceDefaults.Background;

/// <summary>The end of a process that has found that only a new one can go on.</summary>
internal static class FailedProcess
{
    /// <summary>Stops in good order, with exit code 1: whoever runs it starts it anew.</summary>
    public static void EndAsFailed(this IHostApplicationLifetime lifetime)
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Background;

/// <summary>
/// Work that a service does again and again on its own database: it carries out what the clock has decided, takes along what
/// a crash left, cleans up. Every replica runs it; the work itself shares what there is, mostly by skipping locked rows. A
/// round that fails never ends the process: while the database is away it is told once, anything else is told as an error each
/// time, and the next round tries again.
/// </summary>
/// <param name="pause">Between a round that left nothing to do, or failed, and the next.</param>
/// <param name="logger">Of the work, whose name the entries carry.</param>
public abstract partial class RepeatedWork(TimeSpan pause, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after a round that left nothing to do.</summary>
    protected virtual TimeSpan Pause => pause;

    /// <summary>One round.</summary>
    /// <param name="ct">Cancelled when the process stops.</param>
    /// <returns>Whether there may be more to do at once.</returns>
    protected abstract Task<bool> RunOnceAsync(CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (waiting, failures) = (false, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = await RunOnceAsync(stoppingToken);
                if (waiting) LogGoesOn();
                (waiting, failures) = (false, 0);
                if (more) continue;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Cut off in the middle: what was not committed is done after the next start, or by another replica.
                return;
            }
            catch (Exception e) when (DatabaseFaults.WillPass(e))
            {
                if (!waiting) LogWaits(e);
                waiting = true;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures++;
                LogFailed(e);
            }

            var wait = failures == 0 ? Pause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Max(1, Pause.TotalSeconds) * failures));
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waits: the database does not answer as it should; trying again.")]
    private partial void LogWaits(Exception e);

    [LoggerMessage(LogLevel.Information, "Goes on: the database answers again.")]
    private partial void LogGoesOn();

    [LoggerMessage(LogLevel.Error, "A round failed; the next one tries again.")]
    private partial void LogFailed(Exception e);
}

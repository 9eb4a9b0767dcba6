using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Selection.ServiceDefaults.Background;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// Sees to it that the queues of this process are listened to. After a broker's crash the client library can wait for ever for the
/// end of a channel that is gone, and then never begins to listen again, although the broker is back: messages wait, and nothing
/// fails. Where a queue has had no listener for a while, the process ends, since only a new one has channels that work, and whoever
/// runs it starts it again. Where another replica listens nobody waits, and it goes on.
/// </summary>
internal sealed partial class ConsumerWatch(BrokerProbe probe, ConsumerQueues queues, IHostApplicationLifetime lifetime, ILogger<ConsumerWatch> logger)
    : RepeatedWork(Every, logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>How often in a row it finds a queue without a listener before it ends the process: more than a restart of the broker takes the client library.</summary>
    private const int MostLooks = 7;

    private Dictionary<string, int> _alone = [];

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        // While the broker is away nobody can listen.
        var found = await probe.WithoutListenerAsync(queues.Names, ct) ?? [];
        _alone = found.ToDictionary(queue => queue, queue => _alone.GetValueOrDefault(queue) + 1);
        if (_alone.FirstOrDefault(queue => queue.Value == MostLooks).Key is not { } alone) return false;
        LogAlone(alone, (MostLooks - 1) * Every.TotalSeconds);
        lifetime.EndAsFailed();
        return false;
    }

    [LoggerMessage(LogLevel.Critical, "Nobody has listened to the queue {Queue} for {Seconds} seconds, although the broker answers: this process ends, to be started anew.")]
    private partial void LogAlone(string queue, double seconds);
}

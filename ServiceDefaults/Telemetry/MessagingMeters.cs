using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Selection.ServiceDefaults.Telemetry;

/// <summary>What the platform measures of its own messaging; exported under the name <see cref="Name"/>.</summary>
public static class MessagingMeters
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Selection.Messaging";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> Dispatched { get; } =
        Meter.CreateCounter<long>("selection.outbox.dispatched", "{event}", "Events the broker has confirmed.");

    internal static Histogram<double> ConsumeLag { get; } =
        Meter.CreateHistogram<double>("selection.consume.lag", "ms", "From sending to the start of handling, per consumer.");

    internal static Counter<long> Duplicates { get; } =
        Meter.CreateCounter<long>("selection.inbox.duplicates", "{event}", "Events that had been handled before.");

    internal static void ObserveOutbox(Func<long> depth, Func<double> ageSeconds)
    {
        Meter.CreateObservableGauge("selection.outbox.depth", depth, "{event}", "Events waiting for the broker.");
        Meter.CreateObservableGauge("selection.outbox.age", ageSeconds, "s", "Age of the oldest event waiting.");
    }
}

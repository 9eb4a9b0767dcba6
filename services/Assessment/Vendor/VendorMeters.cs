using System.Diagnostics.Metrics;

namespace Selection.Assessment.Vendor;

/// <summary>What is measured of the vendors' traffic.</summary>
internal static class VendorMeters
{
    private static readonly Meter Meter = new("Selection.Assessment");

    /// <summary>Results received, by disposition.</summary>
    public static Counter<long> Results { get; } = Meter.CreateCounter<long>("selection.assessment.results", "{result}", "Results received, by disposition.");

    public static void ObserveOpenConflicts(Func<long> count) =>
        Meter.CreateObservableGauge("selection.assessment.conflicts.open", count, "{result}", "Results in conflict that nobody has settled yet.");
}

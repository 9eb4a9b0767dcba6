using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;

namespace Selection.Candidacies.Domain;

/// <summary>A reason for which data is kept.</summary>
/// <param name="Service">Whose data.</param>
/// <param name="Reason">What runs.</param>
/// <param name="Until">The first day it no longer holds; null where no day is known.</param>
public sealed record HeldBy(string Service, ErasureReason Reason, LocalDate? Until);

/// <summary>When an erasure that something holds is looked at again (R55).</summary>
internal static class ErasureHolds
{
    /// <summary>Steps after which nothing more of a procedure happens to a candidate by itself.</summary>
    public static readonly FunnelStep[] Ends =
    [
        FunnelStep.Withdrawn, FunnelStep.Lapsed, FunnelStep.Refused, FunnelStep.AssessmentFailed, FunnelStep.AssessmentStopped,
        FunnelStep.OralTestStopped, FunnelStep.Suitable, FunnelStep.NotSuitable, FunnelStep.Appointed,
    ];

    /// <summary>
    /// The first day on which nothing that is known holds the data any more; null where something holds it whose end is not
    /// known.
    /// </summary>
    public static LocalDate? FreeFrom(IReadOnlyCollection<HeldBy> reasons) =>
        reasons.Count == 0 || reasons.Any(r => r.Until is null) ? null : reasons.Max(r => r.Until);

    /// <summary>
    /// The start of that day in Brussels, or a while from now where no day is known: a procedure may be over, or a list be
    /// published, at any time.
    /// </summary>
    public static Instant NextLook(IReadOnlyCollection<HeldBy> reasons, Instant now, Duration again) =>
        FreeFrom(reasons) is { } day && BrusselsTime.StartOf(day) > now ? BrusselsTime.StartOf(day) : now + again;
}

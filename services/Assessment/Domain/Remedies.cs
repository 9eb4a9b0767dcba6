using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Assessment.Domain;

/// <summary>What can be done against a decision (R50).</summary>
public static class Remedies
{
    /// <summary>Days to ask the Council of State for annulment.</summary>
    public const int AnnulmentDays = 60;

    /// <summary>The last day to do so, inclusive: day 1 is the day after the decision (T5).</summary>
    public static LocalDate AnnulmentUntil(Instant decidedAt) => BrusselsTime.LastOfDays(BrusselsTime.DateIn(decidedAt), AnnulmentDays);
}

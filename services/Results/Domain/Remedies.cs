using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Domain;

/// <summary>How long a candidate has, counted from the day the results were sent (R49, R50).</summary>
/// <param name="FeedbackUntil">The last day to ask for feedback, inclusive.</param>
/// <param name="AnnulmentUntil">The last day to go to the Council of State, inclusive.</param>
public sealed record Remedies(LocalDate FeedbackUntil, LocalDate AnnulmentUntil)
{
    /// <summary>
    /// Feedback: to the end of the same-numbered day two months later, clamped to the month's last day; this one deadline
    /// includes that day (R49). Annulment: 60 days, day 1 is the day after (R50, T5).
    /// </summary>
    public static Remedies From(Instant publishedAt)
    {
        var sentOn = BrusselsTime.DateIn(publishedAt);
        return new Remedies(sentOn.PlusMonths(2), BrusselsTime.LastOfDays(sentOn, 60));
    }
}

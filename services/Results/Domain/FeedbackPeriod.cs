using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Domain;

/// <summary>Whether feedback can be asked for.</summary>
public enum FeedbackVerdict
{
    /// <summary>It can.</summary>
    Open,

    /// <summary>The final results have not been sent.</summary>
    NotSent,

    /// <summary>The last day is over; access under the Act of 11 April 1994 stays open.</summary>
    Over,

    /// <summary>An earlier request waits for its answer: one at a time.</summary>
    Waiting,
}

/// <summary>The two months in which feedback can be asked for (R49).</summary>
public static class FeedbackPeriod
{
    /// <summary>The last day, inclusive: the same-numbered day two months later, clamped to the month's last day.</summary>
    public static LocalDate LastDay(Instant sentAt) => Remedies.From(sentAt).FeedbackUntil;

    /// <summary>By the clock alone (T3): in time up to the last instant of the last day in Brussels.</summary>
    /// <param name="sentAt">When the final results were sent; null where they were not.</param>
    /// <param name="waiting">Whether an earlier request has no answer yet.</param>
    /// <param name="now">When it is asked.</param>
    public static FeedbackVerdict Of(Instant? sentAt, bool waiting, Instant now) => sentAt switch
    {
        null => FeedbackVerdict.NotSent,
        { } sent when now < sent => FeedbackVerdict.NotSent,
        { } sent when now >= BrusselsTime.EndOf(LastDay(sent)) => FeedbackVerdict.Over,
        _ => waiting ? FeedbackVerdict.Waiting : FeedbackVerdict.Open,
    };
}

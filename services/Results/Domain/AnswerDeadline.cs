using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Domain;

/// <summary>How near the last day for an answer is.</summary>
public enum Urgency
{
    /// <summary>More than a week away.</summary>
    OnTime,

    /// <summary>Within a week, the last day included.</summary>
    DueSoon,

    /// <summary>Over.</summary>
    Overdue,
}

/// <summary>Thirty calendar days to answer (R49, R50): day 1 is the day after, weekends and holidays do not move the end (T5).</summary>
public static class AnswerDeadline
{
    /// <summary>How many days there are.</summary>
    public const int Days = 30;

    /// <summary>From so many days before the last one on, it is due soon.</summary>
    public const int WarningDays = 7;

    /// <summary>The last day to answer what was asked at an instant.</summary>
    public static LocalDate For(Instant askedAt) => BrusselsTime.LastOfDays(BrusselsTime.DateIn(askedAt), Days);

    /// <summary>Whether the last day is over, by the clock alone (T3).</summary>
    public static bool IsPast(LocalDate dueOn, Instant now) => now >= BrusselsTime.EndOf(dueOn);

    /// <summary>How near it is.</summary>
    public static Urgency Of(LocalDate dueOn, Instant now) => IsPast(dueOn, now)
        ? Urgency.Overdue
        : now >= BrusselsTime.StartOf(dueOn.PlusDays(-WarningDays)) ? Urgency.DueSoon : Urgency.OnTime;
}

/// <summary>Where a request for access stands (R49).</summary>
public enum AccessState
{
    /// <summary>Not answered, and in time.</summary>
    Open,

    /// <summary>Not answered within thirty days: it counts as refused.</summary>
    CountsAsRefused,

    /// <summary>Everything asked for is handed over.</summary>
    Granted,

    /// <summary>A part of it is.</summary>
    PartlyGranted,

    /// <summary>Refused, with reasons.</summary>
    Refused,
}

/// <summary>Requests under the Act of 11 April 1994 on open government (R49).</summary>
public static class AccessRequests
{
    /// <summary>The state as the clock has it: an answer counts also after it counted as refused.</summary>
    public static AccessState StateOf(AccessOutcome? outcome, LocalDate dueOn, Instant now) => outcome switch
    {
        AccessOutcome.Granted => AccessState.Granted,
        AccessOutcome.PartlyGranted => AccessState.PartlyGranted,
        AccessOutcome.Refused => AccessState.Refused,
        null => AnswerDeadline.IsPast(dueOn, now) ? AccessState.CountsAsRefused : AccessState.Open,
    };
}

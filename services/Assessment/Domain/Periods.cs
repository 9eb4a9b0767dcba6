using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Assessment.Domain;

/// <summary>Registration periods (R26): half-open, [opens, closes).</summary>
public static class Periods
{
    /// <summary>The last day on which one may register, given the first instant that is too late.</summary>
    public static LocalDate LastDay(Instant closesAt) => BrusselsTime.DateIn(closesAt - Duration.Epsilon);

    /// <summary>Whether two periods have an instant in common.</summary>
    public static bool Overlap(Instant opensAt, Instant closesAt, Instant otherOpensAt, Instant otherClosesAt) => opensAt < otherClosesAt && otherOpensAt < closesAt;

    /// <summary>Whether the end of a period may move: only later, and only as long as it is not over (T3).</summary>
    public static Extension MayExtend(Instant closesAt, Instant wanted, Instant now) =>
        now >= closesAt ? Extension.Over : wanted <= closesAt ? Extension.NotLater : Extension.Yes;
}

/// <summary>Whether the end of a period may move.</summary>
public enum Extension
{
    /// <summary>It may.</summary>
    Yes,

    /// <summary>The period is over, and who had no seat is stopped.</summary>
    Over,

    /// <summary>Candidates count on the end they were told: it never moves earlier.</summary>
    NotLater,
}

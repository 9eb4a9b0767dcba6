using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Assessment.Domain;

/// <summary>Until when help with registering can be asked for (R29).</summary>
public static class HelpLimits
{
    /// <summary>
    /// The last day to ask: the second working day before the test. Whoever names no session has until that of the last one
    /// still to come; where none is planned there is no limit yet.
    /// </summary>
    /// <param name="sessions">The starts of the session that is named, or of those to come.</param>
    /// <param name="closed">Further closing days (T5).</param>
    public static LocalDate? LastDay(IEnumerable<Instant> sessions, ClosingDays closed) =>
        sessions.Select(startsAt => (LocalDate?)WorkingDays.LastDayForHelp(startsAt, closed)).Max();

    /// <summary>Whether it is in time.</summary>
    public static bool MayAsk(LocalDate? lastDay, Instant now) => lastDay is not { } last || now < BrusselsTime.EndOf(last);
}

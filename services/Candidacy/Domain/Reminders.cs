using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Candidacies.Domain;

/// <summary>
/// When a candidate is reminded: of a task three days and one day before it is too late, of a test one day before it begins; at the
/// same time of the day in Brussels.
/// </summary>
internal static class Reminders
{
    /// <summary>The furthest a reminder lies before its deadline, with room for a day of 25 hours.</summary>
    public static readonly Duration Longest = Duration.FromDays(3) + Duration.FromHours(1);

    private static readonly int[] DaysBefore = [1, 3];

    /// <summary>The reminder that is due at an instant: the latest one, should several have been missed; null before the first and when it is too late anyway.</summary>
    public static Instant? Due(Instant dueAt, Instant now)
    {
        if (now >= dueAt) return null;
        foreach (var days in DaysBefore)
        {
            if (Before(dueAt, days) is var at && at <= now) return at;
        }

        return null;
    }

    /// <summary>When somebody is reminded of a test: one day before. Who booked it later than that knows of it.</summary>
    public static Instant OfTest(Instant startsAt) => Before(startsAt, days: 1);

    private static Instant Before(Instant instant, int days) =>
        instant.InZone(BrusselsTime.Zone).LocalDateTime.PlusDays(-days).InZoneLeniently(BrusselsTime.Zone).ToInstant();
}

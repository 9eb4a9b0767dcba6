using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Candidacies.Domain;

/// <summary>When a candidate is reminded of a task: three days and one day before it is too late, at the same time of the day in Brussels.</summary>
internal static class Reminders
{
    /// <summary>The furthest a reminder lies before its deadline, with room for a day of 25 hours.</summary>
    public static readonly Duration Longest = Duration.FromDays(3) + Duration.FromHours(1);

    private static readonly int[] DaysBefore = [1, 3];

    /// <summary>The reminder that is due at an instant: the latest one, should several have been missed; null before the first and when it is too late anyway.</summary>
    public static Instant? Due(Instant dueAt, Instant now)
    {
        if (now >= dueAt) return null;
        var local = dueAt.InZone(BrusselsTime.Zone).LocalDateTime;
        foreach (var days in DaysBefore)
        {
            var at = local.PlusDays(-days).InZoneLeniently(BrusselsTime.Zone).ToInstant();
            if (at <= now) return at;
        }

        return null;
    }
}

using NodaTime;
using NodaTime.TimeZones;

namespace Selection.ServiceDefaults.Clock;

/// <summary>Business time (T1, T2, T5): Europe/Brussels, by the tz database.</summary>
public static class BrusselsTime
{
    /// <summary>Europe/Brussels.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    /// <summary>The date in Brussels at an instant.</summary>
    public static LocalDate DateIn(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>
    /// The first instant that is too late for a deadline "until <paramref name="lastDay"/>" (T1): the start of the next day
    /// in Brussels, whether this one has 23, 24 or 25 hours.
    /// </summary>
    public static Instant EndOf(LocalDate lastDay) => Zone.AtStartOfDay(lastDay.PlusDays(1)).ToInstant();

    /// <summary>The first instant of a day in Brussels.</summary>
    public static Instant StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();

    /// <summary>
    /// The first day after "N months or years from <paramref name="from"/>" (T2): the period is [from, result), its end
    /// clamped to the month's last day; 31 August and 6 months give 28 or 29 February.
    /// </summary>
    public static LocalDate FirstDayAfter(LocalDate from, Period period) => from + period;

    /// <summary>The last day of "N days from <paramref name="from"/>" (T5): day 1 is the day after.</summary>
    public static LocalDate LastOfDays(LocalDate from, int days) => from.PlusDays(days);

    /// <summary>
    /// The instant of a local time in Brussels; where the clock change skips it or gives it twice, both instants to choose
    /// from (T5), for the problem that refuses it.
    /// </summary>
    public static LocalTimeReading Read(LocalDateTime local)
    {
        var mapping = Zone.MapLocal(local);
        return mapping.Count switch
        {
            1 => new LocalTimeReading.Exact(mapping.Single().ToInstant()),
            2 => new LocalTimeReading.Unclear(mapping.First().ToInstant(), mapping.Last().ToInstant()),
            // Skipped: the same wall-clock distance before and after the gap.
            _ => new LocalTimeReading.Unclear(
                Resolvers.ReturnForwardShifted(local, Zone, mapping.EarlyInterval, mapping.LateInterval).ToInstant() - Gap(mapping),
                Resolvers.ReturnForwardShifted(local, Zone, mapping.EarlyInterval, mapping.LateInterval).ToInstant()),
        };
    }

    private static Duration Gap(ZoneLocalMapping mapping) =>
        Duration.FromSeconds((mapping.LateInterval.WallOffset - mapping.EarlyInterval.WallOffset).Seconds);
}

/// <summary>What a local time in Brussels stands for.</summary>
public abstract record LocalTimeReading
{
    private LocalTimeReading()
    {
    }

    /// <summary>One instant.</summary>
    public sealed record Exact(Instant Instant) : LocalTimeReading;

    /// <summary>A time the clock change skips or gives twice: the two instants it may stand for.</summary>
    public sealed record Unclear(Instant First, Instant Second) : LocalTimeReading;
}

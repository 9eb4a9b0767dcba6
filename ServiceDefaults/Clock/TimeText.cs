using NodaTime;
using NodaTime.Text;

namespace Selection.ServiceDefaults.Clock;

/// <summary>Times as people and programs write them (T1, T5).</summary>
public static class TimeText
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>
    /// Reads a date (<c>2025-11-20</c>), a local time in Brussels (<c>2025-11-20T09:00</c>, seconds may follow) or an instant
    /// (<c>2025-11-20T08:00:00Z</c>, or with an offset).
    /// </summary>
    public static TimeReading Read(string text)
    {
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date)) return new TimeReading.Day(date);
        if (InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant)) return new TimeReading.Moment(instant);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var offset)) return new TimeReading.Moment(offset.ToInstant());
        if (!Minutes.Parse(text).TryGetValue(default, out var local) && !LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out local))
            return new TimeReading.Unreadable();
        // Outside, an instant of Brussels may be none of ours.
        if (local.Year is not (> 0 and < 9999)) return new TimeReading.Unreadable();
        return BrusselsTime.Read(local) switch
        {
            LocalTimeReading.Exact exact => new TimeReading.Moment(exact.Instant),
            LocalTimeReading.Unclear unclear => new TimeReading.Unclear(unclear.First, unclear.Second),
            _ => throw new InvalidOperationException("There is no third reading of a local time."),
        };
    }
}

/// <summary>What a text is as a time.</summary>
public abstract record TimeReading
{
    private TimeReading()
    {
    }

    /// <summary>A day in Brussels.</summary>
    public sealed record Day(LocalDate Date) : TimeReading;

    /// <summary>A moment.</summary>
    public sealed record Moment(Instant Instant) : TimeReading;

    /// <summary>A local time the clock change skips or gives twice: the two instants it may stand for (T5).</summary>
    public sealed record Unclear(Instant First, Instant Second) : TimeReading;

    /// <summary>No time.</summary>
    public sealed record Unreadable : TimeReading;
}

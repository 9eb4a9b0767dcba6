using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.OralTest.Domain;

/// <summary>Which part of a day a member speaks of (R41).</summary>
public enum DayPart
{
    /// <summary>From midnight to midnight in Brussels.</summary>
    WholeDay,

    /// <summary>Until noon.</summary>
    Morning,

    /// <summary>From noon on.</summary>
    Afternoon,

    /// <summary>From one time to another.</summary>
    Times,
}

/// <summary>What a member says of one day, or of a part of it, in Brussels.</summary>
/// <param name="Available">Whether the member can come then, or cannot.</param>
/// <param name="Day">Which day.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="From">From when; for <see cref="DayPart.Times"/> only.</param>
/// <param name="To">Until when; for <see cref="DayPart.Times"/> only.</param>
public sealed record AvailabilityEntry(bool Available, LocalDate Day, DayPart Part, LocalTime? From = null, LocalTime? To = null)
{
    /// <summary>The time it is about; a day is as long as it is in Brussels (T1).</summary>
    public TimeRange Range() => Part switch
    {
        DayPart.WholeDay => new(BrusselsTime.StartOf(Day), BrusselsTime.EndOf(Day)),
        DayPart.Morning => new(BrusselsTime.StartOf(Day), At(LocalTime.Noon)),
        DayPart.Afternoon => new(At(LocalTime.Noon), BrusselsTime.EndOf(Day)),
        DayPart.Times => new(At(From ?? LocalTime.Midnight), At(To ?? LocalTime.Midnight)),
    };

    // Times the clock change skips or gives twice were refused when they were entered (T5).
    private Instant At(LocalTime time) => Day.At(time).InZoneLeniently(BrusselsTime.Zone).ToInstant();
}

/// <summary>
/// When a member can come. Who says nothing always can; who names times of availability can come within them only; a time of
/// absence counts in any case.
/// </summary>
/// <param name="Entries">What the member, or an officer for the member, has entered.</param>
public sealed record Availability(IReadOnlyList<AvailabilityEntry> Entries)
{
    private readonly IReadOnlyList<TimeRange> _absent = [.. Entries.Where(e => !e.Available).Select(e => e.Range())];
    private readonly IReadOnlyList<TimeRange> _present = Merged([.. Entries.Where(e => e.Available).Select(e => e.Range())]);

    /// <summary>Nothing was said.</summary>
    public static Availability Always { get; } = new([]);

    /// <summary>Whether the member can be there the whole time.</summary>
    public bool Covers(TimeRange time) => !_absent.Any(time.Overlaps) && (_present.Count == 0 || _present.Any(range => range.Covers(time)));

    /// <summary>Adjacent and overlapping times are one: a morning and an afternoon are a day.</summary>
    private static List<TimeRange> Merged(IReadOnlyList<TimeRange> ranges)
    {
        var merged = new List<TimeRange>();
        foreach (var range in ranges.OrderBy(r => r.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To) merged[^1] = merged[^1] with { To = Instant.Max(merged[^1].To, range.To) };
            else merged.Add(range);
        }

        return merged;
    }
}

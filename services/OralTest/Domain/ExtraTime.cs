using System.Globalization;
using NodaTime;

namespace Selection.OralTest.Domain;

/// <summary>What the accommodations granted to a candidate (R39) add to the oral test.</summary>
/// <param name="Minutes">Extra time, in minutes.</param>
/// <param name="BreakMinutes">Breaks, in minutes.</param>
public sealed record ExtraTime(int Minutes, int BreakMinutes)
{
    private const int Most = 600;

    /// <summary>Nothing is added.</summary>
    public static ExtraTime None { get; } = new(0, 0);

    /// <summary>
    /// Reads the measures of a decision: <c>extra-time:30</c> and <c>break:15</c>, in minutes. Any other measure is the
    /// committee's to read, and adds no time. The longest extra time counts; breaks add up.
    /// </summary>
    public static ExtraTime Of(IEnumerable<string> measures)
    {
        var (extra, breaks) = (0, 0);
        foreach (var measure in measures)
        {
            if (measure.Split(':') is not [var code, var amount]) continue;
            if (!int.TryParse(amount.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > Most) continue;
            switch (code.Trim().ToLowerInvariant())
            {
                case "extra-time":
                    extra = Math.Max(extra, minutes);
                    break;
                case "break":
                    breaks = Math.Min(Most, breaks + minutes);
                    break;
            }
        }

        return new ExtraTime(extra, breaks);
    }
}

/// <summary>Which parts of the oral test extra time lengthens.</summary>
public enum ExtraTimeOn
{
    /// <summary>The preparation and the hearing, each by all of it.</summary>
    Both,

    /// <summary>The preparation.</summary>
    Preparation,

    /// <summary>The hearing.</summary>
    Hearing,
}

/// <summary>How long the parts of the oral test are for a candidate without accommodations: the same for all (R40).</summary>
/// <param name="Preparation">With the case paper.</param>
/// <param name="Hearing">Before the committee.</param>
/// <param name="ExtraOn">What extra time lengthens.</param>
public sealed record SlotLengths(Duration Preparation, Duration Hearing, ExtraTimeOn ExtraOn)
{
    /// <summary>The preparation a candidate is owed.</summary>
    public Duration PreparationWith(ExtraTime extra) => ExtraOn == ExtraTimeOn.Hearing ? Preparation : Preparation + Duration.FromMinutes(extra.Minutes);

    /// <summary>The hearing a candidate is owed; breaks are taken in it.</summary>
    public Duration HearingWith(ExtraTime extra) =>
        Hearing + Duration.FromMinutes(extra.BreakMinutes + (ExtraOn == ExtraTimeOn.Preparation ? 0 : extra.Minutes));

    /// <summary>Whether a slot is long enough in both its parts.</summary>
    public bool Fit(SlotTimes slot, ExtraTime extra) =>
        slot.HearingAt - slot.PreparationAt >= PreparationWith(extra) && slot.EndsAt - slot.HearingAt >= HearingWith(extra);
}

using NodaTime;

namespace Selection.OralTest.Domain;

/// <summary>A stretch of time: [From, To).</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
public readonly record struct TimeRange(Instant From, Instant To)
{
    /// <summary>Whether the two share an instant; one that ends where the other begins does not.</summary>
    public bool Overlaps(TimeRange other) => From < other.To && other.From < To;

    /// <summary>Whether the other lies wholly in it.</summary>
    public bool Covers(TimeRange other) => From <= other.From && other.To <= To;
}

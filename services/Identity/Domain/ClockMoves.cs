using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Identity.Domain;

/// <summary>What becomes of a request to move the development clock.</summary>
public abstract record ClockMove
{
    private ClockMove() { }

    public sealed record Accepted(long OffsetMilliseconds) : ClockMove;
    public sealed record Backward(Instant Now) : ClockMove;
    public sealed record NeitherOrBoth : ClockMove;
    public sealed record TooFar(Instant Latest) : ClockMove;

    /// <summary>The one place that must know every outcome.</summary>
    public T Match<T>(Func<Accepted, T> accepted, Func<Backward, T> backward, Func<NeitherOrBoth, T> neitherOrBoth, Func<TooFar, T> tooFar) => this switch
    {
        Accepted a => accepted(a),
        Backward b => backward(b),
        NeitherOrBoth n => neitherOrBoth(n),
        TooFar t => tooFar(t),
        _ => throw new InvalidOperationException("a record closed by its private constructor has no other case"),
    };
}

/// <summary>T4: the clock of the whole platform moves together, and only forward.</summary>
public static class ClockMoves
{
    /// <summary>Far enough for any procedure, near enough that a slip of the pen does not end the demo's data.</summary>
    public static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>Either to an instant, or by an ISO period counted on the calendar of Brussels (T1).</summary>
    /// <param name="realNow">Real time.</param>
    /// <param name="offsetMilliseconds">What the platform adds to it until now.</param>
    /// <param name="to">The instant to move to, or</param>
    /// <param name="by">how far to move.</param>
    public static ClockMove Decide(Instant realNow, long offsetMilliseconds, Instant? to, Period? by)
    {
        var now = realNow + Duration.FromMilliseconds(offsetMilliseconds);
        if (to.HasValue == by is not null)
            return new ClockMove.NeitherOrBoth();

        Instant target;
        try
        {
            target = to ?? now.InZone(BrusselsTime.Zone).LocalDateTime.Plus(by!).InZoneLeniently(BrusselsTime.Zone).ToInstant();
        }
        catch (Exception beyondTheCalendar) when (beyondTheCalendar is OverflowException or ArgumentOutOfRangeException)
        {
            return new ClockMove.TooFar(Latest);
        }

        if (target <= now)
            return new ClockMove.Backward(now);
        if (target > Latest)
            return new ClockMove.TooFar(Latest);

        // Rounded up, so that the platform is never a moment before what was asked for.
        return new ClockMove.Accepted((long)Math.Ceiling((target - realNow).TotalMilliseconds));
    }
}

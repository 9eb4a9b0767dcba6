using NodaTime;

namespace Selection.Screening.Domain;

/// <summary>An officer's hold on a case, so that two never work on one unknowingly.</summary>
/// <param name="By">Who.</param>
/// <param name="Until">The first instant at which it holds no more: decided on the clock, no timer ends it (T3).</param>
public sealed record Claim(string By, Instant Until)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds(Instant now) => now < Until;
}

/// <summary>Who has a case, seen by one officer.</summary>
public enum ClaimHolder
{
    /// <summary>Nobody, or somebody whose time is over.</summary>
    Nobody,

    /// <summary>The officer who asks.</summary>
    Me,

    /// <summary>Somebody else.</summary>
    Others,
}

/// <summary>What claims mean.</summary>
public static class Claims
{
    /// <summary>Who has it.</summary>
    /// <param name="claim">The last claim, however old; null where there was none.</param>
    /// <param name="officer">Who asks.</param>
    /// <param name="now">When.</param>
    public static ClaimHolder HolderOf(Claim? claim, string officer, Instant now) => claim switch
    {
        null => ClaimHolder.Nobody,
        _ when !claim.Holds(now) => ClaimHolder.Nobody,
        _ when claim.By == officer => ClaimHolder.Me,
        _ => ClaimHolder.Others,
    };
}

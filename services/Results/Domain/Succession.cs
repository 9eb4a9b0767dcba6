namespace Selection.Results.Domain;

/// <summary>A suitable candidate of the published list.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="Rank">The published rank.</param>
/// <param name="IsOut">Whether the candidate dropped out, declined, or cannot be appointed.</param>
public readonly record struct Ranked(Guid CandidacyId, int Rank, bool IsOut);

/// <summary>How a suitable candidate stands for the appointment.</summary>
public enum Turn
{
    /// <summary>At the best rank that still stands: can be appointed.</summary>
    Eligible,

    /// <summary>Somebody better ranked still stands.</summary>
    Waiting,

    /// <summary>Dropped out, declined, or cannot be appointed.</summary>
    Out,
}

/// <summary>
/// Who can be appointed (R52): only those at the best rank that still stands. If they drop out the next rank is eligible; the
/// list itself never changes.
/// </summary>
public static class Succession
{
    /// <summary>The rank whose turn it is; null when nobody stands any more.</summary>
    public static int? BestRank(IEnumerable<Ranked> suitable) =>
        suitable.Where(r => !r.IsOut).Select(r => (int?)r.Rank).Min();

    /// <summary>How one of them stands.</summary>
    public static Turn Of(Ranked candidate, int? bestRank) =>
        candidate.IsOut ? Turn.Out : candidate.Rank == bestRank ? Turn.Eligible : Turn.Waiting;
}

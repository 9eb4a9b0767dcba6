using NodaTime;
using Selection.Contracts.Events;

namespace Selection.Results.Domain;

/// <summary>What one public version of a vacancy's list says of a candidacy.</summary>
/// <param name="PublishAt">The version's publication instant.</param>
/// <param name="Decision">What it decides; null where the candidacy is not in the list.</param>
public sealed record SentVersion(Instant PublishAt, SentDecision? Decision);

/// <summary>The parts of an entry by which one decision is told from another.</summary>
public sealed record SentDecision(FinalGroup Group, int? Rank, decimal TotalPercent, string Motivation);

/// <summary>Which publication a candidate's periods are counted from.</summary>
public static class SentDecisions
{
    /// <summary>
    /// When the decision that stands was sent: the publication instant of the version that said it first, without a version
    /// in between that said something else. A correction of somebody else's decision gives nobody a new period (R49, R50).
    /// </summary>
    /// <param name="newestFirst">The public versions.</param>
    /// <returns>Null where nothing is public.</returns>
    public static Instant? SentAt(IEnumerable<SentVersion> newestFirst)
    {
        SentVersion? first = null;
        foreach (var version in newestFirst)
        {
            if (first is not null && version.Decision != first.Decision) break;
            first = version;
        }

        return first?.PublishAt;
    }
}

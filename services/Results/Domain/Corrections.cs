using NodaTime;
using Selection.Contracts.Events;

namespace Selection.Results.Domain;

/// <summary>Why a published list is decided anew.</summary>
public enum CorrectionGround
{
    /// <summary>Outcomes it was made from have changed: a judgement corrected, a step decided anew, a candidate withdrawn.</summary>
    ChangedOutcomes,

    /// <summary>The Council of State annulled it. Its decisions are no more, so that everybody's is taken anew.</summary>
    Annulment,
}

/// <summary>A correction of a published list: a new, reasoned version beside the old one.</summary>
/// <param name="Ground">What it follows from.</param>
/// <param name="Reason">Why, in the language of the procedure.</param>
/// <param name="Ruling">The judgment, with an annulment.</param>
/// <param name="PreviousPublishedAt">When the list it corrects was published.</param>
public sealed record Correction(CorrectionGround Ground, string Reason, string? Ruling, Instant PreviousPublishedAt);

/// <summary>How a candidacy stands in a list.</summary>
public enum Presence
{
    /// <summary>Not in it.</summary>
    Absent,

    /// <summary>The list decides about it.</summary>
    Decided,

    /// <summary>It carries an earlier list's decision over, unchanged.</summary>
    Carried,
}

/// <summary>From which list a decision is, and which list put an end to it.</summary>
/// <param name="Version">The list that took it.</param>
/// <param name="ReplacedBy">The list that took another, or lists the candidacy no longer; null while it stands.</param>
public readonly record struct DecisionSpan(int Version, int? ReplacedBy);

/// <summary>What a correction changes, and for whom.</summary>
public static class Corrections
{
    /// <summary>
    /// Whether a candidate's decision is another one than before: the group, the rank, whether it is shared, the total, a
    /// result or a reason. How many others are suitable changes nobody's decision, nor do other words around it.
    /// </summary>
    public static bool IsAnother(FinalDecision before, FinalDecision now) =>
        before.Group != now.Group || before.Rank != now.Rank || before.Shared != now.Shared || before.TotalPercent != now.TotalPercent
        || before.Committee != now.Committee || !before.Results.SequenceEqual(now.Results);

    /// <summary>The decisions about a candidacy, oldest first, from how it stands in each published list.</summary>
    /// <param name="lists">By version, ascending.</param>
    public static IReadOnlyList<DecisionSpan> HistoryOf(IReadOnlyList<(int Version, Presence Presence)> lists)
    {
        var spans = new List<DecisionSpan>();
        foreach (var (version, presence) in lists)
        {
            if (presence is Presence.Carried) continue;
            if (spans.Count > 0 && spans[^1].ReplacedBy is null) spans[^1] = spans[^1] with { ReplacedBy = version };
            if (presence is Presence.Decided) spans.Add(new DecisionSpan(version, null));
        }

        return spans;
    }
}

/// <summary>In what the outcomes as they are now differ from a published list.</summary>
public enum DifferenceKind
{
    /// <summary>Judged since, and not in it.</summary>
    Added,

    /// <summary>In it, and judged no more: withdrawn, or an earlier step was decided anew. After a withdrawal the list stands and the next one is eligible (R52).</summary>
    Dropped,

    /// <summary>Would be in the other group.</summary>
    Group,

    /// <summary>Would have another rank.</summary>
    Rank,

    /// <summary>Same group and rank, other results or reasons.</summary>
    Judgement,
}

/// <summary>One candidate's difference.</summary>
public readonly record struct Difference(Guid CandidacyId, DifferenceKind Kind);

/// <summary>A candidate of a published list.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="Group">Its group.</param>
/// <param name="Rank">Its rank.</param>
/// <param name="SameJudgement">Whether results and reasons are those of now.</param>
public readonly record struct ListedPlacing(Guid CandidacyId, FinalGroup Group, int? Rank, bool SameJudgement);

/// <summary>Compares a published list with the outcomes as they are now: it stands, and officers see what changed since.</summary>
public static class Differences
{
    /// <summary>What differs, by candidacy.</summary>
    public static IEnumerable<Difference> Of(IEnumerable<Placing> now, IEnumerable<ListedPlacing> published)
    {
        var before = published.ToDictionary(p => p.CandidacyId);
        var found = new List<Difference>();
        foreach (var placing in now)
        {
            if (!before.Remove(placing.CandidacyId, out var listed)) found.Add(new Difference(placing.CandidacyId, DifferenceKind.Added));
            else if (listed.Group != placing.Group) found.Add(new Difference(placing.CandidacyId, DifferenceKind.Group));
            else if (listed.Rank != placing.Rank) found.Add(new Difference(placing.CandidacyId, DifferenceKind.Rank));
            else if (!listed.SameJudgement) found.Add(new Difference(placing.CandidacyId, DifferenceKind.Judgement));
        }

        return found.Concat(before.Keys.Select(id => new Difference(id, DifferenceKind.Dropped))).OrderBy(d => d.CandidacyId);
    }
}

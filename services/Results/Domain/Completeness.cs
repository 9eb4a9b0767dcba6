using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Results.Domain;

/// <summary>Something without which no list can be proposed (R46).</summary>
/// <param name="CandidacyId">Of which candidacy; null when it is the list itself.</param>
/// <param name="Kind">What is missing.</param>
/// <param name="Competency">The competency's code, where it is about one.</param>
public sealed record Lack(Guid? CandidacyId, LackKind Kind, string? Competency = null);

/// <summary>What can be missing.</summary>
public enum LackKind
{
    /// <summary>Nobody was judged: there is no list.</summary>
    NobodyJudged,

    /// <summary>A candidacy may still reach a hearing.</summary>
    StillOnTheWay,

    /// <summary>A competency has no result.</summary>
    ResultMissing,

    /// <summary>A competency has no motivation.</summary>
    MotivationMissing,

    /// <summary>The judgement as a whole has no motivation.</summary>
    OverallMotivationMissing,

    /// <summary>The group does not follow from total, threshold and essential competencies.</summary>
    GroupMismatch,

    /// <summary>A result is not on the vacancy's scale.</summary>
    ResultOutOfScale,

    /// <summary>The total is not the weighted mean of the results.</summary>
    TotalMismatch,

    /// <summary>Equal totals are to be told apart by diplomas and merits, and the committee's comparison has no place for this one.</summary>
    MeritPlaceMissing,
}

/// <summary>What a list lacks before it can be proposed (R46).</summary>
public static class Completeness
{
    /// <summary>What one judged candidate lacks.</summary>
    /// <param name="candidacyId">Which candidacy.</param>
    /// <param name="totalPercent">The total as judged.</param>
    /// <param name="suitable">The group as judged.</param>
    /// <param name="results">The committee's results.</param>
    /// <param name="motivation">The committee's motivation of the whole.</param>
    /// <param name="rule">The vacancy's published scale, weights, threshold and essential competencies (R43).</param>
    /// <param name="codes">The competencies that were to be judged.</param>
    /// <param name="forgotten">The person was erased (R55): motivations that once were there are not asked for again.</param>
    public static IEnumerable<Lack> Of(
        Guid candidacyId, decimal totalPercent, bool suitable, IReadOnlyList<CompetencyResult> results, string? motivation, ScoringRule rule,
        IReadOnlyList<string> codes, bool forgotten = false)
    {
        var byCode = new Dictionary<string, CompetencyResult>(StringComparer.Ordinal);
        foreach (var result in results) byCode[result.Code] = result;
        var complete = true;
        foreach (var code in codes)
        {
            if (!byCode.TryGetValue(code, out var result))
            {
                complete = false;
                yield return new Lack(candidacyId, LackKind.ResultMissing, code);
                continue;
            }

            if (result.Result < 0 || result.Result > rule.Scale) yield return new Lack(candidacyId, LackKind.ResultOutOfScale, code);
            if (!forgotten && string.IsNullOrWhiteSpace(result.Motivation)) yield return new Lack(candidacyId, LackKind.MotivationMissing, code);
        }

        if (!forgotten && string.IsNullOrWhiteSpace(motivation)) yield return new Lack(candidacyId, LackKind.OverallMotivationMissing);
        if (complete && !IsTotalOf(totalPercent, codes.Select(code => byCode[code]), rule)) yield return new Lack(candidacyId, LackKind.TotalMismatch);
        var essentials = rule.Essential.All(code => byCode.TryGetValue(code, out var result) && result.Result * 2 >= rule.Scale);
        if (suitable != (totalPercent >= rule.ThresholdPercent && essentials)) yield return new Lack(candidacyId, LackKind.GroupMismatch);
    }

    /// <summary>
    /// Whether a total is the weighted mean of the results in percent of the scale, 2 decimals, half up (R43). It compares
    /// products and divides nothing, so that nothing is rounded but the total itself.
    /// </summary>
    public static bool IsTotalOf(decimal totalPercent, IEnumerable<CompetencyResult> results, ScoringRule rule)
    {
        var (weighted, weights) = (0m, 0m);
        foreach (var result in results)
        {
            var weight = rule.Weights.TryGetValue(result.Code, out var given) ? given : 1m;
            weighted += weight * result.Result;
            weights += weight;
        }

        var hundredths = totalPercent * 100;
        if (hundredths != decimal.Truncate(hundredths)) return false;
        var (exact, unit) = (10_000 * weighted, weights * rule.Scale);
        return unit > 0 && (hundredths * unit) - (unit / 2) <= exact && exact < (hundredths * unit) + (unit / 2);
    }

    /// <summary>
    /// Who lacks a place in the comparison of diplomas and merits: only those it would have to tell apart, so only where
    /// the vacancy published it and everything before it is equal.
    /// </summary>
    public static IEnumerable<Lack> OfMerits(IEnumerable<Performance> performances, IReadOnlyList<TieBreak> tieBreaks)
    {
        var at = tieBreaks.IndexOf(TieBreak.DiplomasAndMerits);
        if (at < 0) return [];
        var before = tieBreaks.Take(at).ToArray();
        return performances.Where(p => p.Suitable)
            .GroupBy(p => (
                p.TotalPercent,
                before.Contains(TieBreak.SpecificCompetencies) ? p.Specific : 0m,
                before.Contains(TieBreak.ManagementCompetencies) ? p.Management : 0m))
            .Where(tied => tied.Skip(1).Any())
            .SelectMany(tied => tied)
            .Where(p => p.MeritPlace is null)
            .Select(p => new Lack(p.CandidacyId, LackKind.MeritPlaceMissing));
    }

    private static int IndexOf(this IReadOnlyList<TieBreak> tieBreaks, TieBreak wanted)
    {
        for (var i = 0; i < tieBreaks.Count; i++)
        {
            if (tieBreaks[i] == wanted) return i;
        }

        return -1;
    }
}

using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Results.Domain;

/// <summary>What of a judged candidate the order is made from.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="Suitable">The committee's group.</param>
/// <param name="TotalPercent">As judged (R43).</param>
/// <param name="MeritPlace">The place in the comparison of diplomas and merits; null where there is none.</param>
/// <param name="Specific">The sum of the specific competencies: all have as many, so that sums order as means do, without a rounding.</param>
/// <param name="Management">The sum of the management competencies.</param>
public readonly record struct Performance(Guid CandidacyId, bool Suitable, decimal TotalPercent, int? MeritPlace, decimal Specific, decimal Management)
{
    /// <summary>From the committee's results.</summary>
    public static Performance Of(Guid candidacyId, bool suitable, decimal totalPercent, int? meritPlace, IReadOnlyList<CompetencyResult> results, CompetencyModel model)
    {
        var specific = model.Specific.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        var management = model.Management.SelectMany(g => g.Competencies).Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        return new Performance(
            candidacyId, suitable, totalPercent, meritPlace,
            results.Where(r => specific.Contains(r.Code)).Sum(r => r.Result),
            results.Where(r => management.Contains(r.Code)).Sum(r => r.Result));
    }
}

/// <summary>A place in the final list.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="Group">Suitable or not.</param>
/// <param name="Rank">Among the suitable; null for the others.</param>
public readonly record struct Placing(Guid CandidacyId, FinalGroup Group, int? Rank);

/// <summary>
/// The final order (R46): suitable candidates by total, equal totals told apart as the vacancy published beforehand and
/// in no other way, equals share a rank and the next one is skipped (1, 1, 3). Never by the order of arrival.
/// </summary>
public static class Ranking
{
    /// <summary>Ranks the suitable and lists the others after them, in O(n log n).</summary>
    /// <returns>By rank; within a rank and among the not suitable by candidacy, which says nothing about merit.</returns>
    public static IReadOnlyList<Placing> Of(IEnumerable<Performance> performances, IReadOnlyList<TieBreak> tieBreaks)
    {
        var all = performances.ToArray();
        Array.Sort(all, (a, b) => (a.Suitable, b.Suitable) switch
        {
            (true, false) => -1,
            (false, true) => 1,
            (false, false) => a.CandidacyId.CompareTo(b.CandidacyId),
            _ => Compare(a, b, tieBreaks) is var order and not 0 ? order : a.CandidacyId.CompareTo(b.CandidacyId),
        });

        var placings = new Placing[all.Length];
        var rank = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (i == 0 || Compare(all[i - 1], all[i], tieBreaks) != 0) rank = i + 1;
            placings[i] = all[i].Suitable
                ? new Placing(all[i].CandidacyId, FinalGroup.Suitable, rank)
                : new Placing(all[i].CandidacyId, FinalGroup.NotSuitable, null);
        }

        return placings;
    }

    /// <summary>Negative when <paramref name="a"/> comes before <paramref name="b"/>, 0 when they share a rank.</summary>
    public static int Compare(in Performance a, in Performance b, IReadOnlyList<TieBreak> tieBreaks)
    {
        var order = b.TotalPercent.CompareTo(a.TotalPercent);
        for (var i = 0; order == 0 && i < tieBreaks.Count; i++) order = Compare(a, b, tieBreaks[i]);
        return order;
    }

    private static int Compare(in Performance a, in Performance b, TieBreak tieBreak) => tieBreak switch
    {
        TieBreak.DiplomasAndMerits => (a.MeritPlace ?? int.MaxValue).CompareTo(b.MeritPlace ?? int.MaxValue),
        TieBreak.SpecificCompetencies => b.Specific.CompareTo(a.Specific),
        TieBreak.ManagementCompetencies => b.Management.CompareTo(a.Management),
    };
}

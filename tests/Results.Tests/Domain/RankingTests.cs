using CsCheck;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class RankingTests
{
    private static readonly TieBreak[] All = [TieBreak.DiplomasAndMerits, TieBreak.SpecificCompetencies, TieBreak.ManagementCompetencies];

    private static Performance P(decimal total, int? merit = null, decimal specific = 0, decimal management = 0, bool suitable = true) =>
        new(Guid.NewGuid(), suitable, total, merit, specific, management);

    private static int?[] Ranks(TieBreak[] tieBreaks, params Performance[] performances)
    {
        var placings = Ranking.Of(performances, tieBreaks).ToDictionary(p => p.CandidacyId, p => p.Rank);
        return [.. performances.Select(p => placings[p.CandidacyId])];
    }

    private static readonly Gen<Performance> Performances =
        from total in Gen.OneOfConst(60m, 60.01m, 72.5m, 72.50m, 100m)
        from merit in Gen.OneOfConst<int?>(null, 1, 2, 3)
        from specific in Gen.OneOfConst(60m, 61.5m)
        from management in Gen.OneOfConst(80m, 80.5m)
        from suitable in Gen.Bool
        from id in Gen.Guid
        select new Performance(id, suitable, total, merit, specific, management);

    private static readonly Gen<TieBreak[]> TieBreaks = Gen.Shuffle(All).SelectMany(all => Gen.Int[0, 3].Select(n => all[..n]));

    [Fact]
    public void R46_equal_totals_share_a_rank_and_the_next_is_skipped() =>
        Assert.Equal([1, 1, 3, 4, 4, 4, 7], Ranks([], P(80), P(80), P(79.99m), P(70), P(70.0m), P(70.00m), P(60)));

    [Fact]
    public void R46_the_not_suitable_have_no_rank_whatever_their_total()
    {
        Assert.Equal([null, 1, null], Ranks([], P(95, suitable: false), P(60), P(10, suitable: false)));
        Assert.All(Ranking.Of([P(95, suitable: false)], []), p => Assert.Equal((FinalGroup.NotSuitable, null), (p.Group, p.Rank)));
    }

    [Fact]
    public void R46_a_hundredth_of_a_percent_decides() => Assert.Equal([2, 1], Ranks([], P(75.24m), P(75.25m)));

    [Fact]
    public void R46_a_tie_is_broken_only_by_what_the_vacancy_published()
    {
        Performance[] tied = [P(80, merit: 2, specific: 70, management: 90), P(80, merit: 1, specific: 60, management: 90), P(80, merit: 3, specific: 70, management: 91)];

        Assert.Equal([1, 1, 1], Ranks([], tied));
        Assert.Equal([2, 1, 3], Ranks([TieBreak.DiplomasAndMerits], tied));
        Assert.Equal([1, 3, 1], Ranks([TieBreak.SpecificCompetencies], tied));
        Assert.Equal([2, 3, 1], Ranks([TieBreak.SpecificCompetencies, TieBreak.ManagementCompetencies], tied));
        Assert.Equal([2, 2, 1], Ranks([TieBreak.ManagementCompetencies], tied));
    }

    [Fact]
    public void R46_who_is_equal_after_every_tie_break_shares_the_rank() =>
        Assert.Equal([1, 1, 3], Ranks(All, P(80, 1, 70, 90), P(80.00m, 1, 70.0m, 90), P(80, 1, 70, 89)));

    [Fact]
    public void R46_the_total_comes_before_every_tie_break() => Assert.Equal([2, 1], Ranks(All, P(80, 1, 99, 99), P(80.01m, 2, 1, 1)));

    [Fact]
    public void R46_the_order_of_arrival_never_matters() =>
        Gen.Select(Performances.Array[0, 12], TieBreaks).SelectMany((all, breaks) => Gen.Shuffle(all).Select(shuffled => (all, shuffled, breaks)))
            .Sample(t => Ranking.Of(t.all, t.breaks).SequenceEqual(Ranking.Of(t.shuffled, t.breaks)));

    [Fact]
    public void R46_rank_n_has_exactly_n_minus_1_strictly_better_ones() =>
        Gen.Select(Performances.Array[0, 12], TieBreaks).Sample((all, breaks) =>
        {
            var suitable = all.Where(p => p.Suitable).ToArray();
            var ranks = Ranking.Of(all, breaks).ToLookup(p => p.CandidacyId, p => p.Rank);
            return suitable.All(p => ranks[p.CandidacyId].Contains(1 + suitable.Count(other => Ranking.Compare(other, p, breaks) < 0)));
        });

    [Fact]
    public void R46_the_order_is_a_total_preorder() =>
        Gen.Select(Performances, Performances, Performances, TieBreaks).Sample((a, b, c, breaks) =>
        {
            var (ab, ba, bc, ac) = (Order(a, b, breaks), Order(b, a, breaks), Order(b, c, breaks), Order(a, c, breaks));
            return Order(a, a, breaks) == 0 && ab == -ba && !(ab <= 0 && bc <= 0 && ac > 0) && !(ab == 0 && ac != bc);
        });

    [Fact]
    public void R46_a_further_tie_break_orders_equals_and_turns_nobody_round() =>
        Gen.Select(Performances, Performances, TieBreaks).Sample((a, b, breaks) =>
            Enumerable.Range(0, breaks.Length).All(n => Order(a, b, breaks[..n]) is var order && (order == 0 || order == Order(a, b, breaks))));

    [Fact]
    public void R46_a_further_tie_break_keeps_everybody_within_the_places_their_rank_was_shared_by() =>
        Gen.Select(Performances.Array[0, 12], TieBreaks).Sample((all, breaks) =>
        {
            var coarse = Ranking.Of(all, []).Where(p => p.Rank is not null).ToArray();
            var shared = coarse.CountBy(p => p.Rank!.Value).ToDictionary();
            var fine = Ranking.Of(all, breaks).Where(p => p.Rank is not null).ToLookup(p => p.CandidacyId, p => p.Rank!.Value);
            return coarse.All(p => fine[p.CandidacyId].All(rank => rank >= p.Rank && rank < p.Rank + shared[p.Rank!.Value]));
        });

    [Fact]
    public void R46_who_is_not_suitable_changes_no_rank() =>
        Gen.Select(Performances.Array[0, 12], TieBreaks).Sample((all, breaks) =>
            Ranking.Of(all, breaks).Where(p => p.Rank is not null).SequenceEqual(Ranking.Of(all.Where(p => p.Suitable), breaks)));

    [Fact]
    public void R46_a_higher_total_never_costs_a_place() =>
        Gen.Select(Performances.Array[1, 12], TieBreaks, Gen.Int[1, 4000]).Sample((all, breaks, hundredths) =>
        {
            Performance[] suitable = [.. all.Select(p => p with { Suitable = true })];
            Performance[] better = [suitable[0] with { TotalPercent = suitable[0].TotalPercent + (hundredths / 100m) }, .. suitable[1..]];
            return RankOf(better) <= RankOf(suitable);

            int? RankOf(Performance[] among) => Ranking.Of(among, breaks).First(p => p.CandidacyId == suitable[0].CandidacyId).Rank;
        });

    private static int Order(Performance a, Performance b, TieBreak[] breaks) => Math.Sign(Ranking.Compare(a, b, breaks));
}

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
    public void R46_a_hundred_thousand_are_ranked_in_a_moment()
    {
        var random = new Random(20251022);
        var all = Enumerable.Range(0, 100_000).Select(_ => P(random.Next(6000, 10_001) / 100m, specific: random.Next(240), management: random.Next(320))).ToArray();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var placings = Ranking.Of(all, All);

        Assert.Equal(100_000, placings.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
    }
}

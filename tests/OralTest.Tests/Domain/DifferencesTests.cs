using CsCheck;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class DifferencesTests
{
    private static readonly string[] Codes = ["a", "b"];

    [Fact]
    public void R43_the_lowest_the_highest_the_mean_and_the_spread_of_a_competency()
    {
        var found = Differences.Of([Sheet("x", 9m, 10m), Sheet("y", 16m, 10m), Sheet("z", 14.5m, 10m)], Codes, 4m, DifferenceOrder.Published)[0];
        // 39.5 / 3 = 13.1666…
        Assert.Equal((9m, 16m, 13.17m, 7m), (found.Min, found.Max, found.Mean, found.Spread));
    }

    [Fact]
    public void R43_who_is_further_from_the_mean_than_asked_for_is_marked_and_exactly_as_far_is_not()
    {
        // The mean is 12: 16 is 4 away, 16.5 would be more.
        var exactly = Differences.Of([Sheet("x", 8m), Sheet("y", 16m)], Codes, 4m, DifferenceOrder.Published)[0];
        var further = Differences.Of([Sheet("x", 8m), Sheet("y", 16m)], Codes, 3.99m, DifferenceOrder.Published)[0];
        Assert.Equal([false, false], exactly.Scores.Select(s => s.Deviates));
        Assert.Equal([true, true], further.Scores.Select(s => s.Deviates));
    }

    [Fact]
    public void R43_the_deviation_is_measured_from_the_mean_itself_and_not_from_its_two_decimals()
    {
        // The mean is 10.6666…, which shows as 10.67: 10 is 0.6666… away, not 0.67.
        var found = Differences.Of([Sheet("x", 10m), Sheet("y", 11m), Sheet("z", 11m)], Codes, 0.6667m, DifferenceOrder.Published)[0];
        Assert.All(found.Scores, score => Assert.False(score.Deviates));
    }

    [Fact]
    public void R43_where_they_differ_most_comes_first_and_equal_spreads_stay_as_published()
    {
        string[] codes = ["a", "b", "c"];
        ComparedSheet[] sheets = [new("x", Lines(10m, 5m, 10m)), new("y", Lines(12m, 15m, 12m))];
        Assert.Equal(["b", "a", "c"], Differences.Of(sheets, codes, 4m, DifferenceOrder.Spread).Select(d => d.Code));
        Assert.Equal(["a", "b", "c"], Differences.Of(sheets, codes, 4m, DifferenceOrder.Published).Select(d => d.Code));

        ScoreLine[] Lines(decimal a, decimal b, decimal c) => [new("a", a), new("b", b), new("c", c)];
    }

    [Fact]
    public void R43_who_made_no_notes_is_named()
    {
        ComparedSheet[] sheets = [new("x", [new("a", 1m, "said it")]), new("y", [new("a", 1m, "  ")]), new("z", [new("a", 1m)])];
        Assert.Equal(["y", "z"], Assert.Single(Differences.Of(sheets, Codes, 4m, DifferenceOrder.Published)).WithoutNotes);
    }

    [Fact]
    public void R43_the_mean_lies_between_the_lowest_and_the_highest_whatever_the_sheets_order() => Gen.Select(Gen.Int[0, 40].Array[1, 10], Gen.Int).Sample((halves, seed) =>
    {
        ComparedSheet[] sheets = [.. halves.Select((h, i) => Sheet($"m{i}", h / 2m))];
        var shuffled = sheets.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (Differences.Of(sheets, Codes, 4m, DifferenceOrder.Spread)[0], Differences.Of(shuffled, Codes, 4m, DifferenceOrder.Spread)[0]);
        return one.Min <= one.Mean && one.Mean <= one.Max && one.Spread == one.Max - one.Min
            && (one.Min, one.Max, one.Mean) == (other.Min, other.Max, other.Mean)
            && one.Scores.Where(s => s.Deviates).Select(s => s.Subject).Order().SequenceEqual(other.Scores.Where(s => s.Deviates).Select(s => s.Subject).Order());
    });

    private static ComparedSheet Sheet(string subject, decimal a, decimal? b = null) => new(subject, [new ScoreLine("a", a), new ScoreLine("b", b)]);
}

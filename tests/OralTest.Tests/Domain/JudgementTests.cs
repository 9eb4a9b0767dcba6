using CsCheck;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class JudgementTests
{
    private static readonly ScoringRule Rule = new();

    [Theory]
    [InlineData("11.9989", "59.99")] // 59.9945
    [InlineData("11.9990", "60.00")] // 59.9950: half goes up
    [InlineData("11.9991", "60.00")]
    [InlineData("12", "60.00")]
    [InlineData("0", "0.00")]
    [InlineData("0.0009", "0.00")] // 0.0045
    [InlineData("0.0010", "0.01")] // 0.0050
    [InlineData("20", "100.00")]
    [InlineData("19.9989", "99.99")]
    [InlineData("19.9990", "100.00")]
    [InlineData("13.333", "66.67")] // 66.665
    [InlineData("13.3329", "66.66")]
    public void R43_the_total_has_two_decimals_half_up(string result, string total)
    {
        Assert.Equal(Exact(total), Judgement.TotalOf(Results(result), Rule));
    }

    [Theory]
    [InlineData("12, 12, 11.997", "60.00")] // 35.997 of 60 is 59.995 exactly
    [InlineData("12, 12, 11.9969", "59.99")]
    [InlineData("10, 10, 11", "51.67")] // 51.666…
    [InlineData("10, 10, 10.5", "50.83")] // 50.8333…
    public void R43_a_mean_that_does_not_end_is_rounded_once(string results, string total)
    {
        Assert.Equal(Exact(total), Judgement.TotalOf(Results(results.Split(", ")), Rule));
    }

    [Fact]
    public void R43_a_hair_below_half_is_not_half()
    {
        // 59.995 less 10^-28 of a very small weight: a quotient of decimals would have called it half.
        var rule = Rule with { Weights = new Dictionary<string, decimal> { ["c0"] = 1m, ["c1"] = 0.0000000000000000000000000001m } };
        Assert.Equal(59.99m, Judgement.TotalOf(Results("11.999", "11.998"), rule));
        Assert.Equal(60.00m, Judgement.TotalOf(Results("11.999", "11.999"), rule));
    }

    [Fact]
    public void R43_weights_count_and_a_competency_without_one_weighs_one()
    {
        var rule = Rule with { Weights = new Dictionary<string, decimal> { ["c0"] = 3m } };
        Assert.Equal(75m, Judgement.TotalOf(Results("20", "0"), rule));
    }

    [Theory]
    [InlineData("11.998", false)] // 59.99
    [InlineData("11.9989", false)]
    [InlineData("11.999", true)] // shown as 60.00, and judged as shown
    [InlineData("12", true)]
    public void R43_suitable_is_a_total_of_at_least_the_threshold(string result, bool suitable)
    {
        Assert.Equal(suitable, Judgement.Of(Results(result), Rule).Suitable);
    }

    [Theory]
    [InlineData("10", true)]
    [InlineData("9.99", false)]
    [InlineData("9.5", false)]
    public void R43_an_essential_competency_needs_half_the_scale(string essential, bool suitable)
    {
        var rule = Rule with { Essential = ["c0"] };
        Assert.Equal(suitable, Judgement.Of(Results(essential, "20"), rule).Suitable);
    }

    [Fact]
    public void R43_half_of_an_odd_scale_is_exact()
    {
        var rule = Rule with { Scale = 5, Essential = ["c0"] };
        Assert.True(Judgement.Of(Results("2.5", "5"), rule).Suitable);
        Assert.False(Judgement.Of(Results("2.49", "5"), rule).Suitable);
    }

    [Fact]
    public void R43_weights_that_add_up_to_nothing_are_no_rule()
    {
        var rule = Rule with { Weights = new Dictionary<string, decimal> { ["c0"] = 0m } };
        Assert.Throws<InvalidOperationException>(() => Judgement.TotalOf(Results("10"), rule));
    }

    [Fact]
    public void R43_a_total_lies_between_0_and_100() => Cases.Sample(scored =>
        Judgement.TotalOf(scored.Results, scored.Rule) is >= 0m and <= 100m);

    [Fact]
    public void R43_a_higher_result_never_lowers_the_total() => Gen.Select(Cases, Gen.Int[0, 13], Gen.Int[1, 40]).Sample((scored, which, halves) =>
    {
        var code = $"c{which % scored.Results.Count}";
        var raised = new Dictionary<string, decimal>(scored.Results) { [code] = Math.Min(20m, scored.Results[code] + (halves * 0.5m)) };
        return Judgement.TotalOf(raised, scored.Rule) >= Judgement.TotalOf(scored.Results, scored.Rule);
    });

    [Fact]
    public void R43_the_order_of_competencies_does_not_matter() => Gen.Select(Cases, Gen.Int).Sample((scored, seed) =>
    {
        var shuffled = scored.Results.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Judgement.Of(shuffled.ToDictionary(), scored.Rule) == Judgement.Of(scored.Results, scored.Rule);
    });

    [Fact]
    public void R43_equal_weights_of_any_size_are_as_good_as_one() => Gen.Select(Cases, Gen.Int[1, 999]).Sample((scored, hundredths) =>
        Judgement.TotalOf(scored.Results, Rule with { Weights = scored.Results.ToDictionary(r => r.Key, _ => hundredths / 100m) })
            == Judgement.TotalOf(scored.Results, Rule));

    /// <summary>Up to 14 competencies, results in hundredths of a scale of 20, weights in hundredths.</summary>
    private static readonly Gen<(Dictionary<string, decimal> Results, ScoringRule Rule)> Cases =
        Gen.Select(Gen.Int[0, 2000], Gen.Int[1, 1000]).Array[1, 14].Select(lines => (
            lines.Index().ToDictionary(l => $"c{l.Index}", l => l.Item.Item1 / 100m),
            Rule with { Weights = lines.Index().ToDictionary(l => $"c{l.Index}", l => l.Item.Item2 / 100m) }));

    private static Dictionary<string, decimal> Results(params string[] results) => results.Index().ToDictionary(r => $"c{r.Index}", r => Exact(r.Item));

    private static decimal Exact(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

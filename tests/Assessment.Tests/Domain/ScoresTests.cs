using System.Globalization;
using CsCheck;
using Selection.Assessment.Domain;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class ScoresTests
{
    [Theory]
    [InlineData("59.999", false)]
    [InlineData("60", true)]
    [InlineData("60.000", true)]
    [InlineData("60.0", true)]
    [InlineData("060", true)]
    [InlineData("059.999", false)]
    [InlineData("60.001", true)]
    [InlineData("100", true)]
    [InlineData("0", false)]
    public void R30_a_score_passes_at_the_pass_mark_or_above_and_is_never_rounded(string text, bool passes) =>
        Assert.Equal(passes, Scores.Passes(Read(text), 60m));

    [Theory]
    [InlineData("100.001")]
    [InlineData("100.1")]
    [InlineData("101")]
    [InlineData("-0.001")]
    [InlineData("-0")]
    [InlineData("+60")]
    [InlineData("6e1")]
    [InlineData("6E1")]
    [InlineData("60,0")]
    [InlineData("60.0000")]
    [InlineData("59.9999")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    [InlineData(" 60")]
    [InlineData("60 ")]
    [InlineData("60.")]
    [InlineData(".5")]
    [InlineData("6.0.0")]
    [InlineData("0x3C")]
    [InlineData("1 000")]
    [InlineData("６０")]
    [InlineData("٦٠")]
    [InlineData("60\0")]
    [InlineData("60\n")]
    [InlineData("1e-400")]
    [InlineData("11111111111111111111")]
    [InlineData("99999999999999999999999999999999999999999")]
    public void R30_what_is_no_decimal_from_0_to_100_with_at_most_3_decimals_is_refused(string text) =>
        Assert.IsType<ScoreReading.Refused>(Scores.Read(text));

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("60,0", "is not digits with at most one point between them, such as 59.999")]
    [InlineData("60.0000", "has more than 3 decimals")]
    [InlineData("100.001", "is above 100")]
    [InlineData("11111111111111111111", "has more than 16 characters")]
    public void R35_a_refusal_says_what_is_wrong(string text, string reason) =>
        Assert.Equal(reason, Assert.IsType<ScoreReading.Refused>(Scores.Read(text)).Reason);

    [Fact]
    public void R35_scores_are_compared_as_numbers() =>
        Assert.Equal(Scores.Write(Read("60")), Scores.Write(Read("60.0")));

    [Fact]
    public void R30_every_score_with_up_to_three_decimals_is_read_exactly() => Gen.Int[0, 100_000].Sample(thousandths =>
        Assert.Equal(thousandths / 1000m, Read((thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture))));

    [Fact]
    public void R30_no_text_whatever_makes_reading_throw() => Gen.String.Sample(text => { _ = Scores.Read(text); });

    private static decimal Read(string text) => Assert.IsType<ScoreReading.Value>(Scores.Read(text)).Score;
}

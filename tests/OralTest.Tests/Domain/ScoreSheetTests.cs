using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class ScoreSheetTests
{
    private static readonly string[] Codes = ["a", "b", "c"];

    [Theory]
    [InlineData("0", null)]
    [InlineData("0.5", null)]
    [InlineData("20", null)]
    [InlineData("20.5", LineFault.OutOfScale)]
    [InlineData("-0.5", LineFault.OutOfScale)]
    [InlineData("12.25", LineFault.TooFine)]
    [InlineData("12.50", null)]
    public void R43_a_member_scores_in_halves_from_0_to_the_scale(string score, LineFault? expected)
    {
        var faults = ScoreSheet.Check([new ScoreLine("a", Exact(score))], Codes, 20);
        Assert.Equal(expected is { } fault ? [(0, fault)] : [], faults);
    }

    [Theory]
    [InlineData("12.25", null)]
    [InlineData("12.251", LineFault.TooFine)]
    [InlineData("20.01", LineFault.OutOfScale)]
    public void R43_the_committee_records_two_decimals_at_most(string result, LineFault? expected)
    {
        var faults = ScoreSheet.Check([new ResultLine("a", Exact(result), "why")], Codes, 20);
        Assert.Equal(expected is { } fault ? [(0, fault)] : [], faults);
    }

    [Fact]
    public void R43_every_competency_has_one_line_and_no_other_has_any()
    {
        var faults = ScoreSheet.Check([new ScoreLine("a", 1), new ScoreLine("x", 1), new ScoreLine("a", 2)], Codes, 20);
        Assert.Equal([(1, LineFault.UnknownCode), (2, LineFault.Twice)], faults);
    }

    [Fact]
    public void R43_a_sheet_is_complete_with_a_score_for_each_competency()
    {
        Assert.Equal(["b", "c"], ScoreSheet.Missing([new ScoreLine("a", 0), new ScoreLine("b", null, "thinking")], Codes));
        Assert.Empty(ScoreSheet.Missing([.. Codes.Select(code => new ScoreLine(code, 10))], Codes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void R46_a_competency_without_a_motivation_is_missing(string? motivation)
    {
        ResultLine[] lines = [new("a", 10, "why"), new("b", 10, motivation), new("c", null, "why")];
        Assert.Equal(["b", "c"], ScoreSheet.Missing(lines, Codes));
    }

    private static decimal Exact(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

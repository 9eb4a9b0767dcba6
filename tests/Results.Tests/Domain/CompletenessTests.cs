using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class CompletenessTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly ScoringRule Rule = new() { ThresholdPercent = 60m, Scale = 20, Essential = ["a"] };

    private static Lack[] Lacks(decimal total = 70, bool suitable = true, CompetencyResult[]? results = null, string? motivation = "Goed.", ScoringRule? rule = null, bool forgotten = false)
    {
        results ??= [new("a", 14, "Ja."), new("b", 14, "Ja.")];
        return [.. Completeness.Of(Id, total, suitable, results, motivation, rule ?? Rule, results.Length == 3 ? ["a", "b", "c"] : ["a", "b"], forgotten)];
    }

    [Fact]
    public void R46_what_is_complete_lacks_nothing() => Assert.Empty(Lacks());

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void R46_a_competency_without_motivation_is_missing(string motivation) =>
        Assert.Equal([new Lack(Id, LackKind.MotivationMissing, "b")], Lacks(results: [new("a", 14, "Ja."), new("b", 14, motivation)]));

    [Fact]
    public void R46_a_competency_without_a_result_is_missing() =>
        Assert.Equal([new Lack(Id, LackKind.ResultMissing, "b")], Lacks(results: [new("a", 14, "Ja.")]));

    [Fact]
    public void R46_the_whole_needs_a_motivation_too() => Assert.Equal([new Lack(Id, LackKind.OverallMotivationMissing)], Lacks(motivation: " "));

    [Theory]
    [InlineData("60", true, 10, true)]
    [InlineData("59.99", true, 10, false)]
    [InlineData("60", false, 10, false)]
    [InlineData("59.99", false, 10, true)]
    [InlineData("80", true, 9.99, false)]
    [InlineData("80", false, 9.99, true)]
    public void R43_the_group_follows_from_total_threshold_and_essential_competencies(string percent, bool suitable, double essential, bool right)
    {
        var total = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture);
        var other = ((total * 3 / 5) - (decimal)essential) / 2;

        Assert.Equal(
            right ? [] : [new Lack(Id, LackKind.GroupMismatch)],
            Lacks(total, suitable, [new("a", (decimal)essential, "Ja."), new("b", other, "Ja."), new("c", other, "Ja.")]));
    }

    [Theory]
    [InlineData("72.50", "1", "1", true)]
    [InlineData("72.5", "1", "1", true)]
    [InlineData("72.51", "1", "1", false)]
    [InlineData("72.501", "1", "1", false)]
    [InlineData("73.33", "1", "2", true)]
    [InlineData("73.34", "1", "2", false)]
    [InlineData("70", "1", "0", true)]
    public void R43_the_total_is_the_weighted_mean_by_the_vacancys_weights(string percent, string weightOfA, string weightOfB, bool right)
    {
        var (total, a, b) = (Parse(percent), Parse(weightOfA), Parse(weightOfB));
        var rule = Rule with { Weights = new Dictionary<string, decimal> { ["a"] = a, ["b"] = b } };

        Assert.Equal(right ? [] : [new Lack(Id, LackKind.TotalMismatch)], Lacks(total, true, [new("a", 14, "Ja."), new("b", 15, "Ja.")], rule: rule));

        static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("59.995", "60.00", true)]
    [InlineData("59.995", "59.99", false)]
    [InlineData("59.9949", "59.99", true)]
    [InlineData("59.9949", "60.00", false)]
    public void R43_the_total_is_rounded_half_up_to_two_decimals(string exact, string total, bool right) =>
        Assert.Equal(right, Completeness.IsTotalOf(
            decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture),
            [new("a", decimal.Parse(exact, System.Globalization.CultureInfo.InvariantCulture) / 5, "Ja.")], Rule));

    [Fact]
    public void R43_the_scale_is_the_vacancys()
    {
        Assert.Empty(Lacks(70, true, [new("a", 7, "Ja."), new("b", 7, "Ja.")], rule: Rule with { Scale = 10 }));
        Assert.Equal(
            [new Lack(Id, LackKind.ResultOutOfScale, "b")],
            Lacks(70, true, [new("a", 3.5m, "Ja."), new("b", 10.5m, "Ja.")], rule: Rule with { Scale = 10, Essential = [] }));
        Assert.Equal(
            [new Lack(Id, LackKind.ResultOutOfScale, "b")],
            Lacks(45, false, [new("a", 20, "Ja."), new("b", -2, "Ja.")], rule: Rule with { Essential = [] }));
    }

    [Fact]
    public void R55_motivations_of_somebody_who_was_erased_are_not_asked_for_again() =>
        Assert.Empty(Lacks(results: [new("a", 14, ""), new("b", 14, "")], motivation: "", forgotten: true));

    [Fact]
    public void R46_a_merit_place_is_asked_for_only_where_it_would_decide()
    {
        Performance P(decimal total, int? merit, decimal specific = 50, bool suitable = true) => new(Guid.NewGuid(), suitable, total, merit, specific, 50);
        Performance[] all = [P(80, null), P(80, 1), P(70, null), P(65, null, 51), P(65, null, 52), P(50, null, suitable: false), P(50, null, suitable: false)];

        Assert.Empty(Completeness.OfMerits(all, []));
        Assert.Equal(
            [all[0].CandidacyId, all[3].CandidacyId, all[4].CandidacyId],
            Completeness.OfMerits(all, [TieBreak.DiplomasAndMerits]).Select(l => l.CandidacyId!.Value));
        Assert.Equal(
            [all[0].CandidacyId],
            Completeness.OfMerits(all, [TieBreak.SpecificCompetencies, TieBreak.DiplomasAndMerits]).Select(l => l.CandidacyId!.Value));
    }
}

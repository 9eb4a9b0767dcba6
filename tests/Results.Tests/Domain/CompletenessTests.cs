using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class CompletenessTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly ScoringRule Rule = new() { ThresholdPercent = 60m, Scale = 20, Essential = ["a"] };

    private static Lack[] Lacks(decimal total = 70, bool suitable = true, CompetencyResult[]? results = null, string? motivation = "Goed.") =>
        [.. Completeness.Of(Id, total, suitable, results ?? [new("a", 14, "Ja."), new("b", 14, "Ja.")], motivation, Rule, ["a", "b"])];

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
    public void R43_the_group_follows_from_total_threshold_and_essential_competencies(string total, bool suitable, double essential, bool right) =>
        Assert.Equal(
            right ? [] : [new Lack(Id, LackKind.GroupMismatch)],
            Lacks(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), suitable, [new("a", (decimal)essential, "Ja."), new("b", 20, "Ja.")]));

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

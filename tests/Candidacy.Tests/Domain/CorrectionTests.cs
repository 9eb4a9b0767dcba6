using CsCheck;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class CorrectionTests
{
    private static readonly ProcedureDefinition Published = Samples.Definition();

    [Fact]
    public void R3_a_correction_names_each_text_with_its_old_and_new_wording()
    {
        var corrected = Published with
        {
            Summary = Published.Summary with { Fr = "Autre texte" },
            Purpose = [.. Published.Purpose, Samples.Text("More")],
            ClosingDate = Published.ClosingDate.PlusDays(7),
        };
        var changes = Correction.Between(Published, corrected);
        Assert.Equal(
            ["summary.fr", "purpose[1].nl", "purpose[1].fr", "purpose[1].de", "purpose[1].en", "closingDate"],
            changes.Select(c => c.Path).OrderBy(p => Array.IndexOf(["summary.fr", "purpose[1].nl", "purpose[1].fr", "purpose[1].de", "purpose[1].en", "closingDate"], p)));
        Assert.Equal(new Change("summary.fr", Published.Summary.Fr, "Autre texte"), changes.Single(c => c.Path == "summary.fr"));
        Assert.Equal(new Change("purpose[1].nl", null, "More"), changes.Single(c => c.Path == "purpose[1].nl"));
        Assert.Equal(new Change("closingDate", "2025-10-22", "2025-10-29"), changes.Single(c => c.Path == "closingDate"));
        Assert.Empty(Correction.Refused(Published, corrected));
    }

    [Fact]
    public void R3_rules_level_group_language_code_figures_and_the_competency_models_structure_are_frozen()
    {
        var competencies = Published.Competencies;
        (string Field, ProcedureDefinition Corrected)[] frozen =
        [
            ("selectionCode", Published with { SelectionCode = "ZZZ00001" }),
            ("language", Published with { Language = "fr" }),
            ("function.weighingClass", Published with { Function = Published.Function with { WeighingClass = 4 } }),
            ("mandateYears", Published with { MandateYears = 5 }),
            ("workingTime", Published with { WorkingTime = WorkingTime.PartTime }),
            ("salary.grossYearlyEuro", Published with { Salary = new Salary(1, 16_875m) }),
            ("rules.experience.managementYears", Published with { Rules = Published.Rules with { Experience = Published.Rules.Experience with { ManagementYears = 5 } } }),
            ("rules.scoring.weights.specific-1", Published with { Rules = Published.Rules with { Scoring = new ScoringRule { Weights = new Dictionary<string, decimal> { ["specific-1"] = 2 } } } }),
            ("rules.tieBreaks[0]", Published with { Rules = Published.Rules with { TieBreaks = [TieBreak.DiplomasAndMerits] } }),
            ("competencies.specific[0].code", Published with { Competencies = competencies with { Specific = [competencies.Specific[0] with { Code = "other" }, .. competencies.Specific.Skip(1)] } }),
            ("competencies.specific[0].level", Published with { Competencies = competencies with { Specific = [competencies.Specific[0] with { Level = MasteryLevel.Specialist }, .. competencies.Specific.Skip(1)] } }),
        ];
        foreach (var (field, corrected) in frozen)
        {
            var refused = Assert.Single(Correction.Refused(Published, corrected));
            Assert.Equal((field, "frozen"), (refused.Field, refused.Code));
        }

        var fewer = Published with { Competencies = competencies with { Assessment = [.. competencies.Assessment.Take(2)] } };
        Assert.All(Correction.Refused(Published, fewer), r => Assert.StartsWith("competencies.assessment[2]", r.Field, StringComparison.Ordinal));
        Assert.NotEmpty(Correction.Refused(Published, fewer));
    }

    [Fact]
    public void R3_the_wording_of_a_competency_may_be_corrected()
    {
        var specific = Published.Competencies.Specific;
        var corrected = Published with { Competencies = Published.Competencies with { Specific = [specific[0] with { Description = Samples.Text("Better words") }, .. specific.Skip(1)] } };
        Assert.Equal(4, Correction.Between(Published, corrected).Count);
        Assert.Empty(Correction.Refused(Published, corrected));
    }

    [Fact]
    public void R3_the_closing_date_never_moves_earlier() =>
        Gen.Int[-400, 400].Sample(days =>
        {
            var refused = Correction.Refused(Published, Published with { ClosingDate = Published.ClosingDate.PlusDays(days) });
            return days >= 0 ? refused.Count == 0 : refused is [{ Field: "closingDate", Code: "closing-date-earlier" }];
        });

    [Fact]
    public void R3_the_same_notice_differs_in_nothing_however_its_numbers_are_written()
    {
        var same = Published with { Version = 7, Salary = new Salary(185_457.890m, 16_875m), Rules = Published.Rules with { Scoring = Published.Rules.Scoring with { ThresholdPercent = 60.00m } } };
        Assert.Empty(Correction.Between(Published, same));
    }

    [Theory]
    [InlineData("<b>x</b>", "no-html")]
    [InlineData("a <script", "no-html")]
    [InlineData("a\0b", "not-showable")]
    [InlineData("left‮right", "not-showable")]
    [InlineData("fewer than 3 < 5 and 5 > 3\nnew line", null)]
    [InlineData("", null)]
    public void R1_a_notice_holds_plain_text(string text, string? code) =>
        Assert.Equal(code, ProcedureCheck.Unkeepable(Published with { Summary = new LocalizedText(text, "x", "x", "x") }).SingleOrDefault()?.Code);

    [Fact]
    public void R1_a_list_or_a_text_without_end_and_an_empty_place_in_a_list_cannot_be_kept()
    {
        Assert.Equal("too-long", Assert.Single(ProcedureCheck.Unkeepable(Published with { Title = Published.Title with { De = new string('x', 10_001) } })).Code);
        Assert.Equal("too-many", Assert.Single(ProcedureCheck.Unkeepable(Published with { Purpose = [.. Enumerable.Repeat(Samples.Text("x"), 101)] })).Code);
        var missing = Assert.Single(ProcedureCheck.Unkeepable(Published with { Purpose = [Samples.Text("x"), null!] }));
        Assert.Equal(("purpose[1]", "required"), (missing.Field, missing.Code));
    }
}

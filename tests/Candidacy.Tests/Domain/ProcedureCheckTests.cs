using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class ProcedureCheckTests
{
    private static readonly ProcedureDefinition Complete = Samples.Definition();

    [Fact]
    public void R1_a_complete_notice_misses_nothing() => Assert.Empty(ProcedureCheck.Missing(Complete));

    [Fact]
    public void R1_everything_missing_is_said_at_once()
    {
        var missing = ProcedureCheck.Missing(Complete with
        {
            Title = new LocalizedText("Titel", "", "Titel", " "),
            Purpose = [],
            Language = "de",
            MandateYears = 0,
            Function = Complete.Function with { WeighingClass = 8 },
            Contact = new Contact("", "nobody"),
            Rules = Complete.Rules with { Experience = new ExperienceRule { ManagementYears = 0 } },
        }).Select(m => m.Field).ToList();
        Assert.Equal(
            ["contact.email", "contact.name", "function.weighingClass", "language", "mandateYears", "purpose", "rules.experience.managementYears", "rules.experience.usefulDomains", "title.en", "title.fr"],
            missing.Order());
    }

    [Fact]
    public void R2_every_kind_of_competency_is_needed()
    {
        var missing = ProcedureCheck.Missing(Complete with { Competencies = new CompetencyModel([], [], []) }).Select(m => m.Field);
        Assert.Equal(["competencies.assessment", "competencies.management", "competencies.specific"], missing.Where(m => m.StartsWith("competencies", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void R2_a_competencys_code_is_used_once()
    {
        var twice = Complete.Competencies with { Assessment = [.. Complete.Competencies.Assessment, Complete.Competencies.Assessment[0]] };
        Assert.Equal("code-twice", Assert.Single(ProcedureCheck.Missing(Complete with { Competencies = twice })).Code);
    }

    [Fact]
    public void R43_weights_and_essential_competencies_name_competencies_of_the_oral_test()
    {
        var scoring = new ScoringRule { Weights = new Dictionary<string, decimal> { ["unknown"] = 1 }, Essential = ["unknown-too"] };
        var missing = ProcedureCheck.Missing(Complete with { Rules = Complete.Rules with { Scoring = scoring } });
        Assert.Equal(["rules.scoring.essential", "rules.scoring.weights"], missing.Select(m => m.Field).Order());
    }

    [Theory]
    [InlineData("ANG25001", true)]
    [InlineData("ang25001", false)]
    [InlineData("ANG2500", false)]
    [InlineData("ANG250011", false)]
    [InlineData("ANG25001\n", false)]
    [InlineData("ANG２５００１", false)]
    public void R1_a_selection_code_is_three_capitals_and_five_digits(string code, bool isOne) => Assert.Equal(isOne, ProcedureCheck.IsSelectionCode(code));

    [Theory]
    [InlineData(CandidacyState.Provisional, -1, CandidacyState.Provisional)]
    [InlineData(CandidacyState.Provisional, 0, CandidacyState.Lapsed)]
    [InlineData(CandidacyState.Validated, -1, CandidacyState.Validated)]
    [InlineData(CandidacyState.Validated, 0, CandidacyState.Lodged)]
    [InlineData(CandidacyState.Withdrawn, 0, CandidacyState.Withdrawn)]
    internal void T3_the_closing_instant_decides_and_not_the_timer(CandidacyState state, int millisecondsAfter, CandidacyState shown)
    {
        var closesAt = Instant.FromUtc(2025, 10, 22, 22, 0);
        Assert.Equal(shown, state.At(closesAt, closesAt + Duration.FromMilliseconds(millisecondsAfter)));
    }
}

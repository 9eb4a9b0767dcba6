using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class TextBlocksTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly Subject Subject = new("ANG25001", "Adjunct-administrateur-generaal", 1, Closing);
    private static readonly RuleSet Rules = Samples.Definition().Rules;

    public static TheoryData<string> Codes => [.. TextBlocks.Standard.Select(b => b.Code)];

    private static Proposal Make(Dossier dossier) => Proposals.Make(Rules, dossier, "nl", Closing);

    private static CultureInfo In(string language) => CultureInfo.GetCultureInfo(language);

    private static string Fill(string code, Dossier dossier, string language = "nl", Experience? experience = null) =>
        TextBlocks.Fill(Texts.BlockIn(In(language), code), TextBlocks.FactsOf(Subject, Rules, Make(dossier), experience, In(language)));

    private static string[] Fitting(Dossier dossier, BlockUse use) => [.. TextBlocks.Standard.Where(b => b.Use == use && b.Fits(Make(dossier))).Select(b => b.Code)];

    private static DossierDocument Diploma(DiplomaLevel level, string country = "BE", string language = "nl")
    {
        var document = Samples.Diploma();
        return document with { Diploma = document.Diploma! with { Level = level, Country = country, Language = language } };
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void R23_every_standard_block_is_there_in_every_language_and_speaks_of_the_same_facts(string code)
    {
        string[] NamesIn(string language) => [.. Regex.Matches(Texts.BlockIn(In(language), code), @"\{(\w+)\}").Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Empty(NamesIn("en").Except(TextBlocks.Names));
        Assert.All(TextBlocks.Languages, language =>
        {
            Assert.Equal(NamesIn("en"), NamesIn(language));
            Assert.Equal(WrittenText.HasGap(Texts.BlockIn(In("en"), code)), WrittenText.HasGap(Texts.BlockIn(In(language), code)));
            Assert.InRange(Texts.BlockTitleIn(In(language), code).Length, 1, TextBlocks.LongestTitle);
        });
        Assert.Equal(4, TextBlocks.Languages.Select(language => Texts.BlockIn(In(language), code)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void R23_a_filled_block_names_no_fact_without_saying_it(string code)
    {
        var empty = new Dossier([], [], null);
        Assert.All(TextBlocks.Languages, language =>
        {
            Assert.DoesNotContain('{', Fill(code, Samples.Dossier(), language, Samples.Management(Closing, Closing)));
            Assert.DoesNotContain('{', Fill(code, empty, language));
        });
    }

    [Fact]
    public void R23_a_block_comes_with_the_cases_own_facts_in_the_language_of_the_procedure()
    {
        var dossier = Samples.Dossier() with { Experiences = [Samples.Management(new(2019, 10, 24), Closing)] };

        Assert.StartsWith("U toont 5\u00a0jaar en 364\u00a0dagen managementervaring aan die kan worden aanvaard; er is 6\u00a0jaar nodig.", Fill("management-too-short", dossier), StringComparison.Ordinal);
        Assert.StartsWith("Vous démontrez 5\u00a0ans et 364\u00a0jours d'expérience", Fill("management-too-short", dossier, "fr"), StringComparison.Ordinal);
        Assert.Contains("‘Master in de rechten’ (Universiteit) is van niveau bachelor", Fill("diploma-too-low", Samples.Dossier() with { Documents = [Diploma(DiplomaLevel.Bachelor)] }), StringComparison.Ordinal);
        Assert.Contains("(A4, FOD Financiën)", Fill("function-unproven", Samples.Dossier() with { Documents = [], FederalLevelA = new("FOD Financiën", "A4") }), StringComparison.Ordinal);
        Assert.Contains("(Social security, Health, ICT architecture)", Fill("outside-fields", dossier, experience: Samples.Management(Closing, Closing)), StringComparison.Ordinal);
        Assert.Contains("Directeur bij Dienst X van 1\u00a0januari 2018", Fill("not-proven", dossier, experience: Samples.Management(new(2018, 1, 1), Closing) with { Function = "Directeur", Organisation = "Dienst X" }), StringComparison.Ordinal);
    }

    [Fact]
    public void R23_what_the_case_does_not_tell_is_a_gap() =>
        Assert.Contains("als […] bij […] van […]", Fill("not-proven", Samples.Dossier()), StringComparison.Ordinal);

    [Fact]
    public void R23_facts_are_put_in_as_they_are_also_when_they_look_like_names() =>
        Assert.Contains("als {management} bij", Fill("not-proven", Samples.Dossier(), experience: Samples.Management(Closing, Closing) with { Function = "{management}" }), StringComparison.Ordinal);

    [Fact]
    public void R24_the_blocks_of_a_refusal_are_those_its_facts_ask_for()
    {
        var shortOfBoth = Samples.Dossier() with { Experiences = [Samples.Management(new(2020, 1, 1), new(2022, 1, 1)), Samples.Useful(new(2015, 1, 1), new(2018, 1, 1))] };

        Assert.Equal(["management-too-short", "useful-too-short", "never-added"], Fitting(shortOfBoth, BlockUse.Refuse));
        Assert.Equal(["experience-none"], Fitting(Samples.Dossier() with { Experiences = [] }, BlockUse.Refuse));
        Assert.Equal(["diploma-too-low"], Fitting(Samples.Dossier() with { Documents = [Diploma(DiplomaLevel.Bachelor)] }, BlockUse.Refuse));
        Assert.Equal(["diploma-none", "function-unproven"], Fitting(Samples.Dossier() with { Documents = [], FederalLevelA = new("FOD", "A4") }, BlockUse.Refuse));
        Assert.Equal(["diploma-none", "function-not-level-a"], Fitting(Samples.Dossier() with { Documents = [], FederalLevelA = new("FOD", "B4") }, BlockUse.Refuse));
        Assert.Equal(["refuse-against-proposal"], Fitting(Samples.Dossier(), BlockUse.Refuse));
    }

    [Fact]
    public void R22_the_blocks_of_an_admission_are_those_its_reservations_ask_for()
    {
        var abroad = Samples.Dossier() with { Documents = [Diploma(DiplomaLevel.Master, country: "FR")] };
        var both = Samples.Dossier() with { Documents = [Diploma(DiplomaLevel.Master, "FR", "fr")] };

        Assert.Equal(["reservation-equivalence"], Fitting(abroad, BlockUse.AdmitUnderReservation));
        Assert.Equal(["without-equivalence"], Fitting(abroad, BlockUse.Admit));
        Assert.Equal(["reservation-equivalence", "reservation-language-test"], Fitting(both, BlockUse.AdmitUnderReservation));
        Assert.Equal(["lift-equivalence", "lift-language-test"], Fitting(both, BlockUse.LiftReservation));
        Assert.Equal(["confirm-equivalence", "confirm-language-test"], Fitting(both, BlockUse.ConfirmReservation));
        Assert.Equal(["admit-against-proposal"], Fitting(Samples.Dossier() with { Experiences = [] }, BlockUse.Admit));
        Assert.Empty(Fitting(Samples.Dossier(), BlockUse.Admit));
    }

    [Theory]
    [InlineData("Niets open.", false)]
    [InlineData("Nog […] open.", true)]
    [InlineData("Nog [...] open.", true)]
    [InlineData("Nog [ … welke] open.", true)]
    [InlineData("Nog [… over\ntwee regels] open.", true)]
    [InlineData("Zie [1] en … en (...).", false)]
    [InlineData("Zie [artikel 3].", false)]
    public void R23_a_gap_is_seen_in_every_way_it_is_written(string text, bool hasGap) => Assert.Equal(hasGap, WrittenText.HasGap(text));

    [Fact]
    public void R23_a_block_of_an_officers_own_speaks_of_known_facts_in_a_known_language()
    {
        Assert.Empty(TextBlocks.Faults("nl", "Te kort", "U toont {management} aan: […]"));
        Assert.Equal(["language: one-of", "title: required", "text: block-name-unknown"], TextBlocks.Faults("es", " ", "U toont {ervaring} aan.").Select(f => $"{f.Field}: {f.Code}"));
        Assert.Equal(["title: gap", "text: not-showable"], TextBlocks.Faults("nl", "Te […] kort", "U toont\u0000 aan.").Select(f => $"{f.Field}: {f.Code}"));
    }
}

using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class MotivationsTests
{
    private static Procedure Of(ProcedureDefinition d) => new(d.SelectionCode, d.Title, d.Version, d.Rules, d.Competencies);

    private static string Write(string language, Procedure procedure, FinalDecision decision, Correction? correction = null)
    {
        var frame = Motivations.FrameOf(language, procedure, correction);
        return Motivations.TextOf(frame, Motivations.ActOf(frame, decision), decision.Results);
    }

    private static FinalDecision Decision(FinalGroup group, int? rank, bool shared = false) =>
        new(group, rank, 7, shared, 72.5m, [new("specific-1", 14.5m, "Kent het domein."), new("management-1-1", 9m, "Te weinig.")], "Een sterke kandidaat.");

    [Fact]
    public void R48_the_motivation_names_rank_total_threshold_every_competency_and_the_remedies()
    {
        var text = Write("nl", Of(Samples.Definition("ANG25001")), Decision(FinalGroup.Suitable, 2));

        foreach (var part in (string[])["rang 2 van 7", "72,50 %", "60 %", "Domain 1: 14,5 op 20. Kent het domein.", "management-1-1: 9 op 20. Te weinig.", "Een sterke kandidaat.", "ANG25001, versie 1", "29 juli 1991", "Raad van State"])
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void R46_a_shared_rank_and_published_tie_breaks_are_said()
    {
        var definition = Samples.Definition();
        var procedure = Of(definition) with { Rules = definition.Rules with { TieBreaks = [TieBreak.DiplomasAndMerits] } };

        var text = Write("fr", procedure, Decision(FinalGroup.Suitable, 1, shared: true));

        Assert.Contains("partagez le rang 1 sur 7", text, StringComparison.Ordinal);
        Assert.Contains("titres et mérites", text, StringComparison.Ordinal);
        Assert.Contains("72,50 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void R43_an_essential_competency_below_half_is_named()
    {
        var definition = Samples.Definition();
        var procedure = Of(definition) with { Rules = definition.Rules with { Scoring = new ScoringRule { Essential = ["management-1-1"] } } };

        Assert.Contains("essentiële competentie", Write("nl", procedure, Decision(FinalGroup.NotSuitable, null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("en")]
    [InlineData("xx")]
    public void R48_both_groups_have_words_in_every_language(string language)
    {
        foreach (var decision in (FinalDecision[])[Decision(FinalGroup.Suitable, 1), Decision(FinalGroup.Suitable, 1, shared: true), Decision(FinalGroup.NotSuitable, null)])
            Assert.DoesNotMatch(@"\{\d\}", Write(language, Of(Samples.Definition()), decision));
    }

    [Theory]
    [InlineData("nl", "12\u00a0november 2025")]
    [InlineData("fr", "12\u00a0novembre 2025")]
    [InlineData("de", "12.\u00a0November 2025")]
    [InlineData("en", "12\u00a0November 2025")]
    public void R47_a_correction_says_which_list_it_corrects_and_why(string language, string day)
    {
        var earlier = NodaTime.Instant.FromUtc(2025, 11, 11, 23, 0);
        var corrected = Write(language, Of(Samples.Definition()), Decision(FinalGroup.Suitable, 1), new Correction(CorrectionGround.ChangedOutcomes, "Foute optelling.", null, earlier));
        var annulled = Write(language, Of(Samples.Definition()), Decision(FinalGroup.Suitable, 1), new Correction(CorrectionGround.Annulment, "Nieuwe beraadslaging.", "265.432", earlier));

        Assert.All([corrected, annulled], text => Assert.Contains(day, text, StringComparison.Ordinal));
        Assert.Contains("Foute optelling.", corrected, StringComparison.Ordinal);
        Assert.Contains("265.432", annulled, StringComparison.Ordinal);
    }

    [Fact]
    public void R22_an_open_reservation_is_said_to_the_suitable()
    {
        var procedure = Of(Samples.Definition());
        var both = Reservation.Equivalence | Reservation.LanguageTest;

        Assert.Contains("(gelijkwaardigheid van het diploma, taaltest)", Write("nl", procedure, Decision(FinalGroup.Suitable, 1) with { Reservation = both }), StringComparison.Ordinal);
        Assert.DoesNotContain("taaltest", Write("nl", procedure, Decision(FinalGroup.NotSuitable, null) with { Reservation = both }), StringComparison.Ordinal);
        Assert.DoesNotContain("voorbehoud", Write("nl", procedure, Decision(FinalGroup.Suitable, 1)), StringComparison.Ordinal);
    }
}

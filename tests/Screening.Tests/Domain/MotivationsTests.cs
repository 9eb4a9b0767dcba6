using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class MotivationsTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly Subject Subject = new("ANG25001", "Adjunct-administrateur-generaal", 1, Closing);

    private static Proposal Make(Dossier dossier) => Proposals.Make(new RuleSet(), dossier, "nl", Closing);

    [Fact]
    public void R23_a_refusal_names_its_legal_and_factual_grounds_in_dutch()
    {
        var dossier = Samples.Dossier() with { Experiences = [Samples.Management(new LocalDate(2019, 10, 24), Closing)] };

        var text = Motivations.Write("nl", Subject, Make(dossier), Outcome.Refuse, Reservation.None, "De termijn ontbreekt.");

        Assert.Contains("29 juli 1991", text, StringComparison.Ordinal);
        Assert.Contains("ANG25001, versie 1", text, StringComparison.Ordinal);
        Assert.Contains("22\u00a0oktober 2025", text, StringComparison.Ordinal);
        Assert.Contains("(Universiteit, België, 2005)", text, StringComparison.Ordinal);
        Assert.Contains("5\u00a0jaar en 364\u00a0dagen", text, StringComparison.Ordinal);
        Assert.Contains("24\u00a0oktober 2019", text, StringComparison.Ordinal);
        Assert.Contains("De termijn ontbreekt.", text, StringComparison.Ordinal);
        Assert.Contains("Raad van State", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wijkt af", text, StringComparison.Ordinal);
    }

    [Fact]
    public void R23_the_act_is_in_the_language_of_the_procedure()
    {
        var proposal = Make(Samples.Dossier());

        Assert.StartsWith("Décision : ", Motivations.Write("fr", Subject, proposal, Outcome.Admit, Reservation.None, null), StringComparison.Ordinal);
        Assert.StartsWith("Entscheidung: ", Motivations.Write("de", Subject, proposal, Outcome.Admit, Reservation.None, null), StringComparison.Ordinal);
        Assert.StartsWith("Decision: ", Motivations.Write("xx", Subject, proposal, Outcome.Admit, Reservation.None, null), StringComparison.Ordinal);
    }

    [Fact]
    public void R23_a_departure_says_that_it_is_one()
    {
        var text = Motivations.Write("nl", Subject, Make(Samples.Dossier() with { Documents = [] }), Outcome.Admit, Reservation.None, "Het stuk lag elders.");

        Assert.Contains("wijkt af", text, StringComparison.Ordinal);
        Assert.Contains("geen diploma", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("en")]
    public void R22_every_reservation_and_every_verdict_has_words_in_every_language(string language)
    {
        var diploma = Samples.Diploma();
        Dossier[] dossiers =
        [
            Samples.Dossier(),
            Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Level = DiplomaLevel.Bachelor } }] },
            Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { MadeEqual = true } }, Samples.Diploma()] },
            Samples.Dossier() with { FederalLevelA = new FederalFunction("FOD", "A4") },
            Samples.Dossier() with { FederalLevelA = new FederalFunction("FOD", "B4") },
            Samples.Dossier() with { Documents = [diploma with { Kind = DocumentKind.Attachment, Diploma = null }], FederalLevelA = new FederalFunction("FOD", "A4") },
            Samples.Dossier() with { Documents = [], Experiences = [Samples.Management(Closing, Closing), Samples.Useful(Closing, Closing)] },
        ];
        foreach (var dossier in dossiers)
        {
            foreach (var outcome in Enum.GetValues<Outcome>())
            {
                var text = Motivations.Write(language, Subject, Make(dossier), outcome, Reservation.Equivalence | Reservation.LanguageTest, "x");
                Assert.DoesNotMatch(@"\{\d\}", text);
            }
        }
    }
}

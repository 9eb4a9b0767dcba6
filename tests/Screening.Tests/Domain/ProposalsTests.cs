using CsCheck;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class ProposalsTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly RuleSet Rules = new();

    private static Proposal Make(Dossier dossier, RuleSet? rules = null, string language = "nl") => Proposals.Make(rules ?? Rules, dossier, language, Closing);

    private static Dossier With(params DossierDocument[] documents) => Samples.Dossier() with { Documents = documents };

    private static DossierDocument Diploma(
        DiplomaLevel level = DiplomaLevel.Master, string country = "BE", string language = "nl", bool madeEqual = false)
    {
        var document = Samples.Diploma();
        return document with { Diploma = document.Diploma! with { Level = level, Country = country, Language = language, MadeEqual = madeEqual } };
    }

    private static DossierDocument Document(DocumentKind kind) => Samples.Diploma() with { Kind = kind, Diploma = null };

    private static Dossier Experience(params Experience[] experiences) => Samples.Dossier() with { Experiences = experiences };

    [Fact]
    public void R21_a_master_and_six_years_of_management_are_admitted()
    {
        var proposal = Make(Samples.Dossier());

        Assert.Equal((Outcome.Admit, Reservation.None), (proposal.Outcome, proposal.Reservation));
        Assert.Equal(DiplomaGround.Diploma, proposal.Diploma.Ground);
        Assert.Equal(7, proposal.Experience.Management.Count.Years);
    }

    [Theory]
    [InlineData(DiplomaLevel.Secondary, false)]
    [InlineData(DiplomaLevel.Bachelor, false)]
    [InlineData(DiplomaLevel.Master, true)]
    [InlineData(DiplomaLevel.Doctorate, true)]
    public void R21_a_diploma_counts_from_the_lowest_level_asked_for(DiplomaLevel level, bool counts) =>
        Assert.Equal(counts ? Outcome.Admit : Outcome.Refuse, Make(With(Diploma(level))).Outcome);

    [Fact]
    public void R57_an_earlier_diploma_that_was_made_equal_counts_as_the_level_asked_for() =>
        Assert.Equal(Outcome.Admit, Make(With(Diploma(DiplomaLevel.Bachelor, madeEqual: true))).Outcome);

    [Fact]
    public void R21_no_diploma_and_no_function_is_refused_although_the_experience_is_there()
    {
        var proposal = Make(With());

        Assert.Equal(Outcome.Refuse, proposal.Outcome);
        Assert.False(proposal.Diploma.Met);
        Assert.True(proposal.Experience.Met);
    }

    [Theory]
    [InlineData(DocumentKind.AppointmentDecision, FunctionVerdict.Proven, Outcome.Admit)]
    [InlineData(DocumentKind.Attachment, FunctionVerdict.Proven, Outcome.Admit)]
    [InlineData(DocumentKind.Diploma, FunctionVerdict.NoProof, Outcome.Refuse)]
    public void R7_a_level_A_function_counts_only_with_its_document(DocumentKind kind, FunctionVerdict verdict, Outcome outcome)
    {
        var proposal = Make(With(Document(kind)) with { FederalLevelA = new FederalFunction("FPS Finance", "A4") });

        Assert.Equal(verdict, proposal.Diploma.Function!.Verdict);
        Assert.Equal(outcome, proposal.Outcome);
    }

    [Fact]
    public void R21_an_appointment_decision_without_a_stated_function_does_not_count() =>
        Assert.Equal(Outcome.Refuse, Make(With(Document(DocumentKind.AppointmentDecision))).Outcome);

    [Theory]
    [InlineData("A1", FunctionVerdict.Proven)]
    [InlineData("N-1", FunctionVerdict.Proven)]
    [InlineData("Directeur", FunctionVerdict.Proven)]
    [InlineData("B2", FunctionVerdict.NotLevelA)]
    [InlineData(" c ", FunctionVerdict.NotLevelA)]
    [InlineData("", FunctionVerdict.Proven)]
    public void R21_a_function_of_another_level_does_not_count(string functionClass, FunctionVerdict verdict) =>
        Assert.Equal(verdict, Make(With(Document(DocumentKind.AppointmentDecision)) with { FederalLevelA = new("FPS", functionClass) }).Diploma.Function!.Verdict);

    [Fact]
    public void R21_a_vacancy_can_leave_the_function_route_out()
    {
        var rules = Rules with { Diploma = new DiplomaRule { FederalLevelACounts = false } };
        var proposal = Make(With(Document(DocumentKind.AppointmentDecision)) with { FederalLevelA = new("FPS", "A4") }, rules);

        Assert.Equal(FunctionVerdict.NotProvidedFor, proposal.Diploma.Function!.Verdict);
        Assert.Equal(Outcome.Refuse, proposal.Outcome);
    }

    [Theory]
    [InlineData("BE", "nl", Reservation.None)]
    [InlineData("be", "NL-BE", Reservation.None)]
    [InlineData("NL", "nl", Reservation.Equivalence)]
    [InlineData("BE", "fr", Reservation.LanguageTest)]
    [InlineData("GB", "en", Reservation.Equivalence | Reservation.LanguageTest)]
    [InlineData("BE", "", Reservation.LanguageTest)]
    public void R22_a_foreign_diploma_and_another_language_each_leave_something_open(string country, string language, Reservation reservation)
    {
        var proposal = Make(With(Diploma(country: country, language: language)));

        Assert.Equal(reservation, proposal.Reservation);
        Assert.Equal(reservation is Reservation.None ? Outcome.Admit : Outcome.AdmitUnderReservation, proposal.Outcome);
    }

    [Fact]
    public void R22_of_several_diplomas_the_one_that_leaves_least_open_counts_wherever_it_stands()
    {
        DossierDocument[] documents =
            [Diploma(country: "GB", language: "en"), Diploma(country: "FR", language: "nl"), Diploma(DiplomaLevel.Bachelor), Diploma(language: "fr"), Diploma()];

        Assert.Equal(Reservation.None, Make(With(documents)).Reservation);
        Assert.Equal(documents[4].DocumentVersionId, Make(With(documents)).Diploma.DocumentVersionId);
        Assert.Equal(Make(With(documents[..4])).Reservation, Make(With([.. documents[..4].Reverse()])).Reservation);
        Assert.Equal(1, int.PopCount((int)Make(With(documents[..4])).Reservation));
    }

    [Fact]
    public void R22_a_proven_level_A_function_needs_no_diploma_and_leaves_nothing_open()
    {
        var dossier = With(Diploma(country: "GB", language: "en"), Document(DocumentKind.AppointmentDecision)) with { FederalLevelA = new("FPS", "A4") };

        var proposal = Make(dossier);

        Assert.Equal((Outcome.Admit, DiplomaGround.FederalFunction), (proposal.Outcome, proposal.Diploma.Ground));
    }

    [Fact]
    public void R22_a_refusal_carries_no_reservation()
    {
        var proposal = Make(With(Diploma(country: "GB")) with { Experiences = [] });

        Assert.Equal((Outcome.Refuse, Reservation.None), (proposal.Outcome, proposal.Reservation));
        Assert.Equal(Reservation.Equivalence, proposal.Diploma.Reservation);
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(23, true)]
    public void R14_six_years_minus_a_day_is_not_enough(int day, bool enough)
    {
        var proposal = Make(Experience(Samples.Management(new LocalDate(2019, 10, day), new LocalDate(2025, 10, 22))));

        Assert.Equal(enough, proposal.Experience.Met);
        Assert.Equal(enough ? (6, 0) : (5, 364), (proposal.Experience.Management.Count.Years, proposal.Experience.Management.Count.Days));
    }

    [Fact]
    public void R13_five_years_of_management_and_nine_useful_ones_do_not_add_up()
    {
        var proposal = Make(Experience(
            Samples.Management(new LocalDate(2020, 1, 1), new LocalDate(2024, 12, 31)),
            Samples.Useful(new LocalDate(2010, 1, 1), new LocalDate(2018, 12, 31))));

        Assert.Equal(Outcome.Refuse, proposal.Outcome);
        Assert.Equal((5, 9), (proposal.Experience.Management.Count.Years, proposal.Experience.Useful.Count.Years));
    }

    [Fact]
    public void R13_ten_useful_years_are_enough_alone() =>
        Assert.Equal(Outcome.Admit, Make(Experience(Samples.Useful(new LocalDate(2010, 1, 1), new LocalDate(2019, 12, 31)))).Outcome);

    [Fact]
    public void R14_what_lies_after_the_closing_date_does_not_count() =>
        Assert.Equal(Outcome.Refuse, Make(Experience(Samples.Management(new LocalDate(2019, 10, 24), new LocalDate(2026, 12, 31)))).Outcome);

    [Fact]
    public void R21_a_document_more_never_makes_the_outcome_worse()
    {
        var document =
            from kind in Gen.Enum<DocumentKind>()
            from level in Gen.Enum<DiplomaLevel>()
            from country in Gen.OneOfConst("BE", "FR", "GB")
            from language in Gen.OneOfConst("nl", "fr", "en")
            from madeEqual in Gen.Bool
            select kind is DocumentKind.Diploma ? Diploma(level, country, language, madeEqual) : Document(kind);
        var cases = Gen.Select(document.Array[0, 5], document, Gen.Bool);

        cases.Sample((documents, more, hasFunction) =>
        {
            var dossier = With(documents) with { FederalLevelA = hasFunction ? new FederalFunction("FPS", "A4") : null };
            var before = Make(dossier);
            var after = Make(dossier with { Documents = [more, .. documents] });
            return after.Outcome <= before.Outcome
                && (before.Outcome is Outcome.Refuse || int.PopCount((int)after.Reservation) <= int.PopCount((int)before.Reservation));
        });
    }
}

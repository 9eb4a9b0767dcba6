using NodaTime;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class DecisionsTests
{
    private static readonly Proposal Admits = Proposals.Make(new RuleSet(), Samples.Dossier(), "nl", new LocalDate(2025, 10, 22));
    private static readonly Proposal Reserves = Proposals.Make(new RuleSet(), Samples.Dossier(), "fr", new LocalDate(2025, 10, 22));
    private static readonly Proposal Refuses = Proposals.Make(new RuleSet(), Samples.Dossier() with { Experiences = [] }, "nl", new LocalDate(2025, 10, 22));

    [Fact]
    public void R23_a_decision_as_proposed_needs_no_words_unless_it_refuses()
    {
        Assert.Equal(new DecisionCheck.Sound(Reservation.None), Decisions.Check(Admits, Outcome.Admit, null, null));
        Assert.Equal(new DecisionCheck.Sound(Reservation.LanguageTest), Decisions.Check(Reserves, Outcome.AdmitUnderReservation, null, " "));
        Assert.Equal(new DecisionCheck.Flawed(DecisionFlaw.RefusalWithoutMotivation), Decisions.Check(Refuses, Outcome.Refuse, null, " \n"));
        Assert.Equal(new DecisionCheck.Sound(Reservation.None), Decisions.Check(Refuses, Outcome.Refuse, null, "Te weinig ervaring."));
    }

    [Fact]
    public void R23_a_departure_needs_a_motivation_also_when_it_admits()
    {
        Assert.Equal(new DecisionCheck.Flawed(DecisionFlaw.DepartureWithoutMotivation), Decisions.Check(Refuses, Outcome.Admit, null, null));
        Assert.Equal(new DecisionCheck.Sound(Reservation.None), Decisions.Check(Refuses, Outcome.Admit, null, "Bewezen op papier."));
    }

    [Fact]
    public void R23_another_reservation_than_the_proposed_one_is_a_departure()
    {
        Assert.Equal(
            new DecisionCheck.Flawed(DecisionFlaw.DepartureWithoutMotivation),
            Decisions.Check(Reserves, Outcome.AdmitUnderReservation, Reservation.Equivalence, null));
        Assert.Equal(
            new DecisionCheck.Sound(Reservation.Equivalence),
            Decisions.Check(Reserves, Outcome.AdmitUnderReservation, Reservation.Equivalence, "Buitenlands."));
    }

    [Fact]
    public void R22_an_admission_under_reservation_names_one()
    {
        Assert.Equal(new DecisionCheck.Flawed(DecisionFlaw.ReservationMissing), Decisions.Check(Admits, Outcome.AdmitUnderReservation, null, "Twijfel."));
        Assert.Equal(new DecisionCheck.Flawed(DecisionFlaw.ReservationUnexpected), Decisions.Check(Admits, Outcome.Admit, Reservation.Equivalence, "Twijfel."));
    }
}

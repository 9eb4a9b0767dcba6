using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Domain;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class ClaimsTests
{
    private static readonly Instant Until = Instant.FromUtc(2025, 10, 27, 12, 0);

    [Fact]
    public void T3_a_claim_holds_up_to_its_end_and_not_at_it()
    {
        var claim = new Claim("officer-1", Until);

        Assert.Equal(ClaimHolder.Others, Claims.HolderOf(claim, "officer-2", Until - Duration.Epsilon));
        Assert.Equal(ClaimHolder.Me, Claims.HolderOf(claim, "officer-1", Until - Duration.Epsilon));
        Assert.Equal(ClaimHolder.Nobody, Claims.HolderOf(claim, "officer-2", Until));
        Assert.Equal(ClaimHolder.Nobody, Claims.HolderOf(claim, "officer-1", Until));
        Assert.Equal(ClaimHolder.Nobody, Claims.HolderOf(null, "officer-1", Until));
    }
}

public sealed class ReservationProofsTests
{
    private static readonly LocalDate Today = new(2025, 11, 3);

    private static IEnumerable<string> Faults(ReservationProof? proof, Reservation reservation = Reservation.Equivalence, bool lifted = true) =>
        ReservationProofs.Faults(proof, reservation, lifted, Today).Select(f => $"{f.Field}: {f.Code}");

    private static ReservationProof Proof(ProofKind kind = ProofKind.EquivalenceDecision) => new(kind, Today, "NARIC", "2025/1");

    [Fact]
    public void R22_lifting_needs_a_proof_and_confirming_may_have_one()
    {
        Assert.Equal(["proof: proof-missing"], Faults(null));
        Assert.Empty(Faults(null, lifted: false));
        Assert.Empty(Faults(Proof()));
        Assert.Empty(Faults(Proof(), lifted: false));
    }

    [Theory]
    [InlineData(ProofKind.EquivalenceDecision, Reservation.Equivalence, true)]
    [InlineData(ProofKind.LanguageCertificate, Reservation.Equivalence, false)]
    [InlineData(ProofKind.EquivalenceDecision, Reservation.LanguageTest, false)]
    [InlineData(ProofKind.LanguageCertificate, Reservation.LanguageTest, true)]
    [InlineData(ProofKind.Other, Reservation.Equivalence, true)]
    [InlineData(ProofKind.Other, Reservation.LanguageTest, true)]
    public void R22_a_proof_is_of_what_is_lifted(ProofKind kind, Reservation reservation, bool fits) =>
        Assert.Equal(fits ? [] : ["proof.kind: proof-unfit"], Faults(Proof(kind), reservation));

    [Fact]
    public void R22_a_proof_has_a_date_that_has_come_and_an_issuer()
    {
        Assert.Equal(["proof.date: between-days"], Faults(Proof() with { Date = Today.PlusDays(1) }));
        Assert.Equal(["proof.date: between-days"], Faults(Proof() with { Date = new LocalDate(1899, 12, 31) }));
        Assert.Equal(["proof.issuer: required", "proof.reference: too-long"], Faults(Proof() with { Issuer = " ", Reference = new string('1', 201) }));
    }
}

public sealed class RegisterTests
{
    private static readonly Instant At = Instant.FromUtc(2025, 11, 3, 9, 0);

    private static DecidedReservation On(long version, Reservation reservation, bool lifted) => new(version, reservation, lifted, At, null);

    [Fact]
    public void R22_a_reservations_outcome_is_the_last_word_on_it_while_the_decision_stood()
    {
        DecidedReservation[] all = [On(3, Reservation.Equivalence, false), On(4, Reservation.Equivalence, true), On(5, Reservation.LanguageTest, false), On(8, Reservation.Equivalence, false)];

        Assert.Equal(4, Register.LastOn(2, reopenedVersion: 6, Reservation.Equivalence, all)!.CaseVersion);
        Assert.Equal(8, Register.LastOn(7, reopenedVersion: null, Reservation.Equivalence, all)!.CaseVersion);
        Assert.Null(Register.LastOn(7, reopenedVersion: null, Reservation.LanguageTest, all));
    }

    [Theory]
    [InlineData(Reservation.LanguageTest, null, ReservationOutcome.None)]
    [InlineData(Reservation.Equivalence, null, ReservationOutcome.Open)]
    [InlineData(Reservation.Equivalence | Reservation.LanguageTest, true, ReservationOutcome.Lifted)]
    [InlineData(Reservation.Equivalence, false, ReservationOutcome.Confirmed)]
    public void R22_each_reservation_has_its_own_outcome(Reservation made, bool? lifted, ReservationOutcome outcome) =>
        Assert.Equal(outcome, Register.OutcomeOf(made, Reservation.Equivalence, lifted is { } word ? On(3, Reservation.Equivalence, word) : null));
}

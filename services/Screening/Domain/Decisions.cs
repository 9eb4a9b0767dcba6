using Selection.Contracts.Events;

namespace Selection.Screening.Domain;

/// <summary>What an officer asks to decide, judged against the proposal (R23).</summary>
public abstract record DecisionCheck
{
    private DecisionCheck()
    {
    }

    /// <summary>It may be decided.</summary>
    /// <param name="Reservation">What stays open.</param>
    public sealed record Sound(Reservation Reservation) : DecisionCheck;

    /// <summary>It may not, as it stands.</summary>
    public sealed record Flawed(DecisionFlaw Flaw) : DecisionCheck;
}

/// <summary>What a decision lacks.</summary>
public enum DecisionFlaw
{
    /// <summary>A refusal without a written motivation.</summary>
    RefusalWithoutMotivation,

    /// <summary>A departure from the proposal without a written motivation.</summary>
    DepartureWithoutMotivation,

    /// <summary>An admission under reservation that names none, where the proposal has none either.</summary>
    ReservationMissing,

    /// <summary>A reservation on something else than an admission under reservation.</summary>
    ReservationUnexpected,
}

/// <summary>What a decision needs to be sound.</summary>
public static class Decisions
{
    /// <summary>Checks a decision (R23): every refusal and every departure from the proposal is motivated in writing.</summary>
    /// <param name="proposal">What the rules make of the dossier.</param>
    /// <param name="outcome">What is to be decided.</param>
    /// <param name="reservation">Under which reservation; null for the proposal's.</param>
    /// <param name="motivation">What the officer wrote.</param>
    public static DecisionCheck Check(Proposal proposal, Outcome outcome, Reservation? reservation, string? motivation)
    {
        var under = outcome is Outcome.AdmitUnderReservation;
        if (!under && reservation is not (null or Reservation.None)) return new DecisionCheck.Flawed(DecisionFlaw.ReservationUnexpected);
        var stays = under ? reservation ?? proposal.Diploma.Reservation : Reservation.None;
        if (under && stays is Reservation.None) return new DecisionCheck.Flawed(DecisionFlaw.ReservationMissing);

        var motivated = !string.IsNullOrWhiteSpace(motivation);
        if (outcome is Outcome.Refuse && !motivated) return new DecisionCheck.Flawed(DecisionFlaw.RefusalWithoutMotivation);
        if (Departs(proposal, outcome, stays) && !motivated) return new DecisionCheck.Flawed(DecisionFlaw.DepartureWithoutMotivation);
        return new DecisionCheck.Sound(stays);
    }

    /// <summary>Whether a decision is another than the proposed one.</summary>
    public static bool Departs(Proposal proposal, Outcome outcome, Reservation reservation) =>
        outcome != proposal.Outcome || reservation != proposal.Reservation;

    /// <summary>Whether one reservation, named alone, is meant.</summary>
    public static bool IsSingle(Reservation reservation) => reservation is Reservation.Equivalence or Reservation.LanguageTest;
}

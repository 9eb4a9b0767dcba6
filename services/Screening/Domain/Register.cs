using NodaTime;
using Selection.Contracts.Events;

namespace Selection.Screening.Domain;

/// <summary>What became of one reservation of a decision (R22).</summary>
public enum ReservationOutcome
{
    /// <summary>The decision made no such reservation.</summary>
    None,

    /// <summary>Nothing was decided on it while the decision stood.</summary>
    Open,

    /// <summary>It no longer stands.</summary>
    Lifted,

    /// <summary>It was decided to stand.</summary>
    Confirmed,
}

/// <summary>A decision on a reservation, as the register needs it.</summary>
/// <param name="CaseVersion">The case's version it made.</param>
/// <param name="Reservation">One reservation.</param>
/// <param name="Lifted">Whether it was lifted.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Proof">What it rests on; null where there is none.</param>
public sealed record DecidedReservation(long CaseVersion, Reservation Reservation, bool Lifted, Instant DecidedAt, ReservationProof? Proof);

/// <summary>Which decision on a reservation belongs to which decision on a case, that may have been taken several times.</summary>
public static class Register
{
    /// <summary>The last word on a reservation while a decision stood; null where there was none.</summary>
    /// <param name="decisionVersion">The case's version the decision made.</param>
    /// <param name="reopenedVersion">The version in which it was taken back; null where it stands.</param>
    /// <param name="reservation">One reservation.</param>
    /// <param name="decided">All decisions on the case's reservations.</param>
    public static DecidedReservation? LastOn(long decisionVersion, long? reopenedVersion, Reservation reservation, IEnumerable<DecidedReservation> decided) => decided
        .Where(d => d.Reservation == reservation && d.CaseVersion > decisionVersion && (reopenedVersion is null || d.CaseVersion < reopenedVersion))
        .MaxBy(d => d.CaseVersion);

    /// <summary>What became of a reservation.</summary>
    /// <param name="made">The reservations the decision made.</param>
    /// <param name="reservation">One of them, or not.</param>
    /// <param name="last">The last word on it.</param>
    public static ReservationOutcome OutcomeOf(Reservation made, Reservation reservation, DecidedReservation? last) => (made.HasFlag(reservation), last) switch
    {
        (false, _) => ReservationOutcome.None,
        (true, null) => ReservationOutcome.Open,
        (true, { Lifted: true }) => ReservationOutcome.Lifted,
        (true, { Lifted: false }) => ReservationOutcome.Confirmed,
    };
}

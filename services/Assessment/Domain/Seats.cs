using NodaTime;

namespace Selection.Assessment.Domain;

/// <summary>Where a candidacy stands at the assessment.</summary>
public enum Standing
{
    /// <summary>Admitted, but the vacancy's rules have not arrived here yet.</summary>
    Waiting,

    /// <summary>To register for a session.</summary>
    ToBook,

    /// <summary>Has a seat, or sat and waits for the result.</summary>
    Booked,

    /// <summary>Needs no assessment (R31, R33).</summary>
    Exempted,

    /// <summary>Passed (R30).</summary>
    Passed,

    /// <summary>Failed (R30).</summary>
    Failed,

    /// <summary>Not registered, absent or barred (R28, R32).</summary>
    Stopped,

    /// <summary>The assessment has no say any more: withdrawn, no longer admitted, or the vacancy is cancelled.</summary>
    Ended,
}

/// <summary>What a booking is judged by.</summary>
/// <param name="OpensAt">The registration period's first instant.</param>
/// <param name="ClosesAt">The first instant after it (T1).</param>
/// <param name="StartsAt">The session's start.</param>
/// <param name="BarredUntil">Where the session's day lies in a development period: its first free day.</param>
/// <param name="Cancelled">Whether the session does not take place.</param>
public sealed record SessionOffer(Instant OpensAt, Instant ClosesAt, Instant StartsAt, LocalDate? BarredUntil, bool Cancelled = false);

/// <summary>Whether a seat may be taken, capacity apart.</summary>
public enum SeatAnswer
{
    /// <summary>It may.</summary>
    Yes,

    /// <summary>The candidacy is not one that registers: exempt, decided, stopped or ended (R25).</summary>
    NotToBook,

    /// <summary>The registration period has not begun (R26).</summary>
    NotOpenYet,

    /// <summary>The registration period is over (R26).</summary>
    RegistrationOver,

    /// <summary>The session does not take place.</summary>
    SessionCancelled,

    /// <summary>The session has begun.</summary>
    Begun,

    /// <summary>A development period covers the session's day (R32).</summary>
    Barred,

    /// <summary>The seat to give back starts in less than an hour (R27).</summary>
    OldSeatTooLate,
}

/// <summary>Taking and giving back seats (R25 to R27, R32), decided on the clock after the locks are taken (T3).</summary>
public static class Seats
{
    private static readonly Duration CancelBefore = Duration.FromHours(1);

    /// <summary>The last instant to cancel: exactly one hour before the start is in time (R27).</summary>
    public static Instant CancelUntil(Instant startsAt) => startsAt - CancelBefore;

    /// <summary>Whether a seat may still be given back (R27).</summary>
    public static bool MayCancel(Instant startsAt, Instant now) => now <= CancelUntil(startsAt);

    /// <summary>Whether a candidate may take a seat, giving back the one they have.</summary>
    public static SeatAnswer Judge(Standing standing, SessionOffer offer, Instant? oldSeatStartsAt, Instant now)
    {
        if (standing is not (Standing.ToBook or Standing.Booked)) return SeatAnswer.NotToBook;
        if (offer.Cancelled) return SeatAnswer.SessionCancelled;
        if (now < offer.OpensAt) return SeatAnswer.NotOpenYet;
        if (now >= offer.ClosesAt) return SeatAnswer.RegistrationOver;
        if (now >= offer.StartsAt) return SeatAnswer.Begun;
        if (offer.BarredUntil is not null) return SeatAnswer.Barred;
        return oldSeatStartsAt is { } old && !MayCancel(old, now) ? SeatAnswer.OldSeatTooLate : SeatAnswer.Yes;
    }
}

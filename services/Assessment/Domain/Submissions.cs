using NodaTime;

namespace Selection.Assessment.Domain;

/// <summary>What happened at a sitting, as the vendor says.</summary>
public enum SittingOutcome
{
    /// <summary>The test was taken; there is a score.</summary>
    Taken,

    /// <summary>The candidate did not come (R28).</summary>
    Absent,

    /// <summary>The session failed for the candidate: no result (R37).</summary>
    Incident,
}

/// <summary>What became of a submission (R35).</summary>
public enum Verdict
{
    /// <summary>It counts.</summary>
    Accepted,

    /// <summary>The same with the same content was here before.</summary>
    Duplicate,

    /// <summary>A newer revision is known; kept without effect.</summary>
    Superseded,

    /// <summary>It contradicts what stands; kept, and an operator alerted.</summary>
    Conflict,

    /// <summary>It cannot be a result; the reason says why.</summary>
    Rejected,
}

/// <summary>What became of a submission, and why, in plain English.</summary>
public sealed record Judgement(Verdict Verdict, string Reason)
{
    /// <summary>It counts.</summary>
    public static Judgement Accepted { get; } = new(Verdict.Accepted, "");

    /// <summary>It cannot be a result.</summary>
    public static Judgement Rejected(string reason) => new(Verdict.Rejected, reason);

    /// <summary>It contradicts what stands.</summary>
    public static Judgement Conflict(string reason) => new(Verdict.Conflict, reason);
}

/// <summary>A submission that stands: accepted, or superseded by a newer one.</summary>
/// <param name="ResultId">The vendor's id.</param>
/// <param name="Revision">1 for the first.</param>
/// <param name="BookingId">The booking it is of.</param>
/// <param name="Content">A hash over everything it says, numbers compared as numbers.</param>
public sealed record StandingResult(string ResultId, int Revision, Guid BookingId, ReadOnlyMemory<byte> Content);

/// <summary>The booking a submission names, as it is now.</summary>
/// <param name="BookingId">Which booking.</param>
/// <param name="SessionId">Of which session.</param>
/// <param name="VendorClientId">Whose session it is.</param>
/// <param name="StartsAt">When it starts.</param>
/// <param name="GivenBack">Whether the seat was cancelled or released.</param>
/// <param name="Ended">Whether the candidacy is withdrawn or otherwise out of the procedure.</param>
/// <param name="ResultId">The result that stands for it, if any.</param>
/// <param name="LaterSitting">Whether the candidate has begun another sitting in the same procedure since.</param>
public sealed record BookingFacts(Guid BookingId, Guid SessionId, string VendorClientId, Instant StartsAt, bool GivenBack, bool Ended, string? ResultId, bool LaterSitting);

/// <summary>Judges what the vendor sends (R35, R37).</summary>
public static class Submissions
{
    /// <summary>
    /// Judges one well-formed submission. What is known goes first: the same result again is a duplicate, whatever has
    /// become of the booking since.
    /// </summary>
    /// <param name="resultId">The vendor's id of the result.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="content">The hash over its content.</param>
    /// <param name="sessionId">The session it names.</param>
    /// <param name="vendor">Who sends it.</param>
    /// <param name="standing">What stands under the same result id of the same vendor.</param>
    /// <param name="booking">The booking of the candidate number; null where nobody has that number.</param>
    /// <param name="now">The platform's time.</param>
    public static Judgement Judge(
        string resultId,
        int revision,
        ReadOnlyMemory<byte> content,
        Guid sessionId,
        string vendor,
        IReadOnlyCollection<StandingResult> standing,
        BookingFacts? booking,
        Instant now)
    {
        if (standing.FirstOrDefault(s => s.Revision == revision) is { } same)
        {
            return same.Content.Span.SequenceEqual(content.Span)
                ? new Judgement(Verdict.Duplicate, "")
                : Judgement.Conflict("this result and revision were received before with other content");
        }

        // Somebody else's session is as unknown as one that does not exist.
        if (booking is null || booking.SessionId != sessionId || booking.VendorClientId != vendor)
            return Judgement.Rejected("no registration of this candidate number for this session");
        if (standing.Any(s => s.BookingId != booking.BookingId))
            return Judgement.Conflict("this result id belongs to another registration");
        if (booking.ResultId is { } other && other != resultId)
            return Judgement.Conflict("another result id was received for this registration");
        if (now < booking.StartsAt) return Judgement.Rejected("the session has not started");
        if (booking.GivenBack) return Judgement.Rejected("the registration was cancelled before the session");
        if (booking.Ended) return Judgement.Rejected("the candidate has left the procedure");
        if (standing.Any(s => s.Revision > revision)) return new Judgement(Verdict.Superseded, "a newer revision is known");
        return booking.LaterSitting
            ? Judgement.Conflict("the candidate has had another sitting since")
            : Judgement.Accepted;
    }
}

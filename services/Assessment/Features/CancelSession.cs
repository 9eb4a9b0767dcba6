using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer cancels a session that has not begun, for good. Whoever has a seat loses it through no fault of their own: like
/// after an incident (R37) a new sitting is owed, they hear why, and are invited to choose another session.
/// </summary>
internal static class CancelSession
{
    private const int LongestReason = 2_000;

    /// <param name="SelectionCode">The vacancy's selection code, typed: whoever cancels the wrong session would notice.</param>
    /// <param name="Reason">Why, in all four languages: each candidate reads it in their own.</param>
    internal sealed record Request(string SelectionCode, LocalizedText Reason)
    {
        public static Request Example => new("ANG25001", new LocalizedText(
            "De testzaal is door waterschade niet bruikbaar.", "La salle de test est inutilisable à la suite d'un dégât des eaux.",
            "Der Testraum ist wegen eines Wasserschadens nicht benutzbar.", "The test room cannot be used because of water damage."));
    }

    /// <param name="SessionId">Which session.</param>
    /// <param name="Version">Its version now.</param>
    /// <param name="Released">How many candidates lost a seat and are owed a new sitting.</param>
    /// <param name="Invited">How many of them can choose another session now or soon; the others are invited with the next registration period.</param>
    internal sealed record Response(Guid SessionId, long Version, int Released, int Invited)
    {
        public static Response Example => new(new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), 3, 20, 20);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sessions/{sessionId:guid}/cancel", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Cancels a session for good, with the reason its candidates are told; a new sitting is owed to them. Needs If-Match and the selection code typed again.");

    private static async Task<IResult> HandleAsync(
        Guid sessionId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] faults =
        [
            .. TextCheck.Faults("reason.nl", request.Reason.Nl, LongestReason), .. TextCheck.Faults("reason.fr", request.Reason.Fr, LongestReason),
            .. TextCheck.Faults("reason.de", request.Reason.De, LongestReason), .. TextCheck.Faults("reason.en", request.Reason.En, LongestReason),
        ];
        if (faults.Length > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockWithSeatsAsync(sessionId, ct) is not { } session) return Problem.NotFound();
        if (ifMatch.Check(session.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        if (session.CancelledAt is not null || await db.CancelledVacancies.AnyAsync(v => v.VacancyId == session.VacancyId, ct)) return Problem.Refused("R26", "session-cancelled");
        if (session.StartsAt <= now) return Problem.Refused("R37", "session-begun");
        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == session.VacancyId, ct);
        if (request.SelectionCode != vacancy.SelectionCode) return Problem.Invalid(new FieldError("selectionCode", "selection-code-typed", vacancy.SelectionCode));

        var booked = session.Booked;
        (session.CancelledAt, session.CancelReason) = (now, request.Reason);
        session.Version++;
        db.Record(new RecordEntry(caller.Subject, "session.cancelled", "session", sessionId, null, vacancy.RuleVersion, new { session.VacancyId, session.StartsAt, booked, request.Reason }), now);
        await db.SaveChangesAsync(ct);
        // The count of changes is what the vendor's feed goes by.
        await db.Sessions.Where(s => s.SessionId == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Booked, 0).SetProperty(s => s.Changes, s => s.Changes + 1), ct);
        var period = await db.CurrentPeriodAsync(session.VacancyId, now, ct);
        var released = await ReleaseAsync(db, session, vacancy.RuleVersion, period, now, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(session.Version);
        return TypedResults.Ok(new Response(sessionId, session.Version, released, period is null ? 0 : released));
    }

    /// <summary>Gives every seat up and tells; the candidacies' versions leave room for the invitation.</summary>
    private static async Task<int> ReleaseAsync(AssessmentDb db, SessionRow session, int ruleVersion, RegistrationPeriodRow? period, Instant now, CancellationToken ct)
    {
        var released = await db.Database.SqlQuery<Released>($"""
            with released as (
                update bookings set state = {nameof(BookingState.Released)}, closed_at = {now} where session_id = {session.SessionId} and state = {nameof(BookingState.Booked)}
                returning booking_id, candidacy_id)
            update candidacies c set standing = {nameof(Standing.ToBook)}, new_sitting_since = {now}, version = version + 2
            from released r where c.candidacy_id = r.candidacy_id
            returning r.booking_id, c.candidacy_id, c.person_id, c.version
            """).ToListAsync(ct);
        await db.PublishManyAsync(
            [.. released.Select(c => new AssessmentBookingCancelled(
                c.CandidacyId, session.VacancyId, c.PersonId, c.Version - 1, session.SessionId, session.StartsAt, ByCandidate: false, now, session.CancelReason))], ct);
        if (period is not null)
            await db.PublishManyAsync([.. released.Select(c => new AssessmentInvited(c.CandidacyId, session.VacancyId, c.PersonId, c.Version, period.OpensAt, period.ClosesAt, now))], ct);
        await db.RecordManyAsync(
            [.. released.Select(c => new RecordEntry(
                RecordEntry.SystemActor, "booking.released", "candidacy", c.CandidacyId, c.PersonId, ruleVersion, new { c.BookingId, session.SessionId, reason = "session-cancelled" }))], now, ct);
        return released.Count;
    }

    private sealed record Released(Guid BookingId, Guid CandidacyId, Guid PersonId, long Version);
}

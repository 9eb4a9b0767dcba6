using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>
/// A candidate gives a seat back, at the latest one hour before the start (R27). Where no registration period is left to
/// choose another session in, the candidacy stops with it (R28).
/// </summary>
internal static class CancelBooking
{
    /// <param name="State">Where the candidacy stands now.</param>
    /// <param name="StopReason">Why it stopped, where it did.</param>
    internal sealed record Response(Standing State, AssessmentStop? StopReason)
    {
        public static Response Example => new(Standing.ToBook, null);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/candidacies/{candidacyId:guid}/booking", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Gives the seat back, at the latest one hour before the session starts; the day before is asked for, since others wait for it (R27).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var personId = await db.OwnerAsync(candidacyId, caller, ct);
        if (personId is null) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId.Value], [], ct);
        if (files.SeatOf(candidacyId) is not { } seat) return Problem.Refused("R27", "no-seat");
        var now = clock.GetCurrentInstant();
        var session = files.Session(seat.SessionId);
        if (!Seats.MayCancel(session.StartsAt, now))
        {
            var until = Seats.CancelUntil(session.StartsAt).InZone(BrusselsTime.Zone);
            return Problem.Refused("R27", "cancel-late", until.Date, until.TimeOfDay);
        }

        var candidacy = files.Candidacy(candidacyId)!;
        files.Close(seat, BookingState.Cancelled, now);
        files.Record("booking.cancelled", candidacy, now, new { seat.BookingId, seat.SessionId }, caller.Subject);
        candidacy.Standing = Standing.ToBook;
        db.Publish(new AssessmentBookingCancelled(
            candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), seat.SessionId, session.StartsAt, ByCandidate: true, now));
        if (files.CurrentPeriod(candidacy.VacancyId, now) is null && candidacy.NewSittingSince is null) files.Stop(candidacy, AssessmentStop.NotRegistered, barredUntil: null, now);
        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacy.Standing, candidacy.StopReason));
    }
}

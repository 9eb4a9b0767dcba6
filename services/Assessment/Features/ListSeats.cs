using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>Who has, or had, a seat in a session, for officers (R26).</summary>
internal static class ListSeats
{
    /// <param name="BookingId">Names the seat.</param>
    /// <param name="CandidacyId">Whose candidacy.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their name.</param>
    /// <param name="State">What has become of the seat.</param>
    /// <param name="BookedAt">When it was taken.</param>
    /// <param name="ClosedAt">When it was given back or released, or its result came.</param>
    /// <param name="Effect">What its result made of the candidacy.</param>
    internal sealed record Item(
        Guid BookingId, Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, BookingState State, Instant BookedAt, Instant? ClosedAt, Effect? Effect)
    {
        public static Item Example => new(
            new("0199b8e2-3f4a-7c16-a9d0-5e7b6c8d9f10"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters",
            BookingState.Booked, Instant.FromUtc(2025, 11, 4, 18, 12), null, null);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/sessions/{sessionId:guid}/seats", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Who has a seat in a session, by name; state=Cancelled or Released: who had one, state=Closed: whose result is in (R26).");

    private static async Task<IResult> HandleAsync(Guid sessionId, BookingState? state, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        if (state is { } wanted && !Enum.IsDefined(wanted)) return Problem.Invalid(new FieldError("state", "one-of", string.Join(", ", Enum.GetNames<BookingState>())));
        if (!await db.Sessions.AnyAsync(s => s.SessionId == sessionId, ct)) return Problem.NotFound();
        // Without a state: the seats that count, taken or with a result.
        var seats = db.Bookings.Where(b => b.SessionId == sessionId && (state == null ? b.State == BookingState.Booked || b.State == BookingState.Closed : b.State == state));
        var items = await (
            from b in seats
            join p in db.Persons on b.PersonId equals p.PersonId
            orderby p.LastName, p.FirstName, b.BookingId
            select new Item(b.BookingId, b.CandidacyId, b.PersonId, p.FirstName, p.LastName, b.State, b.BookedAt, b.ClosedAt, b.Effect))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, await seats.CountAsync(ct), paging.Number, paging.Size));
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>One submission in full, with what else was sent for the same result or the same seat: all that a conflict is settled by (R35).</summary>
internal static class ShowSubmission
{
    private const int MaxOthers = 50;

    /// <param name="Submission">The submission.</param>
    /// <param name="Parts">Scores of the parts, as received; not shown to operators.</param>
    /// <param name="TakenAt">When the test was taken, as the vendor says: evidence only.</param>
    /// <param name="BookingId">The booking of the candidate number; null where nobody has that number.</param>
    /// <param name="CandidacyId">The candidacy of that booking.</param>
    /// <param name="Settlement">What was found out about it, where it was in conflict and somebody has looked.</param>
    /// <param name="Others">What else was sent under the same result id or for the same booking, the newest first; at most 50.</param>
    internal sealed record Response(
        ListSubmissions.Item Submission,
        IReadOnlyList<PartReceived>? Parts,
        Instant? TakenAt,
        Guid? BookingId,
        Guid? CandidacyId,
        SettleConflict.Settlement? Settlement,
        IReadOnlyList<ListSubmissions.Item> Others)
    {
        public static Response Example => new(
            ListSubmissions.Item.Example, [new PartReceived("leadership", "62.5"), new PartReceived("reasoning", "60")], Instant.FromUtc(2025, 11, 20, 10, 2),
            new("0199d2aa-1f4b-7c6e-8d01-5b7a9c3e2f46"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), null, []);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/submissions/{id:long}", HandleAsync)
        .RequireAuthorization(Policies.OfficerOperatorOrAuditor).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("One submission of a vendor in full, with what else was sent for the same result or the same booking (R35).");

    private static async Task<IResult> HandleAsync(long id, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        if (await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } row) return Problem.NotFound();
        var item = await db.Submissions.AsNoTracking().Where(s => s.Id == id).ItemsFor(caller).SingleAsync(ct);
        var candidacyId = await db.Bookings.Where(b => b.BookingId == row.BookingId).Select(b => (Guid?)b.CandidacyId).SingleOrDefaultAsync(ct);
        var settlement = await db.Settlements.Where(s => s.SubmissionId == id).Select(s => new SettleConflict.Settlement(s.SubmissionId, s.At, s.By, s.Reason)).SingleOrDefaultAsync(ct);
        // Two questions, each of them with an index: an OR over both has none.
        var sameResult = db.Submissions.AsNoTracking().Where(s => s.Vendor == row.Vendor && s.ResultId == row.ResultId && s.ResultId.Length <= 100);
        var sameBooking = db.Submissions.AsNoTracking().Where(s => s.BookingId == row.BookingId);
        var others = await sameResult.Union(sameBooking).Where(s => s.Id != id).OrderByDescending(s => s.Id).Take(MaxOthers).ItemsFor(caller).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            item, ListSubmissions.SeesScores(caller) ? row.PartsReceived() : null, row.TakenAt, row.BookingId, candidacyId, settlement, others));
    }
}

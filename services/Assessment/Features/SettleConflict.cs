using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// Somebody has found out what a conflict was about, and says so (R35). It changes no result: the vendor sends the right one
/// under a higher revision.
/// </summary>
internal static class SettleConflict
{
    private const int MaxLength = 5_000;

    /// <param name="Reason">What was found out, and what is done about it.</param>
    internal sealed record Request(string Reason)
    {
        public static Request Example => new("The vendor had scored the test twice; revision 2 carries the right score and has been accepted.");
    }

    /// <param name="SubmissionId">The submission in conflict.</param>
    /// <param name="At">When.</param>
    /// <param name="By">Who.</param>
    /// <param name="Reason">What was found out.</param>
    internal sealed record Settlement(long SubmissionId, Instant At, string By, string Reason)
    {
        public static Settlement Example => new(4711, Instant.FromUtc(2025, 11, 20, 13, 30), "operator", Request.Example.Reason);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/submissions/{id:long}/settle", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrOperator).Produces<Settlement>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .WithSummary("Settles a conflict: says what was found out, and takes it from the list of open ones (R35).");

    private static async Task<IResult> HandleAsync(long id, Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason)) return Problem.Invalid(new FieldError("reason", "required"));
        if (request.Reason.Length > MaxLength) return Problem.Invalid(new FieldError("reason", "too-long", MaxLength));

        if (await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } row) return Problem.NotFound();
        if (row.Verdict != Verdict.Conflict) return Problem.Refused("R35", "submission-no-conflict");
        // Where the candidate number is nobody's, it is about the seat of the result it contradicts.
        var bookingId = row.BookingId
            ?? await db.Submissions.Where(s => s.Vendor == row.Vendor && s.ResultId == row.ResultId && s.BookingId != null && (s.Verdict == Verdict.Accepted || s.Verdict == Verdict.Superseded)).Select(s => s.BookingId!.Value).FirstAsync(ct);
        var personId = await db.Bookings.Where(b => b.BookingId == bookingId).Select(b => b.PersonId).SingleAsync(ct);

        var settled = new SettlementRow { SubmissionId = id, BookingId = bookingId, At = clock.GetCurrentInstant(), By = caller.Subject, Reason = request.Reason };
        db.Settlements.Add(settled);
        db.Record(new RecordEntry(caller.Subject, "conflict.settled", "booking", bookingId, personId, Details: new { submissionId = id, row.ResultId, row.Revision }, PersonText: request.Reason), settled.At);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problem.Refused("R35", "conflict-settled");
        }

        return TypedResults.Ok(new Settlement(settled.SubmissionId, settled.At, settled.By, settled.Reason));
    }
}

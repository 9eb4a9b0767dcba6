using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Complaints;

/// <summary>Says which officer deals with a complaint: never one who took the decision it is about.</summary>
internal static class AssignComplaint
{
    private const int LongestSubject = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/complaints/{complaintId:guid}/assignment", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("complaints")
        .WithSummary("Assigns a complaint to an officer, oneself where none is named; needs If-Match.");

    /// <param name="Officer">The officer's subject at the identity provider; null: the caller.</param>
    internal sealed record Assignment(string? Officer = null)
    {
        public static Assignment Example => new("officer2");
    }

    internal sealed record AssignedComplaint(Guid ComplaintId, string AssignedTo, long Version)
    {
        public static AssignedComplaint Example => new(new("019b9f03-8a4b-7c15-9d26-e7f8a9b0c1d2"), "officer2", 2);
    }

    private static async Task<Results<Ok<AssignedComplaint>, Problem>> HandleAsync(
        Guid complaintId, Assignment form, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Unkeepable("officer", form.Officer, LongestSubject).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var officer = PlainText.TidyOrNone(form.Officer) ?? caller.Subject;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockComplaintAsync(complaintId, ct) is not { } complaint) return Problem.NotFound();
        if (Openness.ProblemOf(complaint) is { } closed) return closed;
        if (ifMatch.Check(complaint.Version) is { } stale) return stale;
        if (await db.TookDecisionAsync(complaint, officer, ct)) return Problem.Forbidden("R50", "complaint-own-decision");

        complaint.AssignedTo = officer;
        complaint.Version++;
        db.Record(
            new RecordEntry(caller.Subject, "complaint.assigned", "complaint", complaintId, complaint.PersonId, Details: new { complaint.Number, officer }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(complaint.Version);
        return TypedResults.Ok(new AssignedComplaint(complaintId, officer, complaint.Version));
    }
}

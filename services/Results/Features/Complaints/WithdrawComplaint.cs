using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Complaints;

/// <summary>A candidate takes a complaint back, as long as it has no answer (R50); the same complaint can be filed anew.</summary>
internal static class WithdrawComplaint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/complaints/{complaintId:guid}/withdraw", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("complaints")
        .WithSummary("Takes a complaint back that is not answered yet.");

    private static async Task<Results<NoContent, Problem>> HandleAsync(
        Guid candidacyId, Guid complaintId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var complaint = await db.Complaints.FromSql(
            $"""
            select c.* from complaints c join persons p on p.person_id = c.person_id
            where c.complaint_id = {complaintId} and c.candidacy_id = {candidacyId} and p.subject = {caller.Subject} for update of c
            """).SingleOrDefaultAsync(ct);
        if (complaint is null) return Problem.NotFound();
        if (Openness.ProblemOf(complaint) is { } closed) return closed;

        var now = clock.GetCurrentInstant();
        (complaint.State, complaint.WithdrawnAt) = (ComplaintState.Withdrawn, now);
        complaint.Version++;
        db.Record(new RecordEntry(caller.Subject, "complaint.withdrawn", "complaint", complaintId, complaint.PersonId, Details: new { complaint.Number }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

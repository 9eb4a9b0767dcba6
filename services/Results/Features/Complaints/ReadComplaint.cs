using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Complaints;

/// <summary>One complaint in full.</summary>
internal static class ReadComplaint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{complaintId:guid}", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor).WithTags("complaints")
        .WithSummary("A complaint with its text and answer. The ETag is the version to assign it on.");

    internal sealed record ComplaintDetails(ListComplaints.ComplaintItem Complaint, string Text, string? Answer)
    {
        public static ComplaintDetails Example => new(ListComplaints.ComplaintItem.Example, "De voorbereidingstijd begon een kwartier te laat en werd niet ingehaald.", null);
    }

    private static async Task<Results<Ok<ComplaintDetails>, Problem>> HandleAsync(Guid complaintId, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await ComplaintRow.Of(db, db.Complaints.AsNoTracking().Where(c => c.ComplaintId == complaintId)).SingleOrDefaultAsync(ct) is not { } row) return Problem.NotFound();
        response.SetVersion(row.Complaint.Version);
        return TypedResults.Ok(new ComplaintDetails(row.ItemAt(clock.GetCurrentInstant()), row.Complaint.Text, row.Complaint.Answer));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Interviews;

/// <summary>An interview with its report (R51): officers and auditors read what is final, the authority its draft as well.</summary>
internal static class ReadInterview
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/interview", HandleAsync)
        .RequireAuthorization(Policies.OfficerAuditorOrAuthority).WithTags("interviews")
        .WithSummary("The interview with a candidate and every version of its report, the newest first. The ETag is the version to change it on.");

    internal sealed record ReportVersion(int Number, IReadOnlyList<Finding> Findings, string? Reason, string WrittenBy, Instant WrittenAt);

    /// <summary><c>Draft</c>: the report as it is being written; for the authority only. <c>Reports</c>: its final versions, the newest first.</summary>
    internal sealed record InterviewDetails(
        Guid InterviewId, Guid CandidacyId, InterviewState State, Instant StartsAt, int LengthMinutes, string Place, long Version,
        IReadOnlyList<Finding>? Draft, IReadOnlyList<ReportVersion> Reports)
    {
        public static InterviewDetails Example => new(
            new("019b7ad4-1f2e-7b68-a3c9-0d1e2f3a4b5c"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), InterviewState.Reported, Instant.FromUtc(2026, 1, 15, 9, 0), 90,
            "Brussel, Willebroekkaai 38", 3, null, [new ReportVersion(1, SaveReport.ReportDraft.Example.Findings, null, "authority", Instant.FromUtc(2026, 1, 15, 16, 0))]);
    }

    private static async Task<Results<Ok<InterviewDetails>, Problem>> HandleAsync(Guid candidacyId, Caller caller, ResultsDb db, HttpResponse response, CancellationToken ct)
    {
        var interview = await db.Interviews.AsNoTracking().SingleOrDefaultAsync(i => i.CandidacyId == candidacyId && i.State != InterviewState.Cancelled, ct);
        if (interview is null) return Problem.NotFound();
        var reports = await db.InterviewReports.AsNoTracking().Where(r => r.InterviewId == interview.InterviewId).OrderByDescending(r => r.Number).ToListAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new InterviewDetails(
            interview.InterviewId, candidacyId, interview.State, interview.StartsAt, interview.LengthMinutes, interview.Place, interview.Version,
            caller.Is(Roles.AppointingAuthority) ? interview.Draft : null,
            reports.ConvertAll(r => new ReportVersion(r.Number, r.Findings, r.Reason, r.WrittenBy, r.WrittenAt))));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Interviews;

/// <summary>The report becomes final, once the interview has begun and each criterion has its finding (R51); from then on it is never changed.</summary>
internal static class FinaliseReport
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/interview/report/finalise", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Makes the report of an interview final; needs If-Match.");

    private static async Task<Results<Ok<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockInterviewAsync(candidacyId, ct) is not { } interview) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (ifMatch.Check(interview.Version) is { } stale) return stale;
        if (interview.State is InterviewState.Reported) return Problem.Refused("R51", "report-final");
        if (now < interview.StartsAt) return Problem.Refused("R51", "interview-not-held");
        var findings = interview.Draft ?? [];
        if (InterviewFindings.Incomplete(findings) is { } incomplete) return incomplete;

        db.InterviewReports.Add(new InterviewReport
        {
            InterviewId = interview.InterviewId,
            Number = 1,
            PersonId = interview.PersonId,
            Findings = findings,
            WrittenBy = caller.Subject,
            WrittenAt = now,
        });
        (interview.State, interview.Draft) = (InterviewState.Reported, null);
        interview.Version++;
        db.Record(
            new RecordEntry(caller.Subject, "interview.reported", "interview", interview.InterviewId, interview.PersonId, Details: new { interview.CandidacyId, number = 1 }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.Results.Features.Appointments;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Interviews;

/// <summary>The interview gets another time or place; the candidate is told again, and the calendar entry moves (R51).</summary>
internal static class MoveInterview
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{candidacyId:guid}/interview", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Moves a planned interview; the candidate is told; needs If-Match.");

    private static async Task<Results<Ok<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, InterviewPlan plan, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (plan.Faults().ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R51", clock, ct);
        if (suitable is null) return refusal!;
        if (await db.LockInterviewAsync(candidacyId, ct) is not { } interview) return Problem.NotFound();
        if (ifMatch.Check(interview.Version) is { } stale) return stale;
        if (interview.State is InterviewState.Reported) return Problem.Refused("R51", "report-final");
        if (plan.StartsAt <= suitable.Now) return Problem.Invalid(new FieldError("startsAt", "interview-past"));

        (interview.StartsAt, interview.LengthMinutes, interview.Place) = (plan.StartsAt, plan.LengthMinutes, PlainText.TidyOrNone(plan.Place)!);
        interview.Version++;
        await PlanInterview.TellAsync(db, interview, "interview.moved", caller, suitable, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }
}

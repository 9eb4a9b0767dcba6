using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Interviews;

/// <summary>A planned interview does not take place; the candidate is told why. Another can be planned (R51).</summary>
internal static class CancelInterview
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/interview/cancel", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Cancels a planned interview, with the reason the candidate is told; needs If-Match.");

    internal sealed record Cancellation(string Reason)
    {
        public static Cancellation Example => new("De voorzitter van het directiecomité is verhinderd; er volgt een nieuwe datum.");
    }

    private static async Task<Results<Ok<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, Cancellation form, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Faults("reason", form.Reason, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockCandidacyAsync(candidacyId, ct);
        if (await db.LockInterviewAsync(candidacyId, ct) is not { } interview) return Problem.NotFound();
        if (ifMatch.Check(interview.Version) is { } stale) return stale;
        if (interview.State is InterviewState.Reported) return Problem.Refused("R51", "report-final");

        await CancelAsync(db, interview, PlainText.TidyOrNone(form.Reason)!, caller.Subject, clock.GetCurrentInstant(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }

    /// <summary>Also for the interview of somebody who does not stand any more.</summary>
    public static async Task CancelAsync(ResultsDb db, Interview interview, string reason, string actor, Instant now, CancellationToken ct)
    {
        (interview.State, interview.CancelReason, interview.Draft) = (InterviewState.Cancelled, reason, null);
        interview.Version++;
        var version = await db.NextToldAsync(interview.CandidacyId, ct);
        db.Publish(new InterviewCancelled(interview.CandidacyId, interview.VacancyId, interview.PersonId, version, interview.StartsAt, interview.Place, reason, now));
        db.Record(new RecordEntry(actor, "interview.cancelled", "interview", interview.InterviewId, interview.PersonId, Details: new { interview.CandidacyId }, PersonText: reason), now);
    }
}

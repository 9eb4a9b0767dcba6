using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Interviews;

/// <summary>A final report is corrected by a new version with its reason; the earlier ones stay (R51).</summary>
internal static class CorrectReport
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/interview/report/correct", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Corrects a final report by a new version, with a reason; needs If-Match.");

    /// <param name="Findings">All of them, as they are now.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Correction(IReadOnlyList<Finding> Findings, string Reason)
    {
        public static Correction Example => new(SaveReport.ReportDraft.Example.Findings, "De waardering van het leiderschap was verwisseld met die van een andere kandidaat.");
    }

    private static async Task<Results<Ok<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, Correction form, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] faults = [.. InterviewFindings.Faults(form.Findings), .. TextCheck.Faults("reason", form.Reason, TextLengths.Longest)];
        if (faults.Length > 0) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockInterviewAsync(candidacyId, ct) is not { } interview) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (ifMatch.Check(interview.Version) is { } stale) return stale;
        if (interview.State is not InterviewState.Reported) return Problem.Refused("R51", "report-not-final");
        if (InterviewFindings.Incomplete(form.Findings) is { } incomplete) return incomplete;

        var number = 1 + await db.InterviewReports.Where(r => r.InterviewId == interview.InterviewId).MaxAsync(r => r.Number, ct);
        var reason = PlainText.TidyOrNone(form.Reason)!;
        db.InterviewReports.Add(new InterviewReport
        {
            InterviewId = interview.InterviewId,
            Number = number,
            PersonId = interview.PersonId,
            Findings = InterviewFindings.Tidy(form.Findings),
            Reason = reason,
            WrittenBy = caller.Subject,
            WrittenAt = now,
        });
        interview.Version++;
        db.Record(
            new RecordEntry(
                caller.Subject, "interview.corrected", "interview", interview.InterviewId, interview.PersonId, Details: new { interview.CandidacyId, number }, PersonText: reason),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Interviews;

/// <summary>The authority writes the report of an interview (R51), as often as needed; nobody else sees the draft.</summary>
internal static class SaveReport
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{candidacyId:guid}/interview/report", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Saves the draft of an interview's report; needs If-Match.");

    /// <param name="Findings">One for each criterion; in a draft some may be missing.</param>
    internal sealed record ReportDraft(IReadOnlyList<Finding> Findings)
    {
        public static ReportDraft Example => new(
        [
            new(InterviewCriterion.SpecificCompetencies, Appreciation.Good, "Kent de gegevensuitwisseling tussen instellingen grondig."),
            new(InterviewCriterion.RelationalSkills, Appreciation.VeryGood, "Luistert, vat samen en zoekt steun."),
            new(InterviewCriterion.Leadership, Appreciation.Good, "Geeft richting en laat ruimte."),
            new(InterviewCriterion.ProfileComparison, Appreciation.Good, "Sluit op alle punten aan bij het profiel."),
        ]);
    }

    private static async Task<Results<Ok<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, ReportDraft form, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (InterviewFindings.Faults(form.Findings).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockInterviewAsync(candidacyId, ct) is not { } interview) return Problem.NotFound();
        if (ifMatch.Check(interview.Version) is { } stale) return stale;
        if (interview.State is InterviewState.Reported) return Problem.Refused("R51", "report-final");

        interview.Draft = InterviewFindings.Tidy(form.Findings);
        interview.Version++;
        db.Record(new RecordEntry(caller.Subject, "interview.drafted", "interview", interview.InterviewId, interview.PersonId), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Ok(new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.Results.Features.Appointments;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Interviews;

/// <summary>When and where a supplementary interview takes place.</summary>
/// <param name="StartsAt">Its start, as an instant.</param>
/// <param name="Place">Where, or how to take part remotely.</param>
/// <param name="LengthMinutes">How long it takes; an hour where it is not given.</param>
internal sealed record InterviewPlan(Instant StartsAt, string Place, int LengthMinutes = 60)
{
    private const int LongestPlace = 500;
    private const int ShortestMinutes = 15;
    private const int LongestMinutes = 480;

    public static InterviewPlan Example => new(Instant.FromUtc(2026, 1, 15, 9, 0), "Brussel, Willebroekkaai 38, zaal 4", 90);

    public IEnumerable<FieldError> Faults() =>
    [
        .. TextCheck.Faults("place", Place, LongestPlace),
        .. LengthMinutes is >= ShortestMinutes and <= LongestMinutes ? [] : (FieldError[])[new("lengthMinutes", "between", ShortestMinutes, LongestMinutes)],
    ];
}

/// <summary>An interview that was saved.</summary>
internal sealed record SavedInterview(Guid InterviewId, InterviewState State, long Version)
{
    public static SavedInterview Example => new(new("019b7ad4-1f2e-7b68-a3c9-0d1e2f3a4b5c"), InterviewState.Planned, 1);
}

/// <summary>The appointing authority plans the supplementary interview with a suitable candidate, who is told (R51).</summary>
internal static class PlanInterview
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/interview", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("interviews")
        .WithSummary("Plans a supplementary interview with a suitable candidate of the published list (R51); the candidate is told.");

    private static async Task<Results<Created<SavedInterview>, Problem>> HandleAsync(
        Guid candidacyId, InterviewPlan plan, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (plan.Faults().ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R51", clock, ct);
        if (suitable is null) return refusal!;
        if (suitable.IsOut) return Problem.Refused("R51", "candidate-out");
        if (await db.AppointmentInForceAsync(suitable.VacancyId, ct) is not null) return Problem.Refused("R52", "appointed-already");
        if (await db.Interviews.AnyAsync(i => i.CandidacyId == candidacyId && i.State != InterviewState.Cancelled, ct)) return Problem.Refused("R51", "interview-planned");
        if (plan.StartsAt <= suitable.Now) return Problem.Invalid(new FieldError("startsAt", "interview-past"));

        var interview = new Interview
        {
            InterviewId = Guid.CreateVersion7(),
            CandidacyId = candidacyId,
            VacancyId = suitable.VacancyId,
            PersonId = suitable.Candidacy.PersonId,
            State = InterviewState.Planned,
            StartsAt = plan.StartsAt,
            LengthMinutes = plan.LengthMinutes,
            Place = PlainText.TidyOrNone(plan.Place)!,
            PlannedBy = caller.Subject,
            PlannedAt = suitable.Now,
            Version = 1,
        };
        db.Interviews.Add(interview);
        await TellAsync(db, interview, "interview.planned", caller, suitable, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(interview.Version);
        return TypedResults.Created($"/api/results/candidacies/{candidacyId}/interview", new SavedInterview(interview.InterviewId, interview.State, interview.Version));
    }

    /// <summary>The candidate hears when and where; so does the record.</summary>
    public static async Task TellAsync(ResultsDb db, Interview interview, string action, Caller caller, Suitable suitable, CancellationToken ct)
    {
        var version = await db.NextToldAsync(interview.CandidacyId, ct);
        db.Publish(new InterviewPlanned(
            interview.CandidacyId, interview.VacancyId, interview.PersonId, version, interview.StartsAt, Duration.FromMinutes(interview.LengthMinutes), interview.Place, suitable.Now));
        db.Record(
            new RecordEntry(
                caller.Subject, action, "interview", interview.InterviewId, interview.PersonId, suitable.Vacancy.RuleVersion,
                new { interview.CandidacyId, interview.StartsAt, interview.LengthMinutes }),
            suitable.Now);
    }
}

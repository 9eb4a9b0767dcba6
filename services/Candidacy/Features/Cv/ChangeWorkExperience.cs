using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>Changes a job of the CV. While an appointment decision is filed under it, its switches stay on (R7).</summary>
internal static class ChangeWorkExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/cv/work-experience/{workExperienceId:guid}", ChangeAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv").WithSummary("Changes a job of the CV (R7); needs If-Match.");

    private static async Task<Results<Ok<WorkExperienceAnswer>, Problem>> ChangeAsync(
        Guid workExperienceId, WorkExperienceForm form, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        form = form.Tidied();
        if (await db.CvWorkExperiences.SingleOrDefaultAsync(w => w.WorkExperienceId == workExperienceId && w.PersonId == person.PersonId, ct) is not { } job) return Problem.NotFound();
        var documents = await db.DocumentsOfAsync([workExperienceId], ct);
        if (ifMatch.Check(job.Version) is { } stale) return stale.With("current", WorkExperienceAnswer.Of(job, documents));
        if (WorkExperienceCheck.Faults(form, BrusselsTime.DateIn(now)).ToArray() is { Length: > 0 } faults) return Problem.Invalid(faults);
        if (!WorkExperienceCheck.TakesAppointmentDecision(form.StatutoryFederal, form.CurrentlyFederal)
            && documents[workExperienceId].Any(d => d.Kind is DocumentKind.AppointmentDecision)) return Problem.Refused("R7", "appointment-decision-here");

        (job.Employer, job.Function, job.Begin, job.End, job.IsCurrent) = (form.Employer, form.Function, form.Begin, form.End, form.IsCurrent);
        (job.StatutoryFederal, job.CurrentlyFederal) = (form.StatutoryFederal, form.CurrentlyFederal);
        job.Version++;
        db.Record(new(caller.Subject, "work-experience.changed", "work-experience", workExperienceId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(job.Version);
        return TypedResults.Ok(WorkExperienceAnswer.Of(job, documents));
    }
}

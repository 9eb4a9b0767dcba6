using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>Adds a job to the CV; nothing of it counts as experience (R10).</summary>
internal static class AddWorkExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cv/work-experience", AddAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv")
        .WithSummary("Adds a job to the caller's CV, with R7's switches: a statutory federal civil servant files the appointment decision under it. Nothing of it counts as experience (R10).");

    private static async Task<Results<Created<WorkExperienceAnswer>, Problem>> AddAsync(
        WorkExperienceForm form, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.Refused("R5", "account-missing");
        var now = clock.GetCurrentInstant();
        form = form.Tidied();
        if (WorkExperienceCheck.Faults(form, BrusselsTime.DateIn(now)).ToArray() is { Length: > 0 } faults) return Problem.Invalid(faults);
        if (await db.CvWorkExperiences.CountAsync(w => w.PersonId == person.PersonId, ct) >= CvDocuments.MaxEntries) return Problem.Refused("R7", "cv-full", CvDocuments.MaxEntries);

        var job = new CvWorkExperience
        {
            WorkExperienceId = Guid.CreateVersion7(),
            PersonId = person.PersonId,
            Employer = form.Employer,
            Function = form.Function,
            Begin = form.Begin,
            End = form.End,
            IsCurrent = form.IsCurrent,
            StatutoryFederal = form.StatutoryFederal,
            CurrentlyFederal = form.CurrentlyFederal,
            AddedAt = now,
            Version = 1,
        };
        db.CvWorkExperiences.Add(job);
        db.Record(new(caller.Subject, "work-experience.added", "work-experience", job.WorkExperienceId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(job.Version);
        return TypedResults.Created($"/api/candidacy/cv/work-experience/{job.WorkExperienceId}", WorkExperienceAnswer.Of(job, Enumerable.Empty<CvDocument>().ToLookup(_ => job.WorkExperienceId)));
    }
}

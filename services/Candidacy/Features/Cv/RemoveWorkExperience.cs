using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>Takes a job out of the CV. Its documents go with it only where the caller says so; frozen dossiers keep them (R18).</summary>
internal static class RemoveWorkExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/cv/work-experience/{workExperienceId:guid}", RemoveAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv")
        .WithSummary("Takes a job out of the CV, with its documents where withDocuments=true; needs If-Match. Frozen dossiers keep them (R18).");

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        Guid workExperienceId, bool? withDocuments, IfMatch ifMatch, Caller caller, CandidacyDb db, Filing filing, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        await db.LockVacanciesOfAsync(person.PersonId, ct);
        var now = clock.GetCurrentInstant();
        if (await db.CvWorkExperiences.SingleOrDefaultAsync(w => w.WorkExperienceId == workExperienceId && w.PersonId == person.PersonId, ct) is not { } job) return Problem.NotFound();
        if (ifMatch.Check(job.Version) is { } stale) return stale.With("current", WorkExperienceAnswer.Of(job, await db.DocumentsOfAsync([workExperienceId], ct)));
        if (await filing.RemoveOfAsync(workExperienceId, withDocuments is true, caller.Subject, now, ct) is { } refused) return refused;
        db.CvWorkExperiences.Remove(job);
        db.Record(new(caller.Subject, "work-experience.removed", "work-experience", workExperienceId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

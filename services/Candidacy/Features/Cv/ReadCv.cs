using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Candidacies.Features.Cv;

/// <summary>The caller's CV: diplomas and work experience.</summary>
internal static class ReadCv
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var cv = api.MapGroup("/cv").RequireAuthorization(Policies.Candidate).WithTags("cv");
        cv.MapGet("/diplomas", DiplomasAsync).WithSummary("The caller's diplomas with their documents, the newest year first.");
        cv.MapGet("/work-experience", WorkExperienceAsync).WithSummary("The caller's work experience with its documents, the latest first; nothing of it counts as experience (R10).");
    }

    private static async Task<Ok<Page<DiplomaAnswer>>> DiplomasAsync([AsParameters] Paging paging, Caller caller, CandidacyDb db, CancellationToken ct)
    {
        var mine = await db.CvDiplomas.AsNoTracking().Where(d => db.Persons.Any(p => p.PersonId == d.PersonId && p.Subject == caller.Subject))
            .OrderBy(d => d.AddedAt).ThenBy(d => d.DiplomaId).Take(CvDocuments.MaxEntries).ToListAsync(ct);
        CvDiploma[] page = [.. mine.OrderByDescending(d => d.Facts.Year).Skip(paging.Skip).Take(paging.Size)];
        var documents = await db.DocumentsOfAsync([.. page.Select(d => d.DiplomaId)], ct);
        return TypedResults.Ok(new Page<DiplomaAnswer>([.. page.Select(d => DiplomaAnswer.Of(d, documents))], mine.Count, paging.Number, paging.Size));
    }

    private static async Task<Ok<Page<WorkExperienceAnswer>>> WorkExperienceAsync([AsParameters] Paging paging, Caller caller, CandidacyDb db, CancellationToken ct)
    {
        var mine = db.CvWorkExperiences.AsNoTracking().Where(w => db.Persons.Any(p => p.PersonId == w.PersonId && p.Subject == caller.Subject));
        var total = await mine.CountAsync(ct);
        var page = await mine.OrderByDescending(w => w.IsCurrent).ThenByDescending(w => w.Begin).ThenBy(w => w.WorkExperienceId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var documents = await db.DocumentsOfAsync([.. page.Select(w => w.WorkExperienceId)], ct);
        return TypedResults.Ok(new Page<WorkExperienceAnswer>([.. page.Select(w => WorkExperienceAnswer.Of(w, documents))], total, paging.Number, paging.Size));
    }
}

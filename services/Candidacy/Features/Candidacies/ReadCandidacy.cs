using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>One of the caller's candidacies, with the rubric and the running count.</summary>
internal static class ReadCandidacy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{id:guid}", ReadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies").WithSummary("The caller's candidacy with its rubric and count (R14); its version is the ETag.");

    private static async Task<Results<Ok<CandidacyAnswer>, Problem>> ReadAsync(
        Guid id, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var found = await (
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            where c.CandidacyId == id && p.Subject == caller.Subject
            select new { Candidacy = c, v.Definition, v.ClosesAt }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        response.SetVersion(found.Candidacy.Version);
        return TypedResults.Ok(CandidacyAnswer.Of(found.Candidacy, found.Definition, found.ClosesAt, clock.GetCurrentInstant()));
    }
}

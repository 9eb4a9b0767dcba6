using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>Everything a list lacks before it can be proposed (R46), by candidate and competency, however much it is.</summary>
internal static class ListMissing
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/list/missing", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("All that is missing before the list can be proposed, with candidate and competency; filter by kind. Empty: it can be proposed.");

    private static async Task<Results<Ok<Page<MissingPart>>, Problem>> HandleAsync(
        Guid vacancyId, LackKind? kind, [AsParameters] Paging paging, ResultsDb db, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();
        var procedure = vacancy.Procedure();
        var standing = await db.StandingAsync(vacancyId, procedure, new LackWindow(paging.Skip, paging.Size, kind), ct);
        return TypedResults.Ok(new Page<MissingPart>(await MissingPart.OfAsync(db, standing.Lacks, procedure, ct), standing.LackCount, paging.Number, paging.Size));
    }
}

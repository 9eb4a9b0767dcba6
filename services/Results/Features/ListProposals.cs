using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>Every list of a vacancy there ever was, newest first: who proposed and approved it, how it ended and why, what it corrects.</summary>
internal static class ListProposals
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/lists", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("All lists of a vacancy, newest first, with how each ended and why; filter by state.");

    private static async Task<Results<Ok<Page<ListSummary>>, Problem>> HandleAsync(
        Guid vacancyId, ListState? state, [AsParameters] Paging paging, ResultsDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var lists = db.Lists.AsNoTracking().Where(l => l.VacancyId == vacancyId && (state == null || l.State == state));
        var total = await lists.CountAsync(ct);
        var items = await lists.OrderByDescending(l => l.Version).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<ListSummary>(items.ConvertAll(ListSummary.Of), total, paging.Number, paging.Size));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>A list exactly as it was proposed, with every decision's text: what the second officer approves (R47).</summary>
internal static class ReadProposedList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/list/{version:int}", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("A proposed list as it was written down, also one that no longer stands; filter by group.");

    internal sealed record ListPage(ListSummary List, IReadOnlyList<ListedCandidate> Items, int Total, int Page, int PageSize)
    {
        public static ListPage Example => new(ListSummary.Example, [ListedCandidate.Example], 5, 1, 50);
    }

    private static async Task<Results<Ok<ListPage>, Problem>> HandleAsync(
        Guid vacancyId, int version, FinalGroup? group, [AsParameters] Paging paging, ResultsDb db, CancellationToken ct)
    {
        var list = await db.Lists.AsNoTracking().SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == version, ct);
        if (list is null) return Problem.NotFound();
        var items = await db.EntriesAsync(list.ListId, group, paging.Skip, paging.Size, ct);
        return TypedResults.Ok(new ListPage(ListSummary.Of(list), items, list.CountOf(group), paging.Number, paging.Size));
    }
}

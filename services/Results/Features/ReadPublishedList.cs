using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>The published list, and the versions that were published before it was corrected.</summary>
internal static class ReadPublishedList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/published", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("The published list from its publication instant on, or an earlier version of it; a look before the instant is refused and recorded. Filter by group.");

    /// <summary>A page of a published list; <c>Versions</c> are all that are or were public, newest first.</summary>
    internal sealed record PublishedPage(ListSummary List, IReadOnlyList<ListedCandidate> Items, int Total, int Page, int PageSize, IReadOnlyList<ListSummary> Versions)
    {
        public static PublishedPage Example => new(ListSummary.Example, [ListedCandidate.Example], 5, 1, 50, [ListSummary.Example]);
    }

    private static async Task<Results<Ok<PublishedPage>, Problem>> HandleAsync(
        Guid vacancyId, int? version, FinalGroup? group, [AsParameters] Paging paging, Caller caller, ResultsDb db, IClock clock, EarlyLooks looks, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var newest = await db.PublicListAsync(vacancyId, now, ct);
        if (newest is null || version > newest.Version) return await looks.RefuseAsync(caller, "vacancy", vacancyId, null, now, ct);

        var versions = await db.PublicLists(vacancyId, now).AsNoTracking().OrderByDescending(l => l.Version).ToListAsync(ct);
        if (versions.Find(l => l.Version == (version ?? newest.Version)) is not { } list) return Problem.NotFound();
        var items = await db.EntriesAsync(list.ListId, group, paging.Skip, paging.Size, ct);
        return TypedResults.Ok(new PublishedPage(ListSummary.Of(list), items, list.CountOf(group), paging.Number, paging.Size, versions.ConvertAll(ListSummary.Of)));
    }
}

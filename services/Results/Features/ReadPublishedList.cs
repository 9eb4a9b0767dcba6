using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>The published list.</summary>
internal static class ReadPublishedList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/published", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("The published list, from its publication instant on; a look before it is refused and recorded.");

    private static async Task<Results<Ok<ReadProposedList.ListPage>, Problem>> HandleAsync(
        Guid vacancyId, [AsParameters] Paging paging, Caller caller, ResultsDb db, IClock clock, EarlyLooks looks, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (await db.PublicListAsync(vacancyId, now, ct) is not { } list) return await looks.RefuseAsync(caller, "vacancy", vacancyId, null, now, ct);

        var items = await db.EntriesAsync(list.ListId, paging.Skip, paging.Size, ct);
        return TypedResults.Ok(new ReadProposedList.ListPage(ListSummary.Of(list), items, list.Suitable + list.NotSuitable, paging.Number, paging.Size));
    }
}

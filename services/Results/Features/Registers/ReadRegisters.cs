using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Registers;

/// <summary>The registers of a procedure, the newest first, and one of them with its progress.</summary>
internal static class ReadRegisters
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{vacancyId:guid}/registers", ListAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor)
            .WithSummary("The procedure's registers, the newest first (R54).");
        api.MapGet("/registers/{registerId:guid}", ReadAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor)
            .WithSummary("A register: how far it is, and which services it waits for (R54).");
    }

    private static async Task<Ok<Page<RegisterView>>> ListAsync(Guid vacancyId, [AsParameters] Paging paging, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var registers = db.Registers.AsNoTracking().Where(r => r.VacancyId == vacancyId);
        var total = await registers.CountAsync(ct);
        var page = await registers.OrderByDescending(r => r.RequestedAt).ThenBy(r => r.RegisterId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        var items = new List<RegisterView>(page.Count);
        foreach (var register in page) items.Add(await RegisterView.OfAsync(db, register, now, ct));
        return TypedResults.Ok(new Page<RegisterView>(items, total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<RegisterView>, Problem>> ReadAsync(Guid registerId, ResultsDb db, IClock clock, CancellationToken ct) =>
        await db.Registers.AsNoTracking().SingleOrDefaultAsync(r => r.RegisterId == registerId, ct) is { } register
            ? TypedResults.Ok(await RegisterView.OfAsync(db, register, clock.GetCurrentInstant(), ct))
            : Problem.NotFound();
}

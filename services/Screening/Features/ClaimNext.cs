using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer takes the next case nobody has; of many who ask at once, each gets another one.</summary>
internal static class ClaimNext
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/claim-next", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes the vacancy's first open case that nobody has; undisputed=false passes over those that can be accepted at once. 204 when none is left.");

    private static async Task<Results<Ok<ClaimedCase>, NoContent, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, ScreeningDb db, ClaimSettings settings, IClock clock, HttpResponse response, CancellationToken ct, bool? undisputed = null)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.ShareVacancyAsync(vacancyId, ct);
        if (vacancy is null or { Rules: null }) return Problem.NotFound();
        if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);

        // What lapses between this instant and the lock is left for the next one who asks.
        var asked = clock.GetCurrentInstant();
        var row = await db.Cases.FromSql(
            $"""
            select * from cases
            where vacancy_id = {vacancyId} and state = 'Open' and proposal is not null and (claimed_by is null or claimed_until <= {asked})
                and ({undisputed}::boolean is null or undisputed = {undisputed}::boolean)
            order by candidacy_id limit 1 for update skip locked
            """).SingleOrDefaultAsync(ct);
        if (row is null) return TypedResults.NoContent();

        var now = clock.GetCurrentInstant();
        row.HoldBy(caller.Subject, now + settings.Lease);
        db.Record(new LockedCase(row, vacancy).ClaimEntry("case.claimed", caller), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(ClaimedCase.Of(row));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer gives a case free, that somebody else may take it.</summary>
internal static class ReleaseCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/cases/{candidacyId:guid}/claim", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Gives a case free that the caller has.");

    private static async Task<Results<NoContent, Problem>> HandleAsync(Guid candidacyId, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (locked.WhyClaimed(caller.Subject, now) is { } claimed) return claimed;
        if (locked.Case.ClaimedBy != caller.Subject) return Problem.Refused("R23", "case-not-claimed");

        db.Record(locked.ClaimEntry("case.released", caller), now);
        locked.Case.Release();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

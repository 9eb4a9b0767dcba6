using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>
/// An officer takes a case, so that nobody else works on it unknowingly. A claim is a lease that work on the case renews; it
/// lapses by the clock alone (T3). It is no change of the case: the version stays.
/// </summary>
internal static class ClaimCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/cases/{candidacyId:guid}/claim", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes an open case, or keeps it for longer; refused while another officer has it.");

    private static async Task<Results<Ok<ClaimedCase>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, ScreeningDb db, ClaimSettings settings, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if ((locked.WhyNotOpen() ?? locked.WhyClaimed(caller.Subject, now)) is { } refused) return refused;

        if (Claims.HolderOf(locked.Case.LastClaim, caller.Subject, now) is ClaimHolder.Nobody) db.Record(locked.ClaimEntry("case.claimed", caller), now);
        locked.Case.HoldBy(caller.Subject, now + settings.Lease);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(locked.Case.Version);
        return TypedResults.Ok(ClaimedCase.Of(locked.Case));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer takes a case over from another one, with a reason.</summary>
internal static class TakeOverCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cases/{candidacyId:guid}/claim/take-over", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes a case over from another officer, with a reason that stays on record.");

    internal sealed record TakeOverRequest(string Reason)
    {
        public static TakeOverRequest Example => new("Collega is met verlof; de beslissing kan niet wachten.");
    }

    private static async Task<Results<Ok<ClaimedCase>, Problem>> HandleAsync(
        Guid candidacyId, TakeOverRequest request, Caller caller, ScreeningDb db, ClaimSettings settings, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (WrittenReason.Check("reason", request.Reason) is { } invalid) return invalid;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var (reason, now) = (request.Reason.Trim(), clock.GetCurrentInstant());
        if (locked.WhyNotOpen() is { } refused) return refused;

        switch (Claims.HolderOf(locked.Case.LastClaim, caller.Subject, now))
        {
            case ClaimHolder.Others:
                var from = locked.Case.ClaimedBy!;
                db.ClaimTakeovers.Add(new ClaimTakeover
                {
                    TakeoverId = Guid.CreateVersion7(),
                    CandidacyId = candidacyId,
                    TakenFrom = from,
                    TakenBy = caller.Subject,
                    Reason = reason,
                    TakenAt = now,
                });
                db.Record(locked.ClaimEntry("case.taken-over", caller) with { Details = new { TakenFrom = from }, PersonText = reason }, now);
                break;
            case ClaimHolder.Nobody:
                // The other's time was over in the meantime: a claim like any other.
                db.Record(locked.ClaimEntry("case.claimed", caller), now);
                break;
            case ClaimHolder.Me:
                break;
        }

        locked.Case.HoldBy(caller.Subject, now + settings.Lease);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(locked.Case.Version);
        return TypedResults.Ok(ClaimedCase.Of(locked.Case));
    }
}

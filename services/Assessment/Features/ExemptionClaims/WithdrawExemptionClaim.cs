using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>A candidate takes a claim back before it is decided (R33); its proofs are gone with it.</summary>
internal static class WithdrawExemptionClaim
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/candidacies/{candidacyId:guid}/exemption-claim", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes the caller's open claim back until it is decided; its proofs are deleted (R33).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId], [], ct);
        if (await db.LockOpenClaimAsync(candidacyId, ct) is not { } row) return ChangeExemptionClaim.NoneOpen();

        var now = clock.GetCurrentInstant();
        (row.State, row.WithdrawnAt) = (ClaimState.Withdrawn, now);
        row.Version++;
        await db.DropFilesAsync(row.ClaimId, [], ct);
        files.Record(db, "exemption-claim.withdrawn", row, caller.Subject, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

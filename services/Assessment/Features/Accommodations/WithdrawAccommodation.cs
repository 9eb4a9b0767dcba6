using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>A candidate takes a request back before it is decided (R39): its reason and its attests are gone with it.</summary>
internal static class WithdrawAccommodation
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/candidacies/{candidacyId:guid}/accommodation", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes the caller's open request back until it is decided; reason and attests are deleted (R39).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId], [], ct);
        if (await db.LockOpenAccommodationAsync(candidacyId, ct) is not { } row) return ChangeAccommodation.NoneOpen();

        var now = clock.GetCurrentInstant();
        (row.State, row.Reason, row.Asked, row.WithdrawnAt) = (AccommodationState.Withdrawn, null, [], now);
        row.Version++;
        await db.DropFilesAsync(row.RequestId, [], ct);
        files.Record(db, "accommodation.withdrawn", row, caller.Subject, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer takes an entry back that was imported wrongly: nothing is deleted, another entry says why it no longer counts. Open
/// candidacies are looked at again; an exemption that rested on it waits for an officer (R36).
/// </summary>
internal static class VoidLedgerEntry
{
    private const int LongestReason = 1_000;

    /// <param name="Reason">Why it is wrong.</param>
    internal sealed record Request(string Reason)
    {
        public static Request Example => new("Het attest bleek van een naamgenoot te zijn.");
    }

    /// <param name="EntryId">The entry that says so.</param>
    /// <param name="Voids">The entry that no longer counts.</param>
    /// <param name="ToReview">Candidacies whose exemption rested on it, and waits for an officer.</param>
    internal sealed record Response(Guid EntryId, Guid Voids, IReadOnlyList<Guid> ToReview)
    {
        public static Response Example => new(new("0199c7b0-6d2e-7f35-8a41-9b0c1d2e3f46"), new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88"), [new("01997f3a-4e21-7c08-9d15-8b2a6f4c3e70")]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/ledger/entries/{entryId:guid}/void", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes an entry of the ledger back that was imported wrongly, with the reason (R31 to R33).");

    private static async Task<IResult> HandleAsync(Guid entryId, Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("reason", request.Reason, LongestReason).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Ledger.AsNoTracking().SingleOrDefaultAsync(e => e.EntryId == entryId, ct) is not { } entry) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [entry.PersonId], [], ct);
        if (entry.Kind == LedgerKind.Voiding || files.LedgerOf(entry.PersonId).All(e => e.EntryId != entryId)) return Problem.Refused("R36", "entry-void-already");
        // What a result has brought is taken back with the result.
        if (await db.Bookings.AnyAsync(b => b.LedgerEntryId == entryId, ct)) return Problem.Refused("R36", "entry-of-a-result");

        var now = clock.GetCurrentInstant();
        var voiding = files.Enter(new LedgerRow
        {
            EntryId = Guid.CreateVersion7(),
            PersonId = files.PersonOf(entry.PersonId),
            Kind = LedgerKind.Voiding,
            LevelGroup = entry.LevelGroup,
            From = entry.From,
            Source = request.Reason.Trim(),
            Voids = entryId,
            At = now,
            By = caller.Subject,
        });
        files.Reassess(entry.PersonId, now);
        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(voiding.EntryId, entryId, files.ToReview));
    }
}

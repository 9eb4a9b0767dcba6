using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>Takes a document out of the account; dossiers frozen before keep it (R18).</summary>
internal static class RemoveDocument
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/documents/{documentId:guid}", RemoveAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("documents").WithSummary("Takes a document out of the caller's account; frozen dossiers keep it (R18); needs If-Match.");

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        Guid documentId, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        await db.LockVacanciesOfAsync(person.PersonId, ct);
        var now = clock.GetCurrentInstant();
        if (await db.Documents.SingleOrDefaultAsync(d => d.DocumentId == documentId && d.PersonId == person.PersonId && d.RemovedAt == null, ct) is not { } document)
            return Problem.NotFound();
        if (ifMatch.Check(document.Version) is { } stale) return stale;
        document.RemovedAt = now;
        db.Record(new(caller.Subject, "document.removed", "document", documentId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

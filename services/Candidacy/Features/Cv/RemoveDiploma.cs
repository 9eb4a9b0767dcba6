using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>Takes a diploma out of the CV. Its documents go with it only where the caller says so; frozen dossiers keep them (R18).</summary>
internal static class RemoveDiploma
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/cv/diplomas/{diplomaId:guid}", RemoveAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv")
        .WithSummary("Takes a diploma out of the CV, with its documents where withDocuments=true; needs If-Match. Frozen dossiers keep them (R18).");

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        Guid diplomaId, bool? withDocuments, IfMatch ifMatch, Caller caller, CandidacyDb db, Filing filing, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        await db.LockVacanciesOfAsync(person.PersonId, ct);
        var now = clock.GetCurrentInstant();
        if (await db.CvDiplomas.SingleOrDefaultAsync(d => d.DiplomaId == diplomaId && d.PersonId == person.PersonId, ct) is not { } diploma) return Problem.NotFound();
        if (ifMatch.Check(diploma.Version) is { } stale) return stale.With("current", DiplomaAnswer.Of(diploma, await db.DocumentsOfAsync([diplomaId], ct)));
        if (await filing.RemoveOfAsync(diplomaId, withDocuments is true, caller.Subject, now, ct) is { } refused) return refused;
        db.CvDiplomas.Remove(diploma);
        db.Record(new(caller.Subject, "diploma.removed", "diploma", diplomaId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

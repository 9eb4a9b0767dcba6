using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Features.Documents;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>
/// Changes a diploma's facts. Each document that proves it gets a version with the new facts on the same content, so that a
/// dossier frozen before keeps the facts it was frozen with (R18); therefore under closing's locks (T3).
/// </summary>
internal static class ChangeDiploma
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/cv/diplomas/{diplomaId:guid}", ChangeAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv").WithSummary("Changes a diploma's facts; needs If-Match. Dossiers frozen before keep the earlier ones (R18).");

    private static async Task<Results<Ok<DiplomaAnswer>, Problem>> ChangeAsync(
        Guid diplomaId, DiplomaFacts facts, IfMatch ifMatch, Caller caller, CandidacyDb db, Filing filing, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        await db.LockVacanciesOfAsync(person.PersonId, ct);
        var now = clock.GetCurrentInstant();
        if (await db.CvDiplomas.SingleOrDefaultAsync(d => d.DiplomaId == diplomaId && d.PersonId == person.PersonId, ct) is not { } diploma) return Problem.NotFound();
        if (ifMatch.Check(diploma.Version) is { } stale) return stale.With("current", DiplomaAnswer.Of(diploma, await db.DocumentsOfAsync([diplomaId], ct)));
        if (DocumentCheck.Faults(facts, "", BrusselsTime.DateIn(now)).ToArray() is { Length: > 0 } faults) return Problem.Invalid(faults);

        diploma.Facts = DocumentCheck.Tidied(facts);
        diploma.Version++;
        await filing.RestateAsync(diplomaId, diploma.Facts, now, ct);
        db.Record(new(caller.Subject, "diploma.changed", "diploma", diplomaId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(diploma.Version);
        return TypedResults.Ok(DiplomaAnswer.Of(diploma, await db.DocumentsOfAsync([diplomaId], ct)));
    }
}

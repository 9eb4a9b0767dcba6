using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Cv;

/// <summary>Adds a diploma to the CV; the documents that prove it are filed under it (R6).</summary>
internal static class AddDiploma
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cv/diplomas", AddAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("cv").WithSummary("Adds a diploma to the caller's CV (R6); its documents are uploaded with this diplomaId.");

    private static async Task<Results<Created<DiplomaAnswer>, Problem>> AddAsync(
        DiplomaFacts facts, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.Refused("R5", "account-missing");
        var now = clock.GetCurrentInstant();
        if (DocumentCheck.Faults(facts, "", BrusselsTime.DateIn(now)).ToArray() is { Length: > 0 } faults) return Problem.Invalid(faults);
        if (await db.CvDiplomas.CountAsync(d => d.PersonId == person.PersonId, ct) >= CvDocuments.MaxEntries) return Problem.Refused("R6", "cv-full", CvDocuments.MaxEntries);

        var diploma = new CvDiploma { DiplomaId = Guid.CreateVersion7(), PersonId = person.PersonId, Facts = DocumentCheck.Tidied(facts), AddedAt = now, Version = 1 };
        db.CvDiplomas.Add(diploma);
        db.Record(new(caller.Subject, "diploma.added", "diploma", diploma.DiplomaId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(diploma.Version);
        return TypedResults.Created($"/api/candidacy/cv/diplomas/{diploma.DiplomaId}", new DiplomaAnswer(diploma.DiplomaId, diploma.Facts, [], diploma.Version));
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>A candidate says anew what they claim, until it is decided (R33).</summary>
internal static class ChangeExemptionClaim
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/exemption-claim/change", HandleAsync)
            .RequireAuthorization(Policies.Candidate).DisableAntiforgery().Accepts<IFormFile>("multipart/form-data")
            .Produces<ReadOwnExemptionClaim.Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Changes the caller's open claim until it is decided (R33); parts as for a new one, with keepDocuments for the proofs that stay; needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid candidacyId, HttpRequest request, IfMatch ifMatch, Caller caller, AssessmentDb db, UploadReader reader, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId || await db.CipherOfAsync(personId, ct) is not { } cipher) return Problem.NotFound();
        var (changed, problem) = await reader.ReadAsync<FunctionClaim, ExemptionClaimRow>(request, FunctionClaims.MostProofs, cipher, CheckAsync, FileAsync, ct);
        return changed is null ? problem! : TypedResults.Ok(await ReadOwnExemptionClaim.AnswerAsync(db, changed, response, ct));

        async Task<Problem?> CheckAsync(FunctionClaim claim)
        {
            if (FunctionClaims.Faults(claim).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
            var open = await db.ExemptionClaims.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.State == ClaimState.Open, ct);
            return open is null ? NoneOpen() : ifMatch.Check(open.Version) ?? await db.ClaimRefusalAsync(candidacyId, claim, clock, ct);
        }

        async Task<(ExemptionClaimRow?, Problem?)> FileAsync(FunctionClaim claim, IReadOnlyList<ReceivedFile> proofs)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var files = await PersonFiles.LockAsync(db, [personId], [], ct);
            if (await db.OwnerAsync(candidacyId, caller, ct) is null) return (null, Problem.NotFound());
            if (await db.LockOpenClaimAsync(candidacyId, ct) is not { } row) return (null, NoneOpen());
            if (ifMatch.Check(row.Version) is { } stale) return (null, stale);
            if (await db.ClaimRefusalAsync(candidacyId, claim, clock, ct) is { } refused) return (null, refused);
            if (await db.KeepFaultAsync(row.ClaimId, claim.KeepDocuments, ct) is { } unknown) return (null, Problem.Invalid(unknown));
            if (FunctionClaims.ProofFault(claim.KeepDocuments.Count + proofs.Count) is { } fault) return (null, Problem.Invalid(fault));

            var now = clock.GetCurrentInstant();
            row.Say(claim);
            row.Version++;
            await db.DropFilesAsync(row.ClaimId, claim.KeepDocuments, ct);
            db.File(cipher, row.PersonId, FiledDocumentKind.Proof, row.ClaimId, proofs, now);
            files.Record(db, "exemption-claim.changed", row, caller.Subject, now, new { row.LevelGroup, row.From, row.Until, kept = claim.KeepDocuments.Count, proofs = proofs.Count });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (row, null);
        }
    }

    internal static Problem NoneOpen() => Problem.Refused("R33", "claim-none-open");
}

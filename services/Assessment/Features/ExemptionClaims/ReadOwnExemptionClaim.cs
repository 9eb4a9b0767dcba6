using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>A candidate reads their own claim, with what was decided (R33).</summary>
internal static class ReadOwnExemptionClaim
{
    /// <param name="ClaimId">Which claim.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Function">What the function is called.</param>
    /// <param name="Service">In which service.</param>
    /// <param name="WeighingClass">Its weighing class, where it was said.</param>
    /// <param name="LevelGroup">Its level group.</param>
    /// <param name="From">The first day.</param>
    /// <param name="Until">The last day on which it is held; null where no end is known.</param>
    /// <param name="Proofs">The files.</param>
    /// <param name="ClaimedAt">When it was made.</param>
    /// <param name="MayChange">Whether it may still be changed or withdrawn.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="Motivation">Why.</param>
    /// <param name="AnnulmentUntil">After a refusal: the last day to go to the Council of State (R50).</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(
        Guid ClaimId,
        ClaimState State,
        string Function,
        string Service,
        int? WeighingClass,
        LevelGroup LevelGroup,
        LocalDate From,
        LocalDate? Until,
        IReadOnlyList<FiledDocument> Proofs,
        Instant ClaimedAt,
        bool MayChange,
        Instant? DecidedAt,
        string? Motivation,
        LocalDate? AnnulmentUntil,
        long Version)
    {
        public static Response Example => new(
            new("0199d3c4-8e11-7b3f-a602-4c9d1e7f5b20"), ClaimState.Open, "Directeur-generaal", "FOD Mobiliteit", 5, LevelGroup.L2, new LocalDate(2022, 3, 1), null,
            [FiledDocument.Example], Instant.FromUtc(2025, 11, 3, 10, 15), true, null, null, null, 1);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/candidacies/{candidacyId:guid}/exemption-claim", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The caller's newest claim to an exemption by a function held, with what was decided; its version is the ETag (R33).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, HttpResponse response, CancellationToken ct)
    {
        var row = await db.ExemptionClaims.AsNoTracking()
            .Where(c => c.CandidacyId == candidacyId && db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject))
            .OrderByDescending(c => c.ClaimedAt).ThenByDescending(c => c.ClaimId).FirstOrDefaultAsync(ct);
        return row is null ? Problem.NotFound() : TypedResults.Ok(await AnswerAsync(db, row, response, ct));
    }

    /// <summary>A claim as its candidate sees it; its version becomes the ETag.</summary>
    internal static async Task<Response> AnswerAsync(AssessmentDb db, ExemptionClaimRow row, HttpResponse response, CancellationToken ct)
    {
        response.SetVersion(row.Version);
        return new Response(
            row.ClaimId, row.State, row.Function, row.Service, row.WeighingClass, row.LevelGroup, row.From, row.Until, await db.FilesOfAsync(row.ClaimId, ct), row.ClaimedAt,
            row.State is ClaimState.Open, row.DecidedAt, row.Motivation, row.State is ClaimState.Refused ? Remedies.AnnulmentUntil(row.DecidedAt!.Value) : null, row.Version);
    }
}

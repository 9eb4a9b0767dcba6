using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>An officer reads a claim, with what it is measured by (R33, R34).</summary>
internal static class ReadExemptionClaim
{
    /// <param name="ClaimId">Which claim.</param>
    /// <param name="CandidacyId">For which candidacy.</param>
    /// <param name="VacancyId">Of which vacancy.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their last name.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Function">What the function is called.</param>
    /// <param name="Service">In which service.</param>
    /// <param name="WeighingClass">Its weighing class, where it was said.</param>
    /// <param name="LevelGroup">Its level group.</param>
    /// <param name="From">The first day.</param>
    /// <param name="Until">The last day on which it is held; null where no end is known.</param>
    /// <param name="ReferenceDate">The closing date, on which it has to be held (R34).</param>
    /// <param name="VacancyLevelGroup">The level group it has to reach.</param>
    /// <param name="CandidacyState">Where the candidacy stands at the assessment.</param>
    /// <param name="Proofs">The files.</param>
    /// <param name="ClaimedAt">When it was made.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="DecidedBy">By which officer.</param>
    /// <param name="Motivation">Why.</param>
    /// <param name="LedgerEntryId">The entry of the ledger an acceptance has made.</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(
        Guid ClaimId,
        Guid CandidacyId,
        Guid VacancyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        ClaimState State,
        string Function,
        string Service,
        int? WeighingClass,
        LevelGroup LevelGroup,
        LocalDate From,
        LocalDate? Until,
        LocalDate? ReferenceDate,
        LevelGroup? VacancyLevelGroup,
        Standing CandidacyState,
        IReadOnlyList<FiledDocument> Proofs,
        Instant ClaimedAt,
        Instant? DecidedAt,
        string? DecidedBy,
        string? Motivation,
        Guid? LedgerEntryId,
        long Version)
    {
        public static Response Example => new(
            new("0199d3c4-8e11-7b3f-a602-4c9d1e7f5b20"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"),
            "Jo", "Peeters", ClaimState.Open, "Directeur-generaal", "FOD Mobiliteit", 5, LevelGroup.L2, new LocalDate(2022, 3, 1), null, new LocalDate(2025, 10, 22), LevelGroup.L2,
            Standing.ToBook, [FiledDocument.Example], Instant.FromUtc(2025, 11, 3, 10, 15), null, null, null, null, 1);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/exemption-claims/{claimId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A claim to an exemption by a function held, with the date and the level it is measured by; its version is the ETag (R33, R34).");

    private static async Task<IResult> HandleAsync(Guid claimId, AssessmentDb db, HttpResponse response, CancellationToken ct)
    {
        var found = await (
            from claim in db.ExemptionClaims.AsNoTracking()
            join candidacy in db.Candidacies on claim.CandidacyId equals candidacy.CandidacyId
            join person in db.Persons on claim.PersonId equals person.PersonId
            where claim.ClaimId == claimId
            select new
            {
                Claim = claim,
                candidacy.Standing,
                candidacy.ClosingDate,
                Level = db.Vacancies.Where(v => v.VacancyId == claim.VacancyId).Select(v => (LevelGroup?)v.LevelGroup).FirstOrDefault(),
                person.FirstName,
                person.LastName,
            }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        var row = found.Claim;
        response.SetVersion(row.Version);
        return TypedResults.Ok(new Response(
            claimId, row.CandidacyId, row.VacancyId, row.PersonId, found.FirstName, found.LastName, row.State, row.Function, row.Service, row.WeighingClass, row.LevelGroup, row.From, row.Until,
            found.ClosingDate, found.Level, found.Standing, await db.FilesOfAsync(claimId, ct), row.ClaimedAt, row.DecidedAt, row.DecidedBy, row.Motivation, row.LedgerEntryId, row.Version));
    }
}

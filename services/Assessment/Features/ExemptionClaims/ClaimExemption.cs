using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>
/// A candidate claims to hold a management or staff function of the same or a higher level on the reference date (R33, R34);
/// what cannot exempt is refused at once, with the rule. One open claim for each candidacy.
/// </summary>
internal static class ClaimExemption
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/exemption-claim", HandleAsync)
            .RequireAuthorization(Policies.Candidate).DisableAntiforgery().Accepts<IFormFile>("multipart/form-data")
            .Produces<ReadOwnExemptionClaim.Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Claims an exemption by a function held on the closing date (R33); parts: metadata (JSON: function, service, weighingClass or levelGroup, from, until), then one to three proofs called file (R6).");

    private static async Task<IResult> HandleAsync(
        Guid candidacyId, HttpRequest request, Caller caller, AssessmentDb db, UploadReader reader, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId || await db.CipherOfAsync(personId, ct) is not { } cipher) return Problem.NotFound();
        var (claimed, problem) = await reader.ReadAsync<FunctionClaim, ExemptionClaimRow>(request, FunctionClaims.MostProofs, cipher, CheckAsync, FileAsync, ct);
        if (claimed is null) return problem!;
        return TypedResults.Created($"/api/assessment/candidacies/{candidacyId}/exemption-claim", await ReadOwnExemptionClaim.AnswerAsync(db, claimed, response, ct));

        async Task<Problem?> CheckAsync(FunctionClaim claim) =>
            FunctionClaims.Faults(claim).ToList() is { Count: > 0 } faults ? Problem.Invalid(faults)
            : claim.KeepDocuments.Count > 0 ? Problem.Invalid(new FieldError("metadata.keepDocuments", "keep-nothing-yet"))
            : await RefusalAsync(claim);

        async Task<(ExemptionClaimRow?, Problem?)> FileAsync(FunctionClaim claim, IReadOnlyList<ReceivedFile> proofs)
        {
            if (FunctionClaims.ProofFault(proofs.Count) is { } fault) return (null, Problem.Invalid(fault));
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var files = await PersonFiles.LockAsync(db, [personId], [], ct);
            // Who was erased while the proofs were on their way leaves none (R55).
            if (await db.OwnerAsync(candidacyId, caller, ct) is null) return (null, Problem.NotFound());
            if (await RefusalAsync(claim) is { } refused) return (null, refused);

            var now = clock.GetCurrentInstant();
            var candidacy = files.Candidacy(candidacyId)!;
            var row = new ExemptionClaimRow
            {
                ClaimId = Guid.CreateVersion7(),
                CandidacyId = candidacyId,
                VacancyId = candidacy.VacancyId,
                PersonId = candidacy.PersonId,
                State = ClaimState.Open,
                ClaimedAt = now,
                Version = 1,
            };
            row.Say(claim);
            db.ExemptionClaims.Add(row);
            db.File(cipher, row.PersonId, FiledDocumentKind.Proof, row.ClaimId, proofs, now);
            files.Record(db, "exemption-claim.made", row, caller.Subject, now, new { candidacyId, row.LevelGroup, row.From, row.Until, proofs = proofs.Count });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (row, null);
        }

        // Before the proofs are sent, and again under the locks.
        async Task<Problem?> RefusalAsync(FunctionClaim claim) =>
            await db.ClaimRefusalAsync(candidacyId, claim, clock, ct)
            ?? (await db.ExemptionClaims.AnyAsync(c => c.CandidacyId == candidacyId && c.State == ClaimState.Open, ct) ? Problem.Refused("R33", "claim-open") : null);
    }
}

/// <summary>What the commands on claims share.</summary>
internal static class ClaimCommands
{
    /// <summary>Why a function cannot exempt this candidacy, or why it is too late to claim it (R33, R34); null where it can be claimed.</summary>
    public static async Task<Problem?> ClaimRefusalAsync(this AssessmentDb db, Guid candidacyId, FunctionClaim claim, IClock clock, CancellationToken ct)
    {
        var facts = await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => new
        {
            c.Standing,
            c.ClosingDate,
            Level = db.Vacancies.Where(v => v.VacancyId == c.VacancyId).Select(v => (LevelGroup?)v.LevelGroup).SingleOrDefault(),
            SeatStartsAt = db.Bookings.Where(b => b.CandidacyId == candidacyId && b.State == BookingState.Booked)
                .Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => (Instant?)s.StartsAt).SingleOrDefault(),
        }).SingleAsync(ct);
        if (!FunctionClaims.MayClaim(facts.Standing, facts.SeatStartsAt, clock.GetCurrentInstant()) || facts is not { ClosingDate: { } closingDate, Level: { } level })
            return Problem.Refused("R33", "claim-too-late");
        return FunctionClaims.Judge(FunctionClaims.LevelOf(claim)!.Value, claim.From, claim.Until, level, closingDate) switch
        {
            ClaimAnswer.CanExempt => null,
            ClaimAnswer.LowerLevel => Problem.Refused("R33", "claim-lower-level", level),
            ClaimAnswer.BeginsAfter => Problem.Refused("R34", "claim-begins-after", closingDate),
            ClaimAnswer.EndedBefore => Problem.Refused("R34", "claim-ended-before", closingDate),
        };
    }

    /// <summary>Writes what is claimed.</summary>
    public static void Say(this ExemptionClaimRow row, FunctionClaim claim)
    {
        (row.Function, row.Service) = (PlainText.Tidy(claim.Function), PlainText.Tidy(claim.Service));
        (row.WeighingClass, row.LevelGroup) = (claim.WeighingClass, FunctionClaims.LevelOf(claim)!.Value);
        (row.From, row.Until) = (claim.From, claim.Until);
    }

    /// <summary>An entry of the record about a claim, under the vacancy's rules (R54).</summary>
    public static void Record(
        this PersonFiles files, AssessmentDb db, string action, ExemptionClaimRow row, string actor, Instant now, object? details = null, string? text = null) =>
        db.Record(new RecordEntry(actor, action, "exemption-claim", row.ClaimId, row.PersonId, files.Vacancy(row.VacancyId)?.RuleVersion, details, text), now);

    /// <summary>A candidate's own open claim, locked; after the person.</summary>
    public static Task<ExemptionClaimRow?> LockOpenClaimAsync(this AssessmentDb db, Guid candidacyId, CancellationToken ct) =>
        db.ExemptionClaims.FromSql($"select * from exemption_claims where candidacy_id = {candidacyId} and state = 'Open' for update").SingleOrDefaultAsync(ct);
}

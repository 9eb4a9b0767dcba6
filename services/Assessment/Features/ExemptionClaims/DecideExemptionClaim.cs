using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>
/// An officer accepts or refuses a claim (R33). An acceptance enters the function into the person's ledger, so that it counts
/// in all their procedures: whoever still has to sit is exempt, and their seat is free.
/// </summary>
internal static class DecideExemptionClaim
{
    private const int LongestMotivation = 5_000;

    /// <param name="Accept">Whether the proof is accepted.</param>
    /// <param name="Motivation">Why, for the candidate; needed for a refusal.</param>
    internal sealed record Request(bool Accept, string? Motivation = null)
    {
        public static Request Example => new(false, "Het stuk toont een functie van klasse A4, die geen management- of staffunctie is.");
    }

    /// <param name="ClaimId">Which claim.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="LedgerEntryId">The entry of the ledger an acceptance has made.</param>
    /// <param name="CandidacyState">Where the candidacy stands now.</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(Guid ClaimId, ClaimState State, Guid? LedgerEntryId, Standing CandidacyState, long Version)
    {
        public static Response Example => new(new("0199d3c4-8e11-7b3f-a602-4c9d1e7f5b20"), ClaimState.Accepted, new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88"), Standing.Exempted, 2);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/exemption-claims/{claimId:guid}/decision", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Accepts a claim, which exempts in all the person's procedures, or refuses it with a motivation (R33); needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid claimId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Unkeepable("motivation", request.Motivation ?? "", LongestMotivation).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var motivation = string.IsNullOrWhiteSpace(request.Motivation) ? null : PlainText.Tidy(request.Motivation);
        if (!request.Accept && motivation is null) return Problem.Refused("R33", "claim-motivation");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var personId = await db.ExemptionClaims.Where(c => c.ClaimId == claimId).Select(c => (Guid?)c.PersonId).SingleOrDefaultAsync(ct);
        if (personId is null) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId.Value], [], ct);
        var row = await db.ExemptionClaims.FromSql($"select * from exemption_claims where claim_id = {claimId} for update").SingleAsync(ct);
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (row.State is ClaimState.Withdrawn) return Problem.Refused("R33", "claim-withdrawn");
        if (row.State is not ClaimState.Open) return Problem.Refused("R33", "claim-decided");

        var now = clock.GetCurrentInstant();
        var candidacy = files.Candidacy(row.CandidacyId)!;
        (row.State, row.DecidedAt, row.DecidedBy, row.Motivation) = (request.Accept ? ClaimState.Accepted : ClaimState.Refused, now, caller.Subject, motivation);
        row.Version++;
        files.Record(db, request.Accept ? "exemption-claim.accepted" : "exemption-claim.refused", row, caller.Subject, now, text: motivation);
        db.Publish(new ExemptionClaimDecided(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), request.Accept, motivation ?? "", now));
        if (request.Accept)
        {
            row.LedgerEntryId = Enter(files, row, caller.Subject, now);
            TakeUp(files, candidacy);
            files.Reassess(candidacy.PersonId, now);
        }

        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(new Response(claimId, row.State, row.LedgerEntryId, candidacy.Standing, row.Version));
    }

    private static Guid Enter(PersonFiles files, ExemptionClaimRow row, string officer, Instant now) => files.Enter(new LedgerRow
    {
        EntryId = Guid.CreateVersion7(),
        PersonId = row.PersonId,
        Kind = LedgerKind.FunctionHeld,
        LevelGroup = row.LevelGroup,
        From = row.From,
        Until = FunctionClaims.FirstDayAfter(row.Until),
        // By its number: what the function is called is personal, and this stands in the record as well.
        Source = $"exemption-claim {row.ClaimId}",
        CandidacyId = row.CandidacyId,
        At = now,
        By = officer,
    }).EntryId;

    /// <summary>
    /// Whoever claimed in time was exempt all along: that they did not register, or did not come, while an officer looked at
    /// the proof has stopped them without cause (R28).
    /// </summary>
    private static void TakeUp(PersonFiles files, CandidacyRow candidacy)
    {
        if (candidacy is { Standing: Standing.Stopped, StopReason: AssessmentStop.NotRegistered or AssessmentStop.Absent } && !files.IsCancelled(candidacy.VacancyId))
            (candidacy.Standing, candidacy.StopReason) = (Standing.ToBook, null);
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Accommodations;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>
/// The deciding officer grants measures, or refuses with the reasons; later, with a reason, decides anew, and the earlier
/// decision stays on file (R39). The vendor and the committee hear of the measures in force, and of nothing else.
/// </summary>
internal static class DecideAccommodation
{
    /// <param name="Grant">Whether something is granted.</param>
    /// <param name="Measures">What: codes of the closed list; none with a refusal.</param>
    /// <param name="Motivation">Why, for the candidate; needed for a refusal and for other measures than were asked.</param>
    /// <param name="RevisionReason">Why it is decided anew; needed from the second decision on.</param>
    internal sealed record Request(bool Grant, IReadOnlyList<string> Measures, string? Motivation = null, string? RevisionReason = null)
    {
        public static Request Example => new(true, ["extra-time:30", "break:15:1"], "Het attest vraagt om meer tijd; een pauze halverwege volstaat.", null);
    }

    /// <param name="RequestId">Which request.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Number">Which decision on it this is.</param>
    /// <param name="InForce">What is in force for the candidacy now.</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(Guid RequestId, AccommodationState State, int Number, IReadOnlyList<MeasureAnswer> InForce, long Version)
    {
        public static Response Example => new(new("0199d3b0-1f4a-7d61-8c25-9e7b3a5d1f08"), AccommodationState.Granted, 1, [MeasureAnswer.Example], 3);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/accommodations/{requestId:guid}/decision", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Grants measures or refuses, as the deciding officer; decides anew with a reason (R39); needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid requestId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (measures, faults) = MeasureList.Read(request.Measures, "measures");
        FieldError[] wrong =
        [
            .. faults,
            .. TextCheck.Unkeepable("motivation", request.Motivation ?? "", AccommodationDecisions.LongestMotivation),
            .. TextCheck.Unkeepable("revisionReason", request.RevisionReason ?? "", AccommodationDecisions.LongestMotivation),
        ];
        if (wrong.Length > 0) return Problem.Invalid(wrong);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var personId = await db.Accommodations.Where(r => r.RequestId == requestId).Select(r => (Guid?)r.PersonId).SingleOrDefaultAsync(ct);
        if (personId is null) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId.Value], [], ct);
        var row = (await db.LockAccommodationAsync(requestId, ct))!;
        if (row.DecidingOfficer != caller.Subject) return Problem.Forbidden("R39", row.DecidingOfficer is null ? "accommodation-not-taken" : "accommodation-not-yours");
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (row.State is AccommodationState.Withdrawn) return Problem.Refused("R39", "accommodation-withdrawn");
        var candidacy = files.Candidacy(row.CandidacyId)!;
        if (candidacy.Standing is Standing.Ended) return Problem.Refused("R39", "accommodation-candidacy-ended");
        if (await db.CipherOfAsync(row.KeyPersonId, ct) is not { } cipher) return Problem.NotFound();

        var number = 1 + await db.AccommodationDecisions.CountAsync(d => d.RequestId == requestId, ct);
        var asked = row.Asked.Select(Measure.Parse).OfType<Measure>().ToList();
        switch (AccommodationDecisions.Judge(asked, request.Grant, measures, request.Motivation, revises: number > 1, request.RevisionReason))
        {
            case AccommodationJudgement.Flawed(var flaw):
                return ProblemOf(flaw);
            case AccommodationJudgement.Sound(var outcome):
                var now = clock.GetCurrentInstant();
                var decision = Decide(db, files, row, cipher, number, outcome, [.. measures.Select(m => m.Code)], request, caller.Subject, now);
                var inForce = await db.PutInForceAsync(files, row, decision, ct);
                db.Publish(new AccommodationDecided(
                    candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), outcome is not AccommodationOutcome.Refused, inForce, now));
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                response.SetVersion(row.Version);
                return TypedResults.Ok(new Response(requestId, row.State, number, MeasureAnswer.Of(inForce), row.Version));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static AccommodationDecisionRow Decide(
        AssessmentDb db, PersonFiles files, AccommodationRow row, PersonCipher cipher, int number, AccommodationOutcome outcome, string[] measures, Request request, string officer, Instant now)
    {
        var (motivation, reason) = (Tidy(request.Motivation), number > 1 ? Tidy(request.RevisionReason) : null);
        var (keptMotivation, keptReason) = cipher.Keep(row.RequestId, number, motivation, reason);
        var decision = db.AccommodationDecisions.Add(new AccommodationDecisionRow
        {
            RequestId = row.RequestId,
            Number = number,
            PersonId = row.PersonId,
            Outcome = outcome,
            Measures = measures,
            Motivation = keptMotivation,
            RevisionReason = keptReason,
            DecidedBy = officer,
            DecidedAt = now,
        }).Entity;
        (row.State, row.DecidedAt) = (AccommodationDecisions.StateOf(outcome), now);
        row.Version++;
        var texts = string.Join("\n\n", new[] { reason, motivation }.OfType<string>());
        files.Record(db, number > 1 ? "accommodation.revised" : "accommodation.decided", row, officer, now, new { outcome, number }, texts.Length > 0 ? texts : null);
        return decision;
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : PlainText.Tidy(text);

    private static Problem ProblemOf(AccommodationFlaw flaw) => flaw switch
    {
        AccommodationFlaw.NothingGranted => Problem.Invalid(new FieldError("measures", "required")),
        AccommodationFlaw.RefusedWithMeasures => Problem.Invalid(new FieldError("measures", "refused-with-measures")),
        AccommodationFlaw.MotivationMissing => Problem.Refused("R39", "accommodation-motivation"),
        AccommodationFlaw.RevisionReasonMissing => Problem.Refused("R39", "accommodation-revision-reason"),
    };
}

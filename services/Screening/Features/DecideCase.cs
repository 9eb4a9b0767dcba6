using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>A selection officer decides one case (R23).</summary>
internal static class DecideCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cases/{candidacyId:guid}/decision", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Decides a case. A refusal and a departure from the proposal need a motivation, without gaps; nobody else may have the case.");

    /// <param name="Outcome">Admit, AdmitUnderReservation or Refuse.</param>
    /// <param name="Motivation">In the language of the procedure; it becomes part of the act.</param>
    /// <param name="Reservation">For AdmitUnderReservation: Equivalence, LanguageTest or both; the proposal's where it is left out.</param>
    internal sealed record DecisionRequest(Outcome Outcome, string? Motivation = null, Reservation? Reservation = null)
    {
        public static DecisionRequest Example => new(
            Domain.Outcome.Refuse, "De kandidaat toont vier jaar managementervaring aan; er zijn er zes nodig, en de nuttige ervaring volstaat evenmin.", Contracts.Events.Reservation.None);
    }

    internal sealed record DecidedCase(Guid CandidacyId, Guid DecisionId, Outcome Outcome, Reservation Reservation, string Motivation, long Version)
    {
        public static DecidedCase Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506"), Outcome.AdmitUnderReservation, Reservation.Equivalence, "The diploma is a foreign one: its equivalence must still be shown.", 3);
    }

    private static async Task<Results<Ok<DecidedCase>, Problem>> HandleAsync(
        Guid candidacyId, DecisionRequest request, IfMatch ifMatch, Caller caller, ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var officer = string.IsNullOrWhiteSpace(request.Motivation) ? null : request.Motivation.Trim();
        if (WrittenReason.ProblemOf([.. WrittenText.Faults("motivation", officer, WrittenReason.Longest, isRequired: false)]) is { } invalid) return invalid;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (ifMatch.Check(locked.Case.Version) is { } stale) return stale;
        if ((locked.WhyNotOpen() ?? locked.WhyClaimed(caller.Subject, now)) is { } refused) return refused;

        switch (Decisions.Check(locked.Case.StandingProposal!, request.Outcome, request.Reservation, officer))
        {
            case DecisionCheck.Flawed(var flaw):
                return ProblemOf(flaw);
            case DecisionCheck.Sound(var reservation):
                var decision = Decide(db, locked, request.Outcome, reservation, officer, caller.Subject, now);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                response.SetVersion(locked.Case.Version);
                return TypedResults.Ok(new DecidedCase(candidacyId, decision.DecisionId, decision.Outcome, reservation, decision.Motivation, locked.Case.Version));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Decision Decide(ScreeningDb db, LockedCase locked, Outcome outcome, Reservation reservation, string? officer, string by, Instant now)
    {
        var row = locked.Case;
        row.Version++;
        row.State = CaseState.Decided;
        row.Outcome = outcome;
        row.Reservation = reservation;
        row.Lifted = row.Confirmed = Reservation.None;
        row.DecidedAt = now;
        row.Release();
        var decision = DecisionActs.Of(locked.Vacancy!, DecisionActs.OpenCase.Of(row), row.Version, outcome, reservation, officer, previewId: null, by, now);
        db.Decisions.Add(decision);
        db.Publish(DecisionActs.EventOf(decision, row.ClosingDate!.Value));
        db.Record(DecisionActs.EntryOf(decision), now);
        return decision;
    }

    private static Problem ProblemOf(DecisionFlaw flaw) => flaw switch
    {
        DecisionFlaw.RefusalWithoutMotivation => Problem.Refused("R23", "motivation-for-refusal"),
        DecisionFlaw.DepartureWithoutMotivation => Problem.Refused("R23", "motivation-for-departure"),
        DecisionFlaw.ReservationMissing => Problem.Invalid(new FieldError("reservation", "reservation-missing")),
        DecisionFlaw.ReservationUnexpected => Problem.Invalid(new FieldError("reservation", "reservation-unexpected")),
    };
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>One case: the frozen dossier, condition by condition with the facts each rests on, and everything done on it.</summary>
internal static class ReadCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/cases/{candidacyId:guid}", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("A case, condition by condition: dossier, rulings, the system's proposal and the one that stands, decisions. The ETag is the version to decide on.");

    internal sealed record DecisionTaken(
        Guid DecisionId, Outcome Outcome, Reservation Reservation, Outcome ProposedOutcome, Reservation ProposedReservation, bool AllAtOnce,
        string Motivation, int RuleVersion, string DecidedBy, Instant DecidedAt)
    {
        public static DecisionTaken Example => new(
            new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506"), Outcome.Admit, Reservation.None, Outcome.Admit, Reservation.None, false, "The diploma and seven years of management experience meet the conditions.", 1, "officer1", Instant.FromUtc(2025, 10, 27, 10, 30));
    }

    internal sealed record ReservationRuling(Reservation Reservation, bool Lifted, ReservationProof? Proof, string Motivation, string DecidedBy, Instant DecidedAt);

    internal sealed record Reopened(string Reason, string ReopenedBy, Instant ReopenedAt);

    internal sealed record TakenOver(string TakenFrom, string TakenBy, string Reason, Instant TakenAt);

    /// <summary>
    /// A case. <c>SystemProposal</c> is made of the whole dossier, <c>Proposal</c> of what is accepted of it; the conditions are
    /// those of the latter. <c>Undisputed</c>: it can be accepted with others. <c>Rulings</c> are all there were, the oldest first.
    /// </summary>
    internal sealed record CaseDetails(
        Guid CandidacyId,
        Guid VacancyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        CaseState State,
        long Version,
        string? SelectionCode,
        string? Language,
        LocalDate? ClosingDate,
        int? RuleVersion,
        ClaimAnswer? Claim,
        CaseProposal? SystemProposal,
        CaseProposal? Proposal,
        IReadOnlyList<ConditionAnswer> Conditions,
        IReadOnlyList<ExperienceAnswer> Experiences,
        IReadOnlyList<DocumentAnswer> Documents,
        FederalFunction? FederalLevelA,
        bool Undisputed,
        IReadOnlyList<FlagAnswer> Flags,
        Outcome? Outcome,
        Reservation Reservation,
        Reservation OpenReservation,
        Instant? LodgedAt,
        Instant? DecidedAt,
        Instant? WithdrawnAt,
        IReadOnlyList<RulingAnswer> Rulings,
        IReadOnlyList<DecisionTaken> Decisions,
        IReadOnlyList<ReservationRuling> ReservationDecisions,
        IReadOnlyList<Reopened> Reopenings,
        IReadOnlyList<TakenOver> Takeovers)
    {
        public static CaseDetails Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters",
            CaseState.Open, 2, "ANG25001", "nl", new LocalDate(2025, 10, 22), 1, new ClaimAnswer("officer1", Instant.FromUtc(2025, 10, 27, 12, 0), true),
            CaseProposal.Example, CaseProposal.RefusedExample,
            [new(ParticipationCondition.Diploma, true, ["The diploma condition is met."], [new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f40")], null, null)],
            [ExperienceAnswer.Example], [DocumentAnswer.Example], null, false,
            [new(CaseFlag.ExperienceRejected, new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f31"), null, "An experience was not accepted.")],
            null, Reservation.None, Reservation.None, Instant.FromUtc(2025, 10, 22, 22, 0), null, null, [RulingAnswer.Example], [DecisionTaken.Example], [], [], []);
    }

    private static async Task<Results<Ok<CaseDetails>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.LodgedVersion > 0, ct);
        if (row is null) return Problem.NotFound();

        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == row.VacancyId, ct);
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == row.PersonId, ct);
        var rulings = await db.ExperienceRulings.Where(r => r.CandidacyId == candidacyId).OrderBy(r => r.CaseVersion)
            .Select(r => new RulingAnswer(r.ExperienceId, r.Accepted, r.Reason, r.RuledBy, r.RuledAt, r.LodgedVersion != row.LodgedVersion)).ToListAsync(ct);
        var decisions = await db.Decisions.Where(d => d.CandidacyId == candidacyId).OrderBy(d => d.CaseVersion)
            .Select(d => new DecisionTaken(
                d.DecisionId, d.Outcome, d.Reservation, d.ProposedOutcome, d.ProposedReservation, d.AllAtOnce, d.Motivation, d.RuleVersion, d.DecidedBy, d.DecidedAt))
            .ToListAsync(ct);
        var reservations = await db.ReservationDecisions.AsNoTracking().Where(d => d.CandidacyId == candidacyId).OrderBy(d => d.CaseVersion).ToListAsync(ct);
        var reopenings = await db.Reopenings.Where(r => r.CandidacyId == candidacyId).OrderBy(r => r.CaseVersion)
            .Select(r => new Reopened(r.Reason, r.ReopenedBy, r.ReopenedAt)).ToListAsync(ct);
        var takeovers = await db.ClaimTakeovers.Where(t => t.CandidacyId == candidacyId).OrderBy(t => t.TakenAt).ThenBy(t => t.TakeoverId)
            .Select(t => new TakenOver(t.TakenFrom, t.TakenBy, t.Reason, t.TakenAt)).ToListAsync(ct);

        var culture = CultureInfo.CurrentUICulture;
        var standing = rulings.Where(r => !r.SetAside).GroupBy(r => r.ExperienceId).ToDictionary(g => g.Key, g => g.Last());
        var isKnown = vacancy?.Rules is not null && row is { Dossier: not null, StandingProposal: not null };
        response.SetVersion(row.Version);
        return TypedResults.Ok(new CaseDetails(
            row.CandidacyId, row.VacancyId, row.PersonId, person?.FirstName, person?.LastName, row.State, row.Version,
            vacancy?.SelectionCode, vacancy?.Language, row.ClosingDate, row.RuleVersion, ClaimAnswer.Of(row.LastClaim, caller.Subject, clock.GetCurrentInstant()),
            row.Proposal is { } system ? CaseProposal.Of(system) : null,
            row.StandingProposal is { } proposal ? CaseProposal.Of(proposal) : null,
            row.StandingProposal is { } found ? ConditionAnswer.Of(found, culture) : [],
            [.. (row.Dossier?.Experiences ?? []).Select(e => ExperienceAnswer.Of(e, standing.GetValueOrDefault(e.ExperienceId), row.ClosingDate!.Value, vacancy?.Language))],
            [.. (row.Dossier?.Documents ?? []).Select(DocumentAnswer.Of)],
            row.Dossier?.FederalLevelA, row.Undisputed,
            isKnown ? [.. row.FlagsOf(vacancy!, row.Flags.Contains(CaseFlag.RulingsSetAside)).Select(f => FlagAnswer.Of(f, culture))] : [],
            row.Outcome, row.Reservation, row.Reservation & ~row.Lifted, row.LodgedAt, row.DecidedAt, row.WithdrawnAt,
            rulings, decisions,
            reservations.ConvertAll(r => new ReservationRuling(r.Reservation, r.Lifted, r.Proof, r.Motivation, r.DecidedBy, r.DecidedAt)),
            reopenings, takeovers));
    }
}

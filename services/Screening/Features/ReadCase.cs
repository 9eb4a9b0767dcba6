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

/// <summary>One case: the frozen dossier beside the proposal and its reasons, and every decision taken on it.</summary>
internal static class ReadCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/cases/{candidacyId:guid}", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("A case: dossier, proposal with its facts, decisions. The ETag is the version to decide on.");

    internal sealed record DecisionTaken(
        Guid DecisionId, Outcome Outcome, Reservation Reservation, Outcome ProposedOutcome, Reservation ProposedReservation, bool AllAtOnce,
        string Motivation, int RuleVersion, string DecidedBy, Instant DecidedAt)
    {
        public static DecisionTaken Example => new(
            new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506"), Outcome.Admit, Reservation.None, Outcome.Admit, Reservation.None, false, "The diploma and seven years of management experience meet the conditions.", 1, "officer1", Instant.FromUtc(2025, 10, 27, 10, 30));
    }

    internal sealed record ReservationRuling(Reservation Reservation, bool Lifted, string Motivation, string DecidedBy, Instant DecidedAt);

    internal sealed record Reopened(string Reason, string ReopenedBy, Instant ReopenedAt);

    /// <summary>A case; <c>Reasons</c> are the proposal's facts as sentences, in the caller's language.</summary>
    internal sealed record CaseDetails(
        Guid CandidacyId,
        Guid VacancyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        CaseState State,
        long Version,
        LocalDate? ClosingDate,
        Dossier? Dossier,
        Proposal? Proposal,
        int? RuleVersion,
        IReadOnlyList<string> Reasons,
        Outcome? Outcome,
        Reservation Reservation,
        Reservation OpenReservation,
        Instant? LodgedAt,
        Instant? DecidedAt,
        Instant? WithdrawnAt,
        IReadOnlyList<DecisionTaken> Decisions,
        IReadOnlyList<ReservationRuling> ReservationDecisions,
        IReadOnlyList<Reopened> Reopenings)
    {
        public static CaseDetails Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", CaseState.Decided, 2, new LocalDate(2025, 10, 22), null, null, 1,
            ["The diploma of Master meets the minimum.", "7 years of management experience count; 6 are needed."],
            Domain.Outcome.Admit, Reservation.None, Reservation.None, Instant.FromUtc(2025, 10, 22, 22, 0), Instant.FromUtc(2025, 10, 27, 10, 30), null, [DecisionTaken.Example], [], []);
    }

    private static async Task<Results<Ok<CaseDetails>, Problem>> HandleAsync(Guid candidacyId, ScreeningDb db, HttpResponse response, CancellationToken ct)
    {
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.LodgedVersion > 0, ct);
        if (row is null) return Problem.NotFound();

        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == row.PersonId, ct);
        var decisions = await db.Decisions.Where(d => d.CandidacyId == candidacyId).OrderBy(d => d.CaseVersion)
            .Select(d => new DecisionTaken(
                d.DecisionId, d.Outcome, d.Reservation, d.ProposedOutcome, d.ProposedReservation, d.AllAtOnce, d.Motivation, d.RuleVersion, d.DecidedBy, d.DecidedAt))
            .ToListAsync(ct);
        var reservations = await db.ReservationDecisions.Where(d => d.CandidacyId == candidacyId).OrderBy(d => d.CaseVersion)
            .Select(d => new ReservationRuling(d.Reservation, d.Lifted, d.Motivation, d.DecidedBy, d.DecidedAt)).ToListAsync(ct);
        var reopenings = await db.Reopenings.Where(r => r.CandidacyId == candidacyId).OrderBy(r => r.CaseVersion)
            .Select(r => new Reopened(r.Reason, r.ReopenedBy, r.ReopenedAt)).ToListAsync(ct);

        response.SetVersion(row.Version);
        return TypedResults.Ok(new CaseDetails(
            row.CandidacyId, row.VacancyId, row.PersonId, person?.FirstName, person?.LastName, row.State, row.Version, row.ClosingDate,
            row.Dossier, row.Proposal, row.RuleVersion,
            row.Proposal is { } proposal ? Motivations.Facts(proposal, CultureInfo.CurrentUICulture) : [],
            row.Outcome, row.Reservation, row.Reservation & ~row.Lifted, row.LodgedAt, row.DecidedAt, row.WithdrawnAt,
            decisions, reservations, reopenings));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>
/// An officer takes over all open proposals of a vacancy at once (R23), each with its own motivation from the facts
/// found. In chunks, each a transaction: what somebody else is deciding at that moment is passed over and told as left.
/// </summary>
internal static class AcceptProposals
{
    private const int ChunkSize = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/accept-proposals", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Decides every open case of the vacancy as proposed, with motivations from the facts found.");

    internal sealed record AcceptedProposals(int Admitted, int AdmittedUnderReservation, int Refused, int Left)
    {
        public static AcceptedProposals Example => new(24, 3, 14, 0);
    }

    private static async Task<Results<Ok<AcceptedProposals>, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        var counts = new Dictionary<Outcome, int>();
        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var vacancy = await db.ShareVacancyAsync(vacancyId, ct);
            if (vacancy is null or { Rules: null }) return Problem.NotFound();
            if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);

            var open = await TakeAsync(db, vacancyId, ct);
            if (open.Count == 0) break;
            var now = clock.GetCurrentInstant();
            var decisions = open.ConvertAll(c => DecisionActs.Of(
                vacancy, c, c.Version + 1, c.Proposal.Outcome, c.Proposal.Reservation, officer: null, allAtOnce: true, caller.Subject, now));
            await SaveAsync(db, decisions, ct);
            await db.PublishManyAsync([.. decisions.Zip(open, (decision, c) => DecisionActs.EventOf(decision, c.ClosingDate))], ct);
            await db.RecordManyAsync(decisions.ConvertAll(DecisionActs.EntryOf), now, ct);
            await transaction.CommitAsync(ct);
            foreach (var group in decisions.CountBy(d => d.Outcome)) counts[group.Key] = counts.GetValueOrDefault(group.Key) + group.Value;
        }

        var left = await db.Cases.CountAsync(c => c.VacancyId == vacancyId && c.State == CaseState.Open && c.LodgedVersion > 0, ct);
        return TypedResults.Ok(new AcceptedProposals(
            counts.GetValueOrDefault(Outcome.Admit), counts.GetValueOrDefault(Outcome.AdmitUnderReservation), counts.GetValueOrDefault(Outcome.Refuse), left));
    }

    private static Task<List<DecisionActs.OpenCase>> TakeAsync(ScreeningDb db, Guid vacancyId, CancellationToken ct) =>
        db.Cases.FromSql(
            $"""
            select * from cases where vacancy_id = {vacancyId} and state = 'Open' and proposal is not null
            order by candidacy_id limit {ChunkSize} for update skip locked
            """)
            .AsNoTracking()
            .Select(c => new DecisionActs.OpenCase(c.CandidacyId, c.VacancyId, c.PersonId, c.Version, c.ClosingDate!.Value, c.Proposal!))
            .ToListAsync(ct);

    private static async Task SaveAsync(ScreeningDb db, List<Decision> decisions, CancellationToken ct)
    {
        var first = decisions[0];
        var candidacyIds = decisions.Select(d => d.CandidacyId).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            update cases set state = 'Decided', version = version + 1, outcome = proposed_outcome, reservation = proposed_reservation,
                lifted = 'None', confirmed = 'None', decided_at = {first.DecidedAt}
            where candidacy_id = any ({candidacyIds})
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into decisions (decision_id, candidacy_id, vacancy_id, person_id, case_version, outcome, reservation, proposed_outcome,
                proposed_reservation, all_at_once, motivation, officer_motivation, rule_version, decided_by, decided_at)
            select d.decision_id, c.candidacy_id, c.vacancy_id, c.person_id, c.version, c.outcome, c.reservation, c.proposed_outcome,
                c.proposed_reservation, true, d.motivation, null, {first.RuleVersion}, {first.DecidedBy}, {first.DecidedAt}
            from unnest({decisions.Select(d => d.DecisionId).ToArray()}, {candidacyIds}, {decisions.Select(d => d.Motivation).ToArray()})
                as d (decision_id, candidacy_id, motivation)
            join cases c using (candidacy_id)
            """, ct);
    }
}

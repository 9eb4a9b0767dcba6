using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Registers;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Registers;

namespace Selection.Screening.Consumers;

/// <summary>What the screening states in a procedure's register: proposals, and every decision with its motivation (R23).</summary>
internal sealed class OnRegisterRequested(ScreeningDb db, IClock clock) : RegisterAnswer(db, "screening", clock)
{
    protected override FormattableString Entities(Guid vacancyId) => $"""
        select 'vacancy' as entity_type, {vacancyId} as entity_id, null::uuid as candidacy_id
        union all select 'case', candidacy_id, candidacy_id from cases where vacancy_id = {vacancyId}
        """;

    protected override IQueryable<Guid> Candidacies(Guid vacancyId) => db.Cases.Where(c => c.VacancyId == vacancyId).Select(c => c.CandidacyId);

    protected override Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct) => Task.FromResult<IReadOnlyList<RegisterStatement>>([]);

    protected override async Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct)
    {
        var cases = await db.Cases.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId) && c.LodgedAt != null)
            .Select(c => new { c.CandidacyId, c.PersonId, c.LodgedAt, c.ClosingDate, c.RuleVersion, c.ProposedOutcome, c.ProposedReservation, c.Proposal }).ToListAsync(ct);
        var persons = cases.ToDictionary(c => c.CandidacyId, c => c.PersonId);
        var decisions = await db.Decisions.AsNoTracking().Where(d => candidacyIds.Contains(d.CandidacyId)).ToListAsync(ct);
        var reopenings = await db.Reopenings.AsNoTracking().Where(r => candidacyIds.Contains(r.CandidacyId)).ToListAsync(ct);
        var reservations = await db.ReservationDecisions.AsNoTracking().Where(r => candidacyIds.Contains(r.CandidacyId)).ToListAsync(ct);
        return
        [
            .. cases.Select(c => RegisterStatement.Of(RegisterTopics.Proposal, c.LodgedAt!.Value, RecordEntry.SystemActor, new
            {
                outcome = c.ProposedOutcome,
                reservation = c.ProposedReservation,
                c.ClosingDate,
                diplomaMet = c.Proposal?.Diploma.Met,
                diplomaGround = c.Proposal?.Diploma.Ground,
                management = c.Proposal is { } m ? new { m.Experience.Management.Count.Years, m.Experience.Management.Count.Days, m.Experience.Management.RequiredYears } : null,
                useful = c.Proposal is { } u ? new { u.Experience.Useful.Count.Years, u.Experience.Useful.Count.Days, u.Experience.Useful.RequiredYears } : null,
            }, c.CandidacyId, c.PersonId, c.RuleVersion)),
            .. decisions.Select(d => RegisterStatement.Of(
                RegisterTopics.ScreeningDecision, d.DecidedAt, d.DecidedBy,
                new { d.Outcome, d.Reservation, d.ProposedOutcome, d.ProposedReservation, d.AllAtOnce }, d.CandidacyId, d.PersonId, d.RuleVersion, d.Motivation)),
            .. reopenings.Select(r => RegisterStatement.Of(
                RegisterTopics.ScreeningReopened, r.ReopenedAt, r.ReopenedBy, new { }, r.CandidacyId, persons.GetValueOrDefault(r.CandidacyId), text: r.Reason)),
            .. reservations.Select(r => RegisterStatement.Of(
                RegisterTopics.Reservation, r.DecidedAt, r.DecidedBy, new { r.Reservation, r.Lifted }, r.CandidacyId, persons.GetValueOrDefault(r.CandidacyId), text: r.Motivation)),
        ];
    }
}

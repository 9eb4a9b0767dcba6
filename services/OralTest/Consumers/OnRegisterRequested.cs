using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Registers;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Registers;

namespace Selection.OralTest.Consumers;

/// <summary>
/// What the oral test states in a procedure's register: the committee and its recusals, hearings with who was there, the
/// committee's results with their motivations, the comparison (R40 to R46). Of a member's sheet the fact alone that it was submitted.
/// </summary>
internal sealed class OnRegisterRequested(OralTestDb db, IClock clock) : RegisterAnswer(db, "oraltest", clock)
{
    protected override FormattableString Entities(Guid vacancyId) => $"""
        select 'vacancy' as entity_type, {vacancyId} as entity_id, null::uuid as candidacy_id
        union all select 'committee', {vacancyId}, null
        union all select 'candidacy', candidacy_id, candidacy_id from candidacies where vacancy_id = {vacancyId}
        union all select 'hearing', hearing_id, candidacy_id from hearings where vacancy_id = {vacancyId}
        union all select 'registration-period', registration_period_id, null from registration_periods where vacancy_id = {vacancyId}
        """;

    protected override IQueryable<Guid> Candidacies(Guid vacancyId) => db.Candidacies.Where(c => c.VacancyId == vacancyId).Select(c => c.CandidacyId);

    protected override async Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct)
    {
        var now = Clock.GetCurrentInstant();
        var members = await db.Members.AsNoTracking().Where(m => m.VacancyId == vacancyId).OrderBy(m => m.Subject).ToListAsync(ct);
        var conflicts = await db.Conflicts.AsNoTracking().Where(c => c.VacancyId == vacancyId).ToListAsync(ct);
        var periods = await db.Periods.AsNoTracking().Where(p => p.VacancyId == vacancyId).ToListAsync(ct);
        var acts = await ActsAsync([vacancyId, .. periods.Select(p => p.RegistrationPeriodId)], ["committee.installed", "slots.offered"], ct);
        return
        [
            .. members.Select(m => RegisterStatement.Of(
                RegisterTopics.CommitteeMember, m.LeftAt ?? now, acts[vacancyId].Who(), new { m.Subject, m.Name, m.Gender, m.LanguageRole, m.Field, m.IsChair, m.LeftAt })),
            // The reason is the member's own, and may be another person's secret: the fact is what counts for the procedure.
            .. conflicts.Select(c => RegisterStatement.Of(RegisterTopics.Recusal, c.DeclaredAt, c.Subject, new { c.CandidacyId })),
            .. periods.Select(p => RegisterStatement.Of(RegisterTopics.RegistrationPeriod, p.CreatedAt, acts[p.RegistrationPeriodId].Who(), new { p.OpensAt, p.ClosesAt })),
        ];
    }

    protected override async Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct)
    {
        var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == vacancyId).Select(v => (int?)v.RuleVersion).SingleOrDefaultAsync(ct);
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId)).ToListAsync(ct);
        var comparedAt = await db.Committees.Where(c => c.VacancyId == vacancyId).Select(c => c.ComparedAt).SingleOrDefaultAsync(ct);
        var persons = candidacies.ToDictionary(c => c.CandidacyId, c => c.PersonId);
        var hearings = await db.Hearings.AsNoTracking().Where(h => candidacyIds.Contains(h.CandidacyId)).ToListAsync(ct);
        var hearingIds = hearings.Select(h => h.HearingId).ToArray();
        var presences = (await db.Presences.AsNoTracking().Where(p => hearingIds.Contains(p.HearingId)).OrderBy(p => p.At).ToListAsync(ct)).ToLookup(p => p.HearingId);
        var submitted = (await db.Sheets.AsNoTracking().Where(s => hearingIds.Contains(s.HearingId) && s.SubmittedAt != null).OrderBy(s => s.Subject)
            .Select(s => new { s.HearingId, s.Subject, s.SubmittedAt }).ToListAsync(ct)).ToLookup(s => s.HearingId);
        var acts = await ActsAsync([.. hearingIds, .. candidacyIds], ["hearing.opened", "candidate.judged", "merits.compared"], ct);
        var now = Clock.GetCurrentInstant();
        return
        [
            .. candidacies.Select(c => RegisterStatement.Of(
                RegisterTopics.OralTestStanding, now, RecordEntry.SystemActor, new { c.State, c.StopReason, c.Measures }, c.CandidacyId, c.PersonId, ruleVersion)),
            .. hearings.Select(h => RegisterStatement.Of(
                RegisterTopics.Hearing, h.OpenedAt, acts[h.HearingId].Who(a => a.Action == "hearing.opened"),
                new
                {
                    h.State,
                    h.OpenedAt,
                    h.ClosedAt,
                    h.Throughout,
                    counts = presences[h.HearingId].Select(p => new { p.At, p.Present, p.CountedBy }),
                    sheets = submitted[h.HearingId].Select(s => new { s.Subject, s.SubmittedAt }),
                }, h.CandidacyId, persons.GetValueOrDefault(h.CandidacyId), ruleVersion)),
            .. hearings.Where(h => h.JudgedAt is not null).Select(h => RegisterStatement.Of(
                RegisterTopics.Judgement, h.JudgedAt!.Value, acts[h.HearingId].Who(a => a.Action == "candidate.judged"), new { h.TotalPercent, h.Suitable, h.Results }, h.CandidacyId, persons.GetValueOrDefault(h.CandidacyId), ruleVersion, h.Motivation)),
            .. candidacies.Where(c => c.MeritPlace is not null && comparedAt is not null).Select(c => RegisterStatement.Of(
                RegisterTopics.Merits, comparedAt!.Value, acts[c.CandidacyId].Who(), new { place = c.MeritPlace }, c.CandidacyId, c.PersonId, ruleVersion, c.MeritReason)),
        ];
    }
}

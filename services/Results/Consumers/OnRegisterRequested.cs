using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Registers;
using Selection.Results.Data;
using Selection.ServiceDefaults.Registers;

namespace Selection.Results.Consumers;

/// <summary>
/// What the results state in a procedure's register: every version of the list with who proposed and approved it, each decision
/// (R46, R47), and everything after them (R49 to R52).
/// </summary>
internal sealed partial class OnRegisterRequested(ResultsDb db, IClock clock) : RegisterAnswer(db, "results", clock)
{
    protected override FormattableString Entities(Guid vacancyId) => $"""
        select 'vacancy' as entity_type, {vacancyId} as entity_id, null::uuid as candidacy_id
        union all select 'list', list_id, null from lists where vacancy_id = {vacancyId}
        union all select 'candidacy', candidacy_id, candidacy_id from candidacies where vacancy_id = {vacancyId}
        union all select 'feedback', request_id, candidacy_id from feedback_requests where vacancy_id = {vacancyId}
        union all select 'access', request_id, candidacy_id from access_requests where vacancy_id = {vacancyId}
        union all select 'complaint', complaint_id, candidacy_id from complaints where vacancy_id = {vacancyId}
        union all select 'interview', interview_id, candidacy_id from interviews where vacancy_id = {vacancyId}
        union all select 'appointment', appointment_id, candidacy_id from appointments where vacancy_id = {vacancyId}
        """;

    protected override IQueryable<Guid> Candidacies(Guid vacancyId) => db.Candidacies.Where(c => c.VacancyId == vacancyId).Select(c => c.CandidacyId);

    protected override async Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct) =>
        [.. (await db.Lists.AsNoTracking().Where(l => l.VacancyId == vacancyId).OrderBy(l => l.Version).ToListAsync(ct)).Select(l => RegisterStatement.Of(
            RegisterTopics.List, l.ProposedAt, l.ProposedBy,
            new { l.Version, l.State, l.Hash, l.Suitable, l.NotSuitable, l.ApprovedBy, l.ApprovedAt, l.PublishAt, l.Corrects, l.Ground, l.Ruling, l.EndedBy, l.EndedAt, because = l.EndReason }, ruleVersion: l.RuleVersion,
            text: l.Reason))];

    protected override async Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct)
    {
        // What is not public yet, and a decision that never was to be, is in no register (R47); one that a correction carried over is stated once.
        var now = Clock.GetCurrentInstant();
        var entries = await (
            from e in db.Entries.AsNoTracking()
            join l in db.Lists on e.ListId equals l.ListId
            where candidacyIds.Contains(e.CandidacyId) && l.VacancyId == vacancyId && l.PublishAt <= now
                && (l.State == ListState.Approved || l.State == ListState.Published) && e.CarriedFrom == null
            select new { Entry = e, List = l }).ToListAsync(ct);
        var decisions = entries.Select(x => RegisterStatement.Of(
            RegisterTopics.FinalDecision, x.List.PublishAt!.Value, x.List.ApprovedBy ?? x.List.ProposedBy,
            new { list = x.List.Version, x.List.State, x.Entry.Group, x.Entry.Rank, x.Entry.TotalPercent, x.Entry.MeritPlace },
            x.Entry.CandidacyId, x.Entry.PersonId, x.List.RuleVersion, x.Entry.Motivation));
        return [.. decisions, .. await OfRequestsAsync(candidacyIds, ct), .. await OfComplaintsAsync(candidacyIds, ct), .. await OfInterviewsAsync(candidacyIds, ct), .. await OfAppointmentsAsync(candidacyIds, ct)];
    }
}

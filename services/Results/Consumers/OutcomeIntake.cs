using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>A candidacy an outcome is about.</summary>
internal readonly record struct Named(Guid CandidacyId, Guid VacancyId, Guid PersonId, long Version);

/// <summary>
/// Merges what the other services say into the candidacies, one statement for many: each service's columns by that
/// service's version, so that what is older than what is known changes nothing.
/// </summary>
internal static class OutcomeIntake
{
    public static async Task MergeScreeningAsync(
        this ResultsDb db, IReadOnlyCollection<Named> outcomes, ScreeningState state, Func<Named, Reservation> reservation, IClock clock, CancellationToken ct)
    {
        var newest = Newest(outcomes);
        await db.ShareVacanciesAsync(newest.Select(n => n.VacancyId), ct);
        var changed = await db.Database.SqlQuery<Guid>(
            $"""
            insert into candidacies as c (candidacy_id, vacancy_id, person_id, screening_version, screening_state, reservation)
            select candidacy_id, vacancy_id, person_id, version, {state.ToString()}, reservation
            from unnest({newest.Select(n => n.CandidacyId).ToArray()}, {newest.Select(n => n.VacancyId).ToArray()}, {newest.Select(n => n.PersonId).ToArray()},
                {newest.Select(n => n.Version).ToArray()}, {newest.Select(n => reservation(n).ToString()).ToArray()}) with ordinality
                as o (candidacy_id, vacancy_id, person_id, version, reservation, n)
            order by n
            on conflict (candidacy_id) do update set screening_version = excluded.screening_version,
                screening_state = excluded.screening_state, reservation = excluded.reservation
            where c.screening_version < excluded.screening_version
            returning vacancy_id as "Value"
            """).ToListAsync(ct);
        await db.OutdateListsAsync(changed, "screening", clock, ct);
    }

    public static async Task MergeAssessmentAsync(this ResultsDb db, Named outcome, AssessmentState state, IClock clock, CancellationToken ct)
    {
        await db.ShareVacanciesAsync([outcome.VacancyId], ct);
        var changed = await db.Database.SqlQuery<Guid>(
            $"""
            insert into candidacies as c (candidacy_id, vacancy_id, person_id, assessment_version, assessment_state)
            values ({outcome.CandidacyId}, {outcome.VacancyId}, {outcome.PersonId}, {outcome.Version}, {state.ToString()})
            on conflict (candidacy_id) do update set assessment_version = excluded.assessment_version, assessment_state = excluded.assessment_state
            where c.assessment_version < excluded.assessment_version
            returning vacancy_id as "Value"
            """).ToListAsync(ct);
        await db.OutdateListsAsync(changed, "assessment", clock, ct);
    }

    /// <summary>A hearing planned or stopped takes back what was judged before it, which is then no outcome any more.</summary>
    public static async Task MergeOralTestAsync(this ResultsDb db, Named outcome, OralTestState state, IClock clock, CancellationToken ct)
    {
        await db.ShareVacanciesAsync([outcome.VacancyId], ct);
        var changed = await db.Database.SqlQuery<Guid>(
            $"""
            insert into candidacies as c (candidacy_id, vacancy_id, person_id, oral_test_version, oral_test_state)
            values ({outcome.CandidacyId}, {outcome.VacancyId}, {outcome.PersonId}, {outcome.Version}, {state.ToString()})
            on conflict (candidacy_id) do update set oral_test_version = excluded.oral_test_version, oral_test_state = excluded.oral_test_state
            where c.oral_test_version < excluded.oral_test_version
            returning vacancy_id as "Value"
            """).ToListAsync(ct);
        await db.OutdateListsAsync(changed, "oral-test", clock, ct);
    }

    /// <summary>
    /// R47: lists made before an outcome, and not out yet, do not stand any more. One that is out stands; that an outcome came
    /// after it is on record, and officers see how it differs.
    /// </summary>
    public static async Task OutdateListsAsync(this ResultsDb db, IReadOnlyCollection<Guid> changedVacancies, string because, IClock clock, CancellationToken ct)
    {
        if (changedVacancies.Count == 0) return;
        var vacancies = changedVacancies.Distinct().ToArray();
        var now = clock.GetCurrentInstant();
        foreach (var listId in await db.MarkStaleAsync(vacancies, now, ct))
            db.Record(new RecordEntry(RecordEntry.SystemActor, "list.outdated", "list", listId, Details: new { because }), now);
        foreach (var listId in await db.OutListsAsync(vacancies, now, ct))
            db.Record(new RecordEntry(RecordEntry.SystemActor, "list.outcome-came-after", "list", listId, Details: new { because }), now);
    }

    /// <summary>One row a candidacy, always in the same order, so that two batches that meet wait for each other instead of dying.</summary>
    private static Named[] Newest(IEnumerable<Named> outcomes) =>
        [.. outcomes.GroupBy(o => o.CandidacyId).Select(same => same.MaxBy(o => o.Version)).OrderBy(o => o.CandidacyId)];
}

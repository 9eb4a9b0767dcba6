using Microsoft.EntityFrameworkCore;

namespace Selection.OralTest.Data;

/// <summary>Rows taken for a command, in the order that <see cref="OralTestDb"/> names; the clock is read after them (T3).</summary>
internal static class Locks
{
    /// <summary>The vacancy, alone.</summary>
    public static async Task<Vacancy?> LockVacancyAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct) =>
        (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>The vacancy as it is, together with others: what changes only under its lock does not change until the commit.</summary>
    public static async Task<Vacancy?> HoldVacancyAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct) =>
        (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for share").AsNoTracking().ToListAsync(ct)).SingleOrDefault();

    /// <summary>The committee, alone: composition and recusals change.</summary>
    public static async Task<Committee?> LockCommitteeAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct) =>
        (await db.Committees.FromSql($"select * from committees where vacancy_id = {vacancyId} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>The committee as it is, together with other hearings: it does not change until the commit.</summary>
    public static async Task<Committee?> HoldCommitteeAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct) =>
        (await db.Committees.FromSql($"select * from committees where vacancy_id = {vacancyId} for share").ToListAsync(ct)).SingleOrDefault();

    /// <summary>A candidacy, alone.</summary>
    public static async Task<Candidacy?> LockCandidacyAsync(this OralTestDb db, Guid candidacyId, CancellationToken ct) =>
        (await db.Candidacies.FromSql($"select * from candidacies where candidacy_id = {candidacyId} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>The caller's own candidacy, alone; null for somebody else's.</summary>
    public static async Task<Candidacy?> LockOwnCandidacyAsync(this OralTestDb db, Guid candidacyId, string subject, CancellationToken ct) =>
        (await db.Candidacies.FromSql(
            $"""
            select c.* from candidacies c join persons p on p.person_id = c.person_id
            where c.candidacy_id = {candidacyId} and p.subject = {subject} for update of c
            """).ToListAsync(ct)).SingleOrDefault();

    /// <summary>The slot a candidacy has, alone.</summary>
    public static async Task<Slot?> LockSlotOfAsync(this OralTestDb db, Guid candidacyId, CancellationToken ct) =>
        (await db.Slots.FromSql($"select * from slots where candidacy_id = {candidacyId} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>A slot, alone.</summary>
    public static async Task<Slot?> LockSlotAsync(this OralTestDb db, Guid slotId, CancellationToken ct) =>
        (await db.Slots.FromSql($"select * from slots where slot_id = {slotId} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>The hearing that counts, alone.</summary>
    public static async Task<Hearing?> LockHearingAsync(this OralTestDb db, Guid candidacyId, CancellationToken ct) =>
        (await db.Hearings.FromSql(
            $"select * from hearings where candidacy_id = {candidacyId} and state in ('Open', 'Closed', 'Judged') for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>The hearing that counts, together with other members: it neither closes nor is judged until the commit.</summary>
    public static async Task<Hearing?> HoldHearingAsync(this OralTestDb db, Guid candidacyId, CancellationToken ct) =>
        (await db.Hearings.FromSql(
            $"select * from hearings where candidacy_id = {candidacyId} and state in ('Open', 'Closed', 'Judged') for share").ToListAsync(ct)).SingleOrDefault();

    /// <summary>A candidacy that an event names, alone; made where this is the first event about it.</summary>
    public static async Task<Candidacy> MeetCandidacyAsync(this OralTestDb db, Guid candidacyId, Guid vacancyId, Guid personId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into candidacies (candidacy_id, vacancy_id, person_id, state, version, assessment_seen, accommodation_seen, measures)
            values ({candidacyId}, {vacancyId}, {personId}, 'Expected', 0, 0, 0, array[]::text[])
            on conflict do nothing
            """, ct);
        return (await db.LockCandidacyAsync(candidacyId, ct))!;
    }

    /// <summary>A vacancy that an event names, alone; made where this is the first event about it.</summary>
    public static async Task<Vacancy> MeetVacancyAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct)
    {
        await db.MakeVacancyAsync(vacancyId, ct);
        return (await db.LockVacancyAsync(vacancyId, ct))!;
    }

    /// <summary>The vacancy of a candidacy that an event names, together with other candidacies: it is not cancelled until the commit.</summary>
    public static async Task<Vacancy> MeetAndHoldVacancyAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct)
    {
        await db.MakeVacancyAsync(vacancyId, ct);
        return (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for share").AsNoTracking().ToListAsync(ct)).Single();
    }

    private static Task<int> MakeVacancyAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $$"""
        insert into vacancies (vacancy_id, seen, rule_version, selection_code, language, scoring, committee_rule, cancelled)
        values ({{vacancyId}}, 0, 0, '', '', '{}'::jsonb, '{}'::jsonb, false)
        on conflict do nothing
        """, ct);
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Data;

/// <summary>
/// Rows locked before the clock is read (T3). Order, everywhere: the person, then vacancies, then the rest; closing takes
/// the vacancy alone.
/// </summary>
internal static class Locks
{
    /// <summary>The caller's person, locked: one person's applications and uploads come one after the other.</summary>
    public static Task<Person?> LockPersonAsync(this CandidacyDb db, string subject, CancellationToken ct) =>
        db.Persons.FromSql($"select * from persons where subject = {subject} and merged_into is null for no key update").SingleOrDefaultAsync(ct);

    /// <summary>A person who is still one, locked by an officer.</summary>
    public static Task<Person?> LockPersonAsync(this CandidacyDb db, Guid personId, CancellationToken ct) =>
        db.Persons.FromSql($"select * from persons where person_id = {personId} and merged_into is null and erased_at is null for no key update").SingleOrDefaultAsync(ct);

    /// <summary>A published vacancy, locked against closing until the transaction ends; without its notice, which is long.</summary>
    public static Task<LockedVacancy?> LockVacancyAsync(this CandidacyDb db, Guid vacancyId, CancellationToken ct) =>
        db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} and state <> 'Draft' for share")
            .Select(v => new LockedVacancy(
                v.State, v.ClosingDate, v.ClosesAt, db.VacancyVersions.Where(w => w.VacancyId == v.VacancyId).Max(w => w.DefinitionVersion)))
            .SingleOrDefaultAsync(ct);

    /// <summary>A question of a vacancy, locked against other changes of it; after its vacancy.</summary>
    public static Task<Question?> LockQuestionAsync(this CandidacyDb db, Guid vacancyId, Guid questionId, CancellationToken ct) =>
        db.Questions.FromSql($"select * from questions where question_id = {questionId} and vacancy_id = {vacancyId} for update").SingleOrDefaultAsync(ct);

    /// <summary>A candidacy, locked against other changes of it; after its vacancy.</summary>
    public static Task<Candidacy> LockCandidacyAsync(this CandidacyDb db, Guid candidacyId, CancellationToken ct) =>
        db.Candidacies.FromSql($"select * from candidacies where candidacy_id = {candidacyId} for no key update").SingleAsync(ct);

    /// <summary>A vacancy in full, for whoever changes it: as closing does, it waits for every command in time (T3).</summary>
    public static Task<Vacancy?> LockVacancyForChangeAsync(this CandidacyDb db, Guid vacancyId, CancellationToken ct) =>
        db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").SingleOrDefaultAsync(ct);

    /// <summary>The vacancies a person's documents belong to the dossier of, locked against closing.</summary>
    public static Task LockVacanciesOfAsync(this CandidacyDb db, Guid personId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            select 1 from vacancies v
            where v.state = 'Open' and v.vacancy_id in (select vacancy_id from candidacies where person_id = {personId} and state in ('Provisional', 'Validated'))
            order by v.vacancy_id for share
            """, ct);
}

/// <summary>What a command that closing bounds needs to know of a vacancy.</summary>
/// <param name="State">How far it is.</param>
/// <param name="ClosingDate">The last day.</param>
/// <param name="ClosesAt">The first instant that is too late (T1).</param>
/// <param name="RuleVersion">Which version of its rules stands.</param>
internal sealed record LockedVacancy(VacancyState State, LocalDate ClosingDate, Instant ClosesAt, int RuleVersion)
{
    /// <summary>Why nothing may be sent in any more; null while it may (T3).</summary>
    public Problem? Shut(Instant now) =>
        State is VacancyState.Cancelled ? Problem.Refused("R3", "vacancy-cancelled")
        : now >= ClosesAt ? Problem.Refused("T3", "vacancy-closed", ClosingDate)
        : null;
}

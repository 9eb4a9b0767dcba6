using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;

namespace Selection.Candidacies.Closing;

/// <summary>
/// Closes a vacancy (R18): freezes what was validated in time and lets the rest lapse, set-based and in one transaction.
/// The vacancy's row is taken <c>for update</c> first, so that every command that was in time has committed (T3).
/// </summary>
internal sealed class Freezer(CandidacyDb db)
{
    /// <summary>The source of the closing's trace.</summary>
    public static readonly ActivitySource Source = new("Selection.Candidacy");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Closes one vacancy whose time has come and that no other replica is closing.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> CloseNextAsync(Instant now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.Vacancies.FromSql($"""
            select * from vacancies where state = 'Open' and closes_at <= {now} order by closes_at limit 1 for update skip locked
            """).SingleOrDefaultAsync(ct);
        if (vacancy is null) return false;
        await FreezeAsync(vacancy, now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Closes this vacancy if its time has come and it has not been closed: for a command that comes before the timer.</summary>
    public async Task CloseAsync(Guid vacancyId, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.Vacancies.FromSql($"""
            select * from vacancies where vacancy_id = {vacancyId} and state = 'Open' and closes_at <= {now} for update
            """).SingleOrDefaultAsync(ct);
        if (vacancy is null) return;
        await FreezeAsync(vacancy, now, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async Task FreezeAsync(Vacancy vacancy, Instant now, CancellationToken ct)
    {
        using var activity = Source.StartActivity("close vacancy");
        db.Database.SetCommandTimeout(Patience);
        var lodged = await FreezeDossiersAsync(vacancy, now, ct);
        var lapsed = await MoveAsync(vacancy, "Provisional", "Lapsed", "candidacy-lapsed", "candidacy.lapsed", now, ct);
        await MoveAsync(vacancy, "Validated", "Lodged", "candidacy-lodged", "candidacy.lodged", now, ct);

        vacancy.State = VacancyState.Closed;
        vacancy.Version++;
        db.Closings.Add(new ClosingRow
        {
            VacancyId = vacancy.VacancyId,
            ClosedAt = now,
            Lodged = lodged,
            Lapsed = lapsed,
            Traceparent = Activity.Current?.Id,
        });
        db.Record(new("system", "vacancy.closed", "vacancy", vacancy.VacancyId, RuleVersion: vacancy.Definition.Version, Details: new { lodged, lapsed }), now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The rubric as it stands, and of each document the newest version that was there in time and not removed by then.</summary>
    private Task<int> FreezeDossiersAsync(Vacancy vacancy, Instant now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        with taking_part as (
            select candidacy_id, vacancy_id, person_id, version, rubric from candidacies
            where vacancy_id = {vacancy.VacancyId} and state = 'Validated'),
        newest as (
            select distinct on (d.document_id) d.person_id, d.kind, v.*
            from documents d join document_versions v on v.document_id = d.document_id
            where d.person_id in (select person_id from taking_part)
              and v.uploaded_at < {vacancy.ClosesAt} and (d.removed_at is null or d.removed_at >= {vacancy.ClosesAt})
            order by d.document_id, v.number desc),
        proof as (
            select person_id, jsonb_agg(jsonb_build_object(
                'documentVersionId', document_version_id, 'kind', kind, 'fileName', file_name, 'sha256', sha256, 'diploma', diploma, 'provenance', provenance)
                order by uploaded_at, document_version_id) as documents
            from newest group by person_id)
        insert into dossiers (candidacy_id, vacancy_id, person_id, version, content, frozen_at)
        select t.candidacy_id, t.vacancy_id, t.person_id, t.version + 1, jsonb_build_object(
            'experiences', t.rubric -> 'experiences',
            'documents', coalesce(p.documents, '[]'::jsonb),
            'federalLevelA', t.rubric -> 'federalLevelA'), {now}
        from taking_part t left join proof p using (person_id)
        """, ct);

    /// <summary>Moves all candidacies of a state on, each with its entry in the record and its message.</summary>
    private async Task<int> MoveAsync(Vacancy vacancy, string from, string to, string message, string action, Instant now, CancellationToken ct)
    {
        var moved = await db.Database.SqlQuery<int>($"""
            with moved as (
                update candidacies set state = {to}, step = {to}, version = version + 1
                where vacancy_id = {vacancy.VacancyId} and state = {from}
                returning candidacy_id, vacancy_id, person_id, version),
            told as (
                insert into messages (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
                select gen_random_uuid(), person_id, candidacy_id, vacancy_id, {message}, jsonb_build_object(), 'Candidacy', candidacy_id, version, {now} from moved),
            recorded as (
                insert into record (at, actor, action, entity_type, entity_id, person_id, rule_version)
                select {now}, 'system', {action}, 'candidacy', candidacy_id, person_id, {vacancy.Definition.Version} from moved)
            select count(*)::int as "Value" from moved
            """).ToListAsync(ct);
        return moved[0];
    }
}

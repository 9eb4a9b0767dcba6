using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R28, R45: tells candidates of registration periods they may choose in, and ends the candidacies without a slot once the last
/// period they were invited to is over. It only carries out what the clock has decided (T3): whether one may choose is
/// decided by the command, and replicas share the work by skipping locked rows.
/// </summary>
internal sealed class InviteAndStop(IServiceScopeFactory scopes, IClock clock, ILogger<InviteAndStop> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    private const int BatchSize = 500;

    protected override async Task<bool> RunOnceAsync(CancellationToken ct) => await InviteDueAsync(ct) + await EndDueAsync(ct) > 0;

    /// <summary>Invites, or invites again, where a period ends later than the candidate was told; after a suspension only a newer one (R42).</summary>
    private Task<int> InviteDueAsync(CancellationToken ct) => InTransactionAsync(
        (now, _) => $"""
            with due as materialized (
                select c.candidacy_id, p.opens_at, p.closes_at, v.rule_version
                from candidacies c
                join vacancies v on v.vacancy_id = c.vacancy_id and not v.cancelled
                cross join lateral (
                    select min(r.opens_at) as opens_at, max(r.closes_at) as closes_at
                    from registration_periods r
                    where r.vacancy_id = c.vacancy_id and r.closes_at > {now} and (c.suspended_at is null or r.created_at > c.suspended_at)) p
                where c.state in ('Reached', 'Invited', 'Rescheduling') and p.closes_at > coalesce(c.invited_until, '-infinity'::timestamptz)
                order by c.candidacy_id limit {BatchSize}
                for update of c skip locked)
            update candidacies c set state = 'Invited', invited_until = due.closes_at, version = c.version + 1
            from due where c.candidacy_id = due.candidacy_id
            returning c.candidacy_id, c.vacancy_id, c.person_id, c.version, due.rule_version, due.opens_at, due.closes_at
            """,
        (db, row, now) =>
        {
            db.Publish(new OralTestInvited(row.CandidacyId, row.VacancyId, row.PersonId, row.Version, row.OpensAt, row.ClosesAt, now));
            db.Record(new RecordEntry(RecordEntry.SystemActor, "oral-test.invited", "candidacy", row.CandidacyId, row.PersonId, row.RuleVersion,
                new { row.OpensAt, row.ClosesAt }), now);
        }, ct);

    /// <summary>Ends what is due. The vacancy is held meanwhile: a period that is being extended ends nobody, and none is extended that has ended somebody.</summary>
    private Task<int> EndDueAsync(CancellationToken ct) => InTransactionAsync(
        (now, held) => $"""
            with due as materialized (
                select c.candidacy_id, c.invited_until, v.rule_version
                from candidacies c
                join vacancies v on v.vacancy_id = c.vacancy_id and not v.cancelled
                where c.vacancy_id = any({held}) and c.state = 'Invited' and c.invited_until <= {now}
                    and not exists (select 1 from registration_periods r where r.vacancy_id = c.vacancy_id and r.closes_at > {now})
                order by c.candidacy_id limit {BatchSize}
                for update of c skip locked)
            update candidacies c set state = 'Stopped', stop_reason = 'NotRegistered', version = c.version + 1
            from due where c.candidacy_id = due.candidacy_id
            returning c.candidacy_id, c.vacancy_id, c.person_id, c.version, due.rule_version, due.invited_until as opens_at, due.invited_until as closes_at
            """,
        (db, row, now) =>
        {
            db.Publish(new OralTestStopped(row.CandidacyId, row.VacancyId, row.PersonId, row.Version, OralTestStop.NotRegistered, now));
            db.Record(new RecordEntry(RecordEntry.SystemActor, "oral-test.not-registered", "candidacy", row.CandidacyId, row.PersonId, row.RuleVersion,
                new { row.ClosesAt }), now);
        }, ct,
        hold: now => $"""
            select v.vacancy_id as "Value" from vacancies v
            where not v.cancelled
                and exists (select 1 from candidacies c where c.vacancy_id = v.vacancy_id and c.state = 'Invited' and c.invited_until <= {now})
            order by v.vacancy_id for share of v skip locked
            """);

    private async Task<int> InTransactionAsync(
        Func<Instant, Guid[], FormattableString> sql, Action<OralTestDb, Row, Instant> tell, CancellationToken ct, Func<Instant, FormattableString>? hold = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OralTestDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Guid[] held = hold is null ? [] : [.. await db.Database.SqlQuery<Guid>(hold(clock.GetCurrentInstant())).ToListAsync(ct)];
        if (hold is not null && held.Length == 0) return 0;
        var now = clock.GetCurrentInstant();
        var rows = await db.Database.SqlQuery<Row>(sql(now, held)).ToListAsync(ct);
        foreach (var row in rows) tell(db, row, now);
        if (rows.Count == 0) return 0;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return rows.Count;
    }

    private sealed record Row(Guid CandidacyId, Guid VacancyId, Guid PersonId, long Version, int RuleVersion, Instant OpensAt, Instant ClosesAt);
}

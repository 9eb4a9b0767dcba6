using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Background;

namespace Selection.Candidacies.Features.Messages;

/// <summary>
/// Reminds candidates of a test they have booked (R27, R45), one day before, when the clock says so: where and when it is, and until
/// when it can still be cancelled. Once each, however many replicas look; who booked within that day is not reminded.
/// </summary>
internal sealed class RemindOfTests(IServiceScopeFactory scopes, IClock clock, ILogger<RemindOfTests> logger) : RepeatedWork(TimeSpan.FromSeconds(2), logger)
{
    private const int BatchSize = 1000;

    /// <summary>The furthest a reminder lies before its test: a day of 25 hours.</summary>
    private static readonly Duration Longest = Duration.FromHours(25);

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await RemindAsync(scope.ServiceProvider.GetRequiredService<CandidacyDb>(), clock.GetCurrentInstant(), ct);
        return false;
    }

    /// <summary>Writes every reminder that is due.</summary>
    /// <returns>How many.</returns>
    internal static async Task<int> RemindAsync(CandidacyDb db, Instant now, CancellationToken ct)
    {
        var horizon = now + Longest;
        var tests = await db.BookedTests.Where(t => t.RemindedAt == null && t.StartsAt > now && t.StartsAt <= horizon).Select(t => new { t.Stage, StartsAt = t.StartsAt!.Value }).Distinct().ToListAsync(ct);
        var written = 0;
        foreach (var test in tests)
        {
            if (Reminders.OfTest(test.StartsAt) is var at && at > now) continue;
            int batch;
            do
            {
                batch = await WriteAsync(db, test.Stage, test.StartsAt, at, now, ct);
                written += batch;
            }
            while (batch == BatchSize);
        }

        return written;
    }

    private static Task<int> WriteAsync(CandidacyDb db, ProcedureStage stage, Instant startsAt, Instant at, Instant now, CancellationToken ct)
    {
        var message = stage == ProcedureStage.OralTest ? "oral-test-tomorrow" : "assessment-tomorrow";
        return db.Database.ExecuteSqlAsync($"""
            with due as materialized (
                select t.candidacy_id, t.version, t.args, c.person_id, c.vacancy_id
                from booked_tests t join candidacies c using (candidacy_id) join vacancies v using (vacancy_id)
                where t.stage = {stage.ToString()} and t.starts_at = {startsAt} and t.reminded_at is null and t.booked_at < {at}
                  and c.state <> 'Withdrawn' and c.step <> 'Refused' and v.state in ('Open', 'Closed')
                  -- A pass or an exemption that was taken back since (R36) takes the oral test along.
                  and not exists (
                      select 1 from messages m
                      where m.source_id = t.candidacy_id and m.kind in ('assessment-corrected-failed', 'exemption-withdrawn') and m.created_at > t.booked_at)
                order by t.candidacy_id limit {BatchSize} for update of t skip locked),
            marked as (
                update booked_tests t set reminded_at = {now} from due where t.candidacy_id = due.candidacy_id and t.stage = {stage.ToString()})
            insert into messages (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
            select gen_random_uuid(), person_id, candidacy_id, vacancy_id, {message}, args, {stage.ToString()}, candidacy_id, version, {now}
            from due
            on conflict (source_id, kind, source_version) do nothing
            """, ct);
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Background;

namespace Selection.Candidacies.Features.Messages;

/// <summary>
/// Reminds candidates of what they have not done yet (R20), when the clock says so. Every replica runs it: they skip what
/// another one is writing, and each task remembers its last reminder.
/// </summary>
internal sealed class RemindOfTasks(IServiceScopeFactory scopes, IClock clock, ILogger<RemindOfTasks> logger) : RepeatedWork(TimeSpan.FromSeconds(2), logger)
{
    private const int BatchSize = 1000;

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
        var horizon = now + Reminders.Longest;
        var deadlines = await db.Tasks.Where(t => !t.Done && t.DueAt > now && t.DueAt <= horizon).Select(t => new { t.Kind, t.DueAt }).Distinct().ToListAsync(ct);
        var written = 0;
        foreach (var deadline in deadlines)
        {
            if (Reminders.Due(deadline.DueAt!.Value, now) is not { } at) continue;
            int batch;
            do
            {
                batch = await WriteAsync(db, deadline.Kind, deadline.DueAt.Value, at, now, ct);
                written += batch;
            }
            while (batch == BatchSize);
        }

        return written;
    }

    private static Task<int> WriteAsync(CandidacyDb db, string kind, Instant dueAt, Instant at, Instant now, CancellationToken ct)
    {
        var (message, stage) = kind switch
        {
            TaskChange.RegisterForAssessment => ("assessment-reminder", ProcedureStage.Assessment),
            TaskChange.RegisterForOralTest => ("oral-test-reminder", ProcedureStage.OralTest),
            _ => ("candidacy-reminder", ProcedureStage.Candidacy),
        };
        return db.Database.ExecuteSqlAsync($"""
            with due as materialized (
                select t.candidacy_id, c.person_id, c.vacancy_id
                from tasks t join candidacies c using (candidacy_id) join vacancies v using (vacancy_id)
                where t.kind = {kind} and t.due_at = {dueAt} and not t.done and t.opened_at < {at} and (t.reminded_at is null or t.reminded_at < {at})
                  and c.state <> 'Withdrawn' and c.step <> 'Refused' and v.state in ('Open', 'Closed')
                order by t.candidacy_id limit {BatchSize} for update of t skip locked),
            marked as (
                update tasks t set reminded_at = {at} from due where t.candidacy_id = due.candidacy_id and t.kind = {kind})
            insert into messages (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
            select gen_random_uuid(), person_id, candidacy_id, vacancy_id, {message}, {Message.JsonOf(new { dueAt })}::jsonb,
                {stage.ToString()}, candidacy_id, {at.ToUnixTimeMilliseconds()}, {now}
            from due
            on conflict (source_id, kind, source_version) do nothing
            """, ct);
    }
}

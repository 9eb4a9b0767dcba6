using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Consumers;

/// <summary>
/// Writes many pieces of news at once, in the caller's transaction. Order and repetition do no harm: a message is known by
/// its candidacy, part and version, and each part's newest word counts for where it stands.
/// </summary>
internal sealed class NewsDesk(CandidacyDb db)
{
    public async Task TellAsync(IReadOnlyList<News> news, CancellationToken ct)
    {
        await db.TellAsync([.. news.Where(n => n.Kind is not null).Select(Message.About)], ct);
        await db.ChangeTasksAsync(news, ct);
        await db.KeepTestsAsync(news, ct);
        var moved = news.Where(n => n.Step is not null).ToList();
        if (moved.Count > 0) await MoveAsync(moved, ct);
    }

    private async Task MoveAsync(List<News> moved, CancellationToken ct)
    {
        // In one order, so that two batches about the same candidacies wait for each other instead of deadlocking.
        var ids = moved.Select(n => n.CandidacyId).Distinct().Order().ToArray();
        await db.Database.ExecuteSqlAsync($"select from candidacies where candidacy_id = any({ids}) order by candidacy_id for update", ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into candidacy_steps as s (candidacy_id, stage, step, version)
            select distinct on (t.candidacy_id, t.stage) t.candidacy_id, t.stage, t.step, t.version
            from unnest(
                {moved.Select(n => n.CandidacyId).ToArray()}, {moved.Select(n => (int)n.Stage).ToArray()},
                {moved.Select(n => n.Step!.Value.ToString()).ToArray()}, {moved.Select(n => n.Version).ToArray()}) as t (candidacy_id, stage, step, version)
            join candidacies using (candidacy_id)
            order by t.candidacy_id, t.stage, t.version desc
            on conflict (candidacy_id, stage) do update set step = excluded.step, version = excluded.version
            where s.version < excluded.version
            """, ct);

        var said = await db.CandidacySteps.AsNoTracking().Where(s => ids.Contains(s.CandidacyId)).ToListAsync(ct);
        var standing = said.GroupBy(s => s.CandidacyId).Select(g => (CandidacyId: g.Key, Part: Standing.Of(g.Select(s => (s.Stage, s.Step))))).ToList();
        await db.Database.ExecuteSqlAsync($"""
            update candidacies c set step = t.step, step_stage = t.stage
            from unnest(
                {standing.Select(s => s.CandidacyId).ToArray()}, {standing.Select(s => s.Part.Step.ToString()).ToArray()},
                {standing.Select(s => (int)s.Part.Stage).ToArray()}) as t (candidacy_id, step, stage)
            where c.candidacy_id = t.candidacy_id and c.step not in ('Withdrawn', 'Cancelled') and (c.step, c.step_stage) is distinct from (t.step, t.stage)
            """, ct);
    }
}

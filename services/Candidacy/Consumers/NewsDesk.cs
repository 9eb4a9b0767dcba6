using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Consumers;

/// <summary>
/// Writes many pieces of news at once, in the caller's transaction. Order and repetition do no harm: a message is known by
/// its candidacy, part and version, and a step moves to a later part or a higher version only.
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

    private Task MoveAsync(List<News> moved, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        with told as (
            select distinct on (candidacy_id) *
            from unnest(
                {moved.Select(n => n.CandidacyId).ToArray()}, {moved.Select(n => n.Step!.Value.ToString()).ToArray()},
                {moved.Select(n => (int)n.Stage).ToArray()}, {moved.Select(n => n.Version).ToArray()}) as t (candidacy_id, step, stage, version)
            order by candidacy_id, stage desc, version desc),
        locked as materialized (
            -- In one order, so that two batches about the same candidacies wait for each other instead of deadlocking.
            select c.candidacy_id from candidacies c where c.candidacy_id in (select candidacy_id from told) order by c.candidacy_id for update)
        update candidacies c set step = t.step, step_stage = t.stage, step_version = t.version
        from told t join locked l using (candidacy_id)
        where c.candidacy_id = t.candidacy_id and c.step not in ('Withdrawn', 'Cancelled') and (c.step_stage, c.step_version) < (t.stage, t.version)
        """, ct);
}

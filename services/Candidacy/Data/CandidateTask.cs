using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Data;

/// <summary>
/// Something a candidate has to do by a certain time (R20), asked for by a message: one row for each candidacy and kind. The
/// deadline and whether it is done each keep the version that said so, so that order and repetition of events do no harm.
/// </summary>
public sealed class CandidateTask
{
    public required Guid CandidacyId { get; init; }

    /// <summary>The kind of the message that asks for it.</summary>
    public required string Kind { get; init; }

    /// <summary>The first instant that is too late; null where the message that asks for it has not come yet.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>The version of the message that set the deadline: that one shows the task.</summary>
    public long DueVersion { get; set; }

    public bool Done { get; set; }

    public long StateVersion { get; set; }

    /// <summary>Since when it is open: who was only just asked is not reminded.</summary>
    public Instant OpenedAt { get; set; }

    /// <summary>The last reminder that was sent.</summary>
    public Instant? RemindedAt { get; set; }

    /// <summary>To validate what one has applied for, before the vacancy closes (R9).</summary>
    public static CandidateTask Validate(Candidacy candidacy, Instant closesAt, Instant now) => new()
    {
        CandidacyId = candidacy.CandidacyId,
        Kind = TaskChange.Validate,
        DueAt = closesAt,
        DueVersion = candidacy.Version,
        StateVersion = candidacy.Version,
        OpenedAt = now,
    };
}

/// <summary>Changes of tasks, set-based, in the surrounding transaction.</summary>
internal static class TaskWrites
{
    /// <summary>The candidacy is validated.</summary>
    public static Task ValidatedAsync(this CandidacyDb db, Guid candidacyId, CancellationToken ct) =>
        db.Tasks.Where(t => t.CandidacyId == candidacyId && t.Kind == TaskChange.Validate).ExecuteUpdateAsync(set => set.SetProperty(t => t.Done, true), ct);

    /// <summary>The vacancy closes later (R3): there is more time to validate.</summary>
    public static Task ClosesLaterAsync(this CandidacyDb db, Guid vacancyId, Instant closesAt, CancellationToken ct) =>
        db.Tasks.Where(t => t.Kind == TaskChange.Validate && db.Candidacies.Any(c => c.CandidacyId == t.CandidacyId && c.VacancyId == vacancyId))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, closesAt), ct);

    /// <summary>What events say of tasks; of one task the newest event counts.</summary>
    public static async Task ChangeTasksAsync(this CandidacyDb db, IEnumerable<News> news, CancellationToken ct)
    {
        var newest = news.Where(n => n.Task is not null).GroupBy(n => (n.CandidacyId, n.Task!.Kind)).Select(same => same.MaxBy(n => n.Version)!).ToList();
        if (newest.Count == 0) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into tasks as t (candidacy_id, kind, due_at, due_version, done, state_version, opened_at)
            select candidacy_id, kind, due_at, case when due_at is null then 0 else version end, done, version, at
            from unnest(
                {newest.Select(n => n.CandidacyId).ToArray()}, {newest.Select(n => n.Task!.Kind).ToArray()}, {newest.Select(n => n.Task!.DueAt).ToArray()},
                {newest.Select(n => n.Task!.Done).ToArray()}, {newest.Select(n => n.Version).ToArray()}, {newest.Select(n => n.At).ToArray()})
                as n (candidacy_id, kind, due_at, done, version, at)
            order by candidacy_id, kind
            on conflict (candidacy_id, kind) do update set
                due_at = case when excluded.due_version > t.due_version then excluded.due_at else t.due_at end,
                due_version = greatest(t.due_version, excluded.due_version),
                done = case when excluded.state_version > t.state_version then excluded.done else t.done end,
                opened_at = case when excluded.state_version > t.state_version and not excluded.done then excluded.opened_at else t.opened_at end,
                state_version = greatest(t.state_version, excluded.state_version)
            """, ct);
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Data;

/// <summary>Takes a member out of the procedure, or from one candidate, for a conflict of interest (R41).</summary>
internal static class Recusal
{
    /// <summary>
    /// Notes the conflict and takes the member out of the hearings it reaches; the committee is locked already, and the caller
    /// saves. A conflict that is known already changes nothing.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="committee">The committee, locked.</param>
    /// <param name="vacancy">Its vacancy.</param>
    /// <param name="before">The roster as it was.</param>
    /// <param name="conflict">Whose, and with whom.</param>
    /// <param name="reason">Why; it stays in the table, the record names the fact only.</param>
    /// <param name="actor">The member, or the officer who notes it for them.</param>
    /// <param name="now">When.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The roster as it is now.</returns>
    public static async Task<Roster> RecuseAsync(
        this OralTestDb db, Committee committee, Vacancy vacancy, Roster before, Conflict conflict, string reason, string actor, Instant now, CancellationToken ct)
    {
        if (before.Conflicts.Contains(conflict)) return before;
        var after = before with { Conflicts = [.. before.Conflicts, conflict] };
        db.Conflicts.Add(new ConflictRow
        {
            ConflictId = Guid.CreateVersion7(),
            VacancyId = vacancy.VacancyId,
            Subject = conflict.Subject,
            CandidacyId = conflict.CandidacyId,
            Reason = reason,
            DeclaredAt = now,
            RecordedBy = actor == conflict.Subject ? null : actor,
        });
        committee.Version++;
        db.Record(new RecordEntry(actor, "member.recused", "committee", vacancy.VacancyId, RuleVersion: vacancy.RuleVersion,
            Details: new { conflict.Subject, conflict.CandidacyId, scope = vacancy.CommitteeRule.Recusal }), now);
        await LeaveHearingsAsync(db, vacancy, after, conflict.Subject, actor, now, ct);
        return after;
    }

    /// <summary>Out of the hearings that are not judged.</summary>
    private static async Task LeaveHearingsAsync(OralTestDb db, Vacancy vacancy, Roster roster, string subject, string actor, Instant now, CancellationToken ct)
    {
        var affected = await db.Hearings.AsNoTracking()
            .Where(h => h.VacancyId == vacancy.VacancyId && (h.State == HearingState.Open || h.State == HearingState.Closed) && h.Present.Contains(subject))
            .OrderBy(h => h.CandidacyId).Select(h => h.CandidacyId).ToListAsync(ct);
        foreach (var candidacyId in affected.Where(id => roster.IsRecusedFrom(subject, id)))
        {
            // A handful at most: one committee hears one candidate at a time.
            var candidacy = (await db.LockCandidacyAsync(candidacyId, ct))!;
            var hearing = await db.LockHearingAsync(candidacyId, ct);
            if (hearing is not { State: HearingState.Open or HearingState.Closed }) continue;
            await db.LeaveHearingAsync(hearing, candidacy, roster, subject, actor, vacancy.RuleVersion, now, ct);
        }
    }
}

using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

/// <summary>What a candidacy that ends leaves behind: its slot for others, and no hearing that goes on.</summary>
internal static class Departure
{
    public static async Task ClearAsync(OralTestDb db, Candidacy candidacy, int? ruleVersion, Instant now, CancellationToken ct)
    {
        var hearing = await db.LockHearingAsync(candidacy.CandidacyId, ct);
        if (hearing is { State: HearingState.Judged }) return;
        if (await db.LockSlotOfAsync(candidacy.CandidacyId, ct) is { } slot) slot.Free();
        if (hearing is null) return;
        hearing.State = HearingState.Abandoned;
        hearing.PausedAt = null;
        hearing.ClosedAt ??= now;
        hearing.Version++;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "hearing.abandoned", "hearing", hearing.HearingId, candidacy.PersonId, ruleVersion,
            new { candidacy.CandidacyId }), now);
    }
}

using Selection.OralTest.Data;

namespace Selection.OralTest.Consumers;

/// <summary>What a candidacy that ends leaves behind: its slot for others, and no hearing that goes on.</summary>
internal static class Departure
{
    public static async Task ClearAsync(OralTestDb db, Guid candidacyId, CancellationToken ct)
    {
        var hearing = await db.LockHearingAsync(candidacyId, ct);
        if (hearing is { State: HearingState.Judged }) return;
        if (await db.LockSlotOfAsync(candidacyId, ct) is { } slot) slot.CandidacyId = null;
        if (hearing is null) return;
        hearing.State = HearingState.Abandoned;
        hearing.Version++;
    }
}

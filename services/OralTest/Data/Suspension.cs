using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Data;

/// <summary>Breaks a hearing off (R42): its slot is free again, and the candidate chooses another without harm.</summary>
internal static class Suspension
{
    /// <summary>Changes the rows, which are locked already; the caller saves.</summary>
    public static async Task SuspendAsync(this OralTestDb db, Hearing hearing, Candidacy candidacy, string actor, int ruleVersion, Instant now, CancellationToken ct)
    {
        hearing.State = HearingState.Suspended;
        hearing.Version++;
        candidacy.State = CandidacyState.Rescheduling;
        candidacy.InvitedUntil = null;
        candidacy.SuspendedAt = now;
        candidacy.Version++;
        if (await db.LockSlotOfAsync(candidacy.CandidacyId, ct) is { } slot) slot.CandidacyId = null;
        db.Record(new RecordEntry(actor, "hearing.suspended", "hearing", hearing.HearingId, candidacy.PersonId, ruleVersion,
            new { candidacy.CandidacyId, throughout = hearing.Throughout.Length }), now);

        // Where slots are left the candidate hears at once; otherwise with the next ones that are offered.
        var lastFree = await db.Slots.Where(s => s.VacancyId == candidacy.VacancyId && s.CandidacyId == null && s.PreparationAt > now)
            .MaxAsync(s => (Instant?)s.PreparationAt, ct);
        if (lastFree is { } until)
            db.Publish(new OralTestInvited(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, now, until, now));
    }
}

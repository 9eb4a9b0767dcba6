using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Data;

/// <summary>Breaks a hearing off, or takes a slot back (R42): the candidate chooses another without harm.</summary>
internal static class Suspension
{
    /// <summary>Changes the rows, which are locked already; the caller saves.</summary>
    public static async Task SuspendAsync(
        this OralTestDb db, Hearing hearing, Candidacy candidacy, SuspensionCause cause, string actor, int ruleVersion, Instant now, CancellationToken ct)
    {
        hearing.State = HearingState.Suspended;
        hearing.SuspendedFor = cause;
        hearing.PausedAt = null;
        hearing.ClosedAt ??= now;
        hearing.Version++;
        if (await db.LockSlotOfAsync(candidacy.CandidacyId, ct) is { } slot) slot.Free();
        db.Note(hearing, CourseEvent.BrokenOff, actor, now);
        db.Record(new RecordEntry(actor, "hearing.suspended", "hearing", hearing.HearingId, candidacy.PersonId, ruleVersion,
            new { candidacy.CandidacyId, throughout = hearing.Throughout.Length, cause }), now);
        await db.ChooseAgainAsync(candidacy, now, ct);
    }

    /// <summary>Lets a candidate who lost their slot through no fault of their own choose another, whatever the period. The rows are locked, and the caller saves.</summary>
    public static async Task ChooseAgainAsync(this OralTestDb db, Candidacy candidacy, Instant now, CancellationToken ct, string? reason = null)
    {
        candidacy.State = CandidacyState.Rescheduling;
        candidacy.InvitedUntil = null;
        candidacy.SuspendedAt = now;
        candidacy.Version++;
        await db.InviteAgainAsync(candidacy, now, ct, reason);
    }

    /// <summary>Tells a candidate whom no period binds of the slots that are left; where none is, the next ones that are offered are told by themselves.</summary>
    public static async Task InviteAgainAsync(this OralTestDb db, Candidacy candidacy, Instant now, CancellationToken ct, string? reason = null)
    {
        var lastFree = await db.Slots.Where(s => s.VacancyId == candidacy.VacancyId && s.CandidacyId == null && s.PreparationAt > now)
            .MaxAsync(s => (Instant?)s.PreparationAt, ct);
        if (lastFree is { } until)
            db.Publish(new OralTestInvited(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, now, until, now, reason));
    }

    /// <summary>
    /// Takes a member who is recused out of a hearing that is not judged (R41): the sheet no longer counts, and a hearing that
    /// now has fewer than eight from beginning to end, or that goes on with nobody to chair it, is held again (R42).
    /// </summary>
    public static async Task LeaveHearingAsync(
        this OralTestDb db, Hearing hearing, Candidacy candidacy, Roster roster, string subject, string actor, int ruleVersion, Instant now, CancellationToken ct)
    {
        var chaired = Chairing.Of(roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout);
        hearing.Present = [.. hearing.Present.Where(present => present != subject)];
        hearing.Throughout = [.. hearing.Throughout.Where(present => present != subject)];
        db.Note(hearing, CourseEvent.Recused, actor, now, subject);
        if (Chairing.Of(roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout) is { } chair && chair != chaired)
            db.Note(hearing, CourseEvent.Chaired, actor, now, chair);
        switch (Attendance.MustStop(roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout))
        {
            case SuspensionCause.TooFew:
                await db.SuspendAsync(hearing, candidacy, SuspensionCause.TooFew, actor, ruleVersion, now, ct);
                break;
            case SuspensionCause.NoChair when hearing.State == HearingState.Open:
                await db.SuspendAsync(hearing, candidacy, SuspensionCause.NoChair, actor, ruleVersion, now, ct);
                break;
            default:
                // Closed already: an officer names another chair for the deliberation.
                hearing.Version++;
                break;
        }
    }
}

using System.Globalization;
using Ical.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Calendars;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>
/// R45: one's own hearing, or a member's days on the committee, for one's own calendar. A member's calendar leaves the platform:
/// it names the procedure and the hours, and no candidate (R41).
/// </summary>
internal static class DownloadCalendar
{
    private static readonly LocalTimePattern Hours = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/candidacies/{candidacyId:guid}/slot/calendar", OwnHearingAsync)
            .WithSummary("The candidate's hearing as a calendar file.").Produces(StatusCodes.Status200OK, contentType: CalendarFile.MediaType).RequireAuthorization(Policies.Candidate);
        api.MapGet("/vacancies/{vacancyId:guid}/hearings/calendar", CommitteeDaysAsync)
            .WithSummary("The days of the committee the caller sits on, as a calendar file.").Produces(StatusCodes.Status200OK, contentType: CalendarFile.MediaType)
            .RequireAuthorization(Policies.Committee);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> OwnHearingAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var found = await (
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            join s in db.Slots on c.CandidacyId equals s.CandidacyId
            where c.CandidacyId == candidacyId && p.Subject == caller.Subject
            select new { c.Version, v.SelectionCode, Slot = s }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        var slot = found.Slot;
        return File(response, new CalendarFile(CalendarMethods.Publish, clock.GetCurrentInstant(), new CalendarEntry(
            CalendarEntry.UidOf(candidacyId, "oral-test"), found.Version, slot.PreparationAt, slot.EndsAt, $"{found.SelectionCode}: {Texts.Of("calendar-oral-test")}",
            Say("calendar-oral-test-hours", slot.PreparationAt, slot.HearingAt, slot.EndsAt), slot.Place)));
    }

    private static async Task<Results<FileContentHttpResult, Problem>> CommitteeDaysAsync(
        Guid vacancyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(
            v => v.VacancyId == vacancyId && db.Members.Any(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null), ct);
        if (vacancy is null) return Problem.NotFound();
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        if (roster.IsRecused(caller.Subject)) return Problem.Forbidden("R41", "recused");
        var slots = await db.Slots.AsNoTracking()
            .Where(s => s.VacancyId == vacancyId && s.CandidacyId != null
                && db.Declarations.Any(d => d.VacancyId == vacancyId && d.Subject == caller.Subject && d.CandidacyId == s.CandidacyId)
                && !db.Conflicts.Any(k => k.VacancyId == vacancyId && k.Subject == caller.Subject && k.CandidacyId == s.CandidacyId))
            .OrderBy(s => s.HearingAt).ToListAsync(ct);
        if (slots.Count == 0) return Problem.Refused("R45", "calendar-empty");

        var now = clock.GetCurrentInstant();
        // Hearings come and go: the newest download is the one that counts.
        var sequence = now.ToUnixTimeSeconds() / 60;
        return File(response, new CalendarFile(CalendarMethods.Publish, now, [.. slots.GroupBy(s => BrusselsTime.DateIn(s.HearingAt)).Select(day => new CalendarEntry(
            $"{vacancyId:N}-{LocalDatePattern.Iso.Format(day.Key)}-committee@selection", sequence, day.Min(s => s.HearingAt), day.Max(s => s.EndsAt),
            $"{vacancy.SelectionCode}: {Texts.Of("calendar-committee")}",
            string.Join('\n', day.Select(s => Say("calendar-hearing-hours", s.HearingAt, s.EndsAt))), string.Join(", ", day.Select(s => s.Place).Distinct())))]));
    }

    private static FileContentHttpResult File(HttpResponse response, CalendarFile calendar)
    {
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(calendar.ToBytes(), $"{CalendarFile.MediaType}; charset=utf-8", "selection.ics");
    }

    private static string Say(string code, params Instant[] times) => string.Format(
        CultureInfo.CurrentUICulture, Texts.Of(code), [.. times.Select(at => Hours.Format(at.InZone(BrusselsTime.Zone).TimeOfDay))]);
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Features;

/// <summary>What a plan is made from, read.</summary>
internal static class PlanningData
{
    private static readonly CandidacyState[] WithoutASlot = [CandidacyState.Reached, CandidacyState.Invited, CandidacyState.Rescheduling];

    public static async Task<PlanningTask> ReadAsync(OralTestDb db, Vacancy vacancy, PreviewPlan.Request request, IReadOnlyList<PlanningDay> days, CancellationToken ct)
    {
        var pause = Duration.FromMinutes(request.PauseMinutes);
        var within = new TimeRange(days.Min(day => day.Open.From) - pause, days.Max(day => day.Open.To) + pause);
        string[] rooms = [.. request.Rooms.Select(room => room.Trim()).Distinct()];
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        var taken = await db.Slots.AsNoTracking()
            .Where(s => (s.VacancyId == vacancy.VacancyId || rooms.Contains(s.Place)) && s.PreparationAt < within.To && s.EndsAt > within.From
                && !db.Vacancies.Any(v => v.VacancyId == s.VacancyId && v.Cancelled))
            .Select(s => new { s.VacancyId, s.Place, s.PreparationAt, s.HearingAt, s.EndsAt }).ToListAsync(ct);
        var candidates = await (
            from c in db.Candidacies.AsNoTracking()
            where c.VacancyId == vacancy.VacancyId && WithoutASlot.Contains(c.State)
            join w in db.Wishes on c.CandidacyId equals w.CandidacyId into wishes
            from w in wishes.DefaultIfEmpty()
            orderby c.CandidacyId
            select new { c.CandidacyId, c.Measures, Unwanted = w.Days }).ToListAsync(ct);
        return new PlanningTask(
            days, rooms, new SlotLengths(Duration.FromMinutes(request.PreparationMinutes), Duration.FromMinutes(request.HearingMinutes), request.ExtraTimeOn), pause,
            await db.MembersAsync(vacancy.VacancyId, roster, within, ct),
            [
                .. candidates.Select(c => new PlanningCandidate(
                    c.CandidacyId, ExtraTime.Of(c.Measures),
                    roster.Members.Where(m => roster.IsRecusedFrom(m.Subject, c.CandidacyId)).Select(m => m.Subject).ToHashSet(),
                    (c.Unwanted ?? []).ToHashSet())),
                .. Enumerable.Repeat(new PlanningCandidate(null, ExtraTime.None, new HashSet<string>(), new HashSet<LocalDate>()), request.More),
            ],
            [.. taken.Where(s => rooms.Contains(s.Place)).Select(s => new TakenRoom(s.Place, new TimeRange(s.PreparationAt, s.EndsAt + pause)))],
            [.. taken.Where(s => s.VacancyId == vacancy.VacancyId).Select(s => new TimeRange(s.HearingAt, s.EndsAt + pause))]);
    }
}

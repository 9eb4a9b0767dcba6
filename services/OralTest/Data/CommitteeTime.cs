using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>When the members of a committee can come (R41, R42): what they said, and what they sit in elsewhere.</summary>
internal static class CommitteeTime
{
    /// <summary>The members of a committee who are not recused from the whole procedure, as planning sees them.</summary>
    public static async Task<IReadOnlyList<PlanningMember>> MembersAsync(this OralTestDb db, Guid vacancyId, Roster roster, TimeRange within, CancellationToken ct)
    {
        var members = roster.NotRecused();
        if (members.Count == 0) return [];
        var said = await db.Availabilities.AsNoTracking().Where(a => a.VacancyId == vacancyId).ToDictionaryAsync(a => a.Subject, ct);
        var elsewhere = await db.ElsewhereAsync(vacancyId, [.. members.Select(m => m.Subject)], within, ct);
        return
        [
            .. members.Select(m => new PlanningMember(
                m.Subject, m.Seat.IsChair, said.TryGetValue(m.Subject, out var row) ? new Availability(row.Entries) : Availability.Always, [.. elsewhere[m.Subject]])),
        ];
    }

    /// <summary>
    /// When people sit, or may have to sit, in the hearings of other committees: slots that are offered count also while nobody
    /// has chosen them. Who is recused there does not sit there.
    /// </summary>
    public static async Task<ILookup<string, TimeRange>> ElsewhereAsync(this OralTestDb db, Guid vacancyId, string[] subjects, TimeRange within, CancellationToken ct)
    {
        var sittings = await (
            from s in db.Slots.AsNoTracking()
            where s.VacancyId != vacancyId && s.HearingAt < within.To && s.EndsAt > within.From
            join v in db.Vacancies on s.VacancyId equals v.VacancyId
            where !v.Cancelled
            join m in db.Members on s.VacancyId equals m.VacancyId
            where m.LeftAt == null && subjects.Contains(m.Subject)
            select new { s.VacancyId, s.CandidacyId, s.HearingAt, s.EndsAt, m.Subject, v.CommitteeRule }).ToListAsync(ct);
        if (sittings.Count == 0) return Enumerable.Empty<string>().ToLookup(subject => subject, _ => default(TimeRange));
        var vacancies = sittings.Select(s => s.VacancyId).Distinct().ToArray();
        var conflicts = (await db.Conflicts.AsNoTracking().Where(c => vacancies.Contains(c.VacancyId) && subjects.Contains(c.Subject))
            .Select(c => new { c.VacancyId, c.Subject, c.CandidacyId }).ToListAsync(ct)).ToLookup(c => (c.VacancyId, c.Subject), c => c.CandidacyId);
        return sittings
            .Where(s => !conflicts[(s.VacancyId, s.Subject)].Any(with => with is null || with == s.CandidacyId || s.CommitteeRule.Recusal == RecusalScope.WholeProcedure))
            .ToLookup(s => s.Subject, s => new TimeRange(s.HearingAt, s.EndsAt));
    }
}

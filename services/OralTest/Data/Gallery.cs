using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Data;

/// <summary>
/// What officers and auditors may look at from outside, and the committee's members beside them, who have their
/// <see cref="Bench"/>: a hearing's course, what is missing, the minutes; never a sheet.
/// </summary>
internal sealed record Gallery(Vacancy Vacancy, Roster Roster, Candidacy Candidacy, Hearing? Hearing, Bench? Bench)
{
    /// <summary>The hearing that counts and what is around it, or why the caller does not see it.</summary>
    public static async Task<(Gallery? Seen, Problem? Refusal)> TakeAsync(OralTestDb db, Guid candidacyId, Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Roles.SelectionOfficer) && !caller.Is(Roles.Auditor))
        {
            var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Reading, ct);
            if (bench is null || bench.Candidacy.State == CandidacyState.Expected) return (null, Problem.NotFound());
            return bench.MemberRefusal() is { } refusal
                ? (null, refusal)
                : (new Gallery(bench.Vacancy, bench.Roster, bench.Candidacy, bench.Hearing, bench), null);
        }

        var found = await (
            from c in db.Candidacies
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            where c.CandidacyId == candidacyId && c.State != CandidacyState.Expected
            select new { Candidacy = c, Vacancy = v }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return (null, Problem.NotFound());
        var hearing = await db.Hearings.AsNoTracking().SingleOrDefaultAsync(
            h => h.CandidacyId == candidacyId && (h.State == HearingState.Open || h.State == HearingState.Closed || h.State == HearingState.Judged), ct);
        return (new Gallery(found.Vacancy, await Bench.RosterAsync(db, found.Vacancy, ct), found.Candidacy, hearing, null), null);
    }

    /// <summary>
    /// Whether the caller may see what the committee has arrived at: everybody here once it is judged; before, whoever chairs
    /// and who has submitted their own sheet, so that nobody learns from it what the others gave (R43).
    /// </summary>
    public async Task<bool> MaySeeResultsAsync(OralTestDb db, CancellationToken ct) => Hearing is { } hearing
        && (hearing.State == HearingState.Judged
            || (Bench is { } bench && (bench.Chairs
                || await db.Sheets.AnyAsync(s => s.HearingId == hearing.HearingId && s.Subject == bench.Self.Subject && s.SubmittedAt != null, ct))));
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.OralTest.Features;

/// <summary>R41: the committees the caller sits on, with what waits for them.</summary>
internal static class ListOwnCommittees
{
    /// <param name="Recused">Whether the caller takes no part in the procedure any more.</param>
    /// <param name="Undeclared">About how many candidates the caller has still to declare.</param>
    /// <param name="NextHearingAt">The next hearing the caller sits in; null where none is planned, or declarations are missing.</param>
    public sealed record Item(Guid VacancyId, string SelectionCode, LocalizedText? Title, bool Cancelled, bool IsChair, bool Recused, int Undeclared, Instant? NextHearingAt)
    {
        public static Item Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
            false, false, false, 3, Instant.FromUtc(2025, 12, 11, 10, 0));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/committees", HandleAsync)
        .WithSummary("The committees the caller sits on.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Ok<Page<Item>>> HandleAsync([AsParameters] Paging paging, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        var own = from m in db.Members.AsNoTracking() where m.Subject == caller.Subject && m.LeftAt == null join v in db.Vacancies on m.VacancyId equals v.VacancyId select new { Member = m, Vacancy = v };
        var total = await own.CountAsync(ct);
        var (now, candidacies) = (clock.GetCurrentInstant(), db.ToDeclareAbout());
        var rows = await own.OrderBy(r => r.Vacancy.SelectionCode).ThenBy(r => r.Vacancy.VacancyId).Skip(paging.Skip).Take(paging.Size).Select(r => new
        {
            r.Vacancy,
            r.Member.IsChair,
            Conflicts = db.Conflicts.Where(k => k.VacancyId == r.Vacancy.VacancyId && k.Subject == caller.Subject).Select(k => k.CandidacyId).ToList(),
            Undeclared = candidacies.Count(c => c.VacancyId == r.Vacancy.VacancyId
                && !db.Declarations.Any(d => d.VacancyId == c.VacancyId && d.Subject == caller.Subject && d.CandidacyId == c.CandidacyId)
                && !db.Conflicts.Any(k => k.VacancyId == c.VacancyId && k.Subject == caller.Subject && k.CandidacyId == c.CandidacyId)),
            NextHearingAt = db.Slots.Where(s => s.VacancyId == r.Vacancy.VacancyId && s.CandidacyId != null && s.EndsAt > now
                && db.Declarations.Any(d => d.VacancyId == s.VacancyId && d.Subject == caller.Subject && d.CandidacyId == s.CandidacyId && !d.Conflict)
                && !db.Conflicts.Any(k => k.VacancyId == s.VacancyId && k.Subject == caller.Subject && k.CandidacyId == s.CandidacyId)).Min(s => (Instant?)s.HearingAt),
        }).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Select(r =>
            {
                var roster = new Roster(r.Vacancy.CommitteeRule.Recusal, [], [.. r.Conflicts.Select(with => new Domain.Conflict(caller.Subject, with))]);
                var recused = roster.IsRecused(caller.Subject);
                return new Item(
                    r.Vacancy.VacancyId, r.Vacancy.SelectionCode, r.Vacancy.Title, r.Vacancy.Cancelled, r.IsChair, recused,
                    recused || r.Vacancy.Cancelled ? 0 : r.Undeclared, recused || r.Vacancy.Cancelled ? null : r.NextHearingAt);
            })],
            total, paging.Number, paging.Size));
    }
}

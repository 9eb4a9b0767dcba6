using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>
/// R46: what the committee compares: diplomas and merits of the suitable candidates side by side, as they were lodged; the
/// highest total first, so that equal ones stand together. A member does not see those they are recused from, nor those about
/// whom they have not declared yet (R41).
/// </summary>
internal static class ReadMerits
{
    /// <param name="Place">The place given so far; equal merits share one.</param>
    /// <param name="ClosingDate">Merits count until then; null, and the lists empty, while the dossier has not been heard of.</param>
    /// <param name="Management">What the management experience counts, as the candidate states it.</param>
    /// <param name="Useful">What the useful professional experience counts, as the candidate states it.</param>
    public sealed record Item(
        Guid CandidacyId, string? FirstName, string? LastName, decimal TotalPercent, int? Place, string? Reason, LocalDate? ClosingDate,
        IReadOnlyList<MeritDiploma> Diplomas, IReadOnlyList<MeritExperience> Experiences, CountedYears? Management, CountedYears? Useful)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", 72.5m, 1, "Meer ervaring met het leiden van een federale instelling.", new LocalDate(2025, 10, 22),
            [new MeritDiploma(Contracts.Dossiers.DiplomaLevel.Master, "Master in de rechten", "KU Leuven", 2005, false)],
            [new MeritExperience(Contracts.Dossiers.ExperienceKind.Management, "Directeur", "FOD Financiën", new LocalDate(2015, 1, 1), new LocalDate(2025, 10, 22))],
            new CountedYears(10, 295), new CountedYears(0, 0));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/merits", HandleAsync)
        .WithSummary("Diplomas and merits of the suitable candidates side by side, the highest total first; ?total=72.50 shows those of one total.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync(
        Guid vacancyId, decimal? total, [AsParameters] Paging paging, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(
            v => v.VacancyId == vacancyId && db.Members.Any(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null), ct);
        if (vacancy is null) return Problem.NotFound();
        if (vacancy.Cancelled) return Problem.Refused("R40", "vacancy-cancelled");
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        if (roster.IsRecused(caller.Subject)) return Problem.Forbidden("R41", "recused");

        var suitable = await (
            from h in db.Hearings
            join c in db.Candidacies on h.CandidacyId equals c.CandidacyId
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            join m in db.Merits on c.CandidacyId equals m.CandidacyId into merits
            from m in merits.DefaultIfEmpty()
            where h.VacancyId == vacancyId && h.State == HearingState.Judged && h.Suitable == true && c.State == CandidacyState.Judged
                && (total == null || h.TotalPercent == total)
                && db.Declarations.Any(d => d.VacancyId == vacancyId && d.Subject == caller.Subject && d.CandidacyId == c.CandidacyId)
            orderby h.TotalPercent descending, p.LastName, p.FirstName, c.CandidacyId
            select new { Candidacy = c, Hearing = h, p.FirstName, p.LastName, Merits = m }).AsNoTracking().ToListAsync(ct);
        // A handful of candidates: each is one for whom the member may sit on the bench.
        var self = roster.Find(caller.Subject)!;
        var seen = suitable.Where(s => new Bench(vacancy, roster, self, s.Candidacy, s.Hearing).MemberRefusal() is null).ToList();
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Page<Item>(
            [.. seen.Skip(paging.Skip).Take(paging.Size).Select(s => new Item(
                s.Candidacy.CandidacyId, s.FirstName, s.LastName, s.Hearing.TotalPercent!.Value, s.Candidacy.MeritPlace, s.Candidacy.MeritReason,
                s.Merits?.ClosingDate, s.Merits?.Diplomas ?? [], s.Merits?.Experiences ?? [], s.Merits?.Management, s.Merits?.Useful))],
            seen.Count, paging.Number, paging.Size));
    }
}

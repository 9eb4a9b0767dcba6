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
/// R42: the hearings of a committee in order of time, planned and held, for its members; without those they are recused from, and
/// those of candidates they have not declared about (R41).
/// </summary>
internal static class ListHearings
{
    /// <summary>A page of hearings.</summary>
    /// <param name="Items">The hearings.</param>
    /// <param name="Total">How many there are in all.</param>
    /// <param name="Page">Which page, from 1.</param>
    /// <param name="PageSize">How many fit on one.</param>
    /// <param name="Undeclared">About how many candidates the caller has still to declare: their hearings are not among these.</param>
    public sealed record Response(IReadOnlyList<Item> Items, int Total, int Page, int PageSize, int Undeclared)
    {
        public static Response Example => new([Item.Example], 1, 1, 50, 0);
    }

    /// <param name="Hearing">How far the hearing is; null while it is only planned.</param>
    public sealed record Item(
        Guid CandidacyId, string? FirstName, string? LastName, Instant HearingAt, Instant EndsAt, string Place, CandidacyState State, HearingState? Hearing)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3", CandidacyState.Planned, HearingState.Open);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/hearings", HandleAsync)
        .WithSummary("The hearings of a vacancy.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, [AsParameters] Paging paging, Caller caller, OralTestDb db, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(
            v => v.VacancyId == vacancyId && db.Members.Any(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null), ct);
        if (vacancy is null) return Problem.NotFound();
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        if (roster.IsRecused(caller.Subject)) return Problem.Forbidden("R41", "recused");

        var candidacies = db.Candidacies.Where(c => c.VacancyId == vacancyId
            && db.Declarations.Any(d => d.VacancyId == vacancyId && d.Subject == caller.Subject && d.CandidacyId == c.CandidacyId)
            && !db.Conflicts.Any(k => k.VacancyId == vacancyId && k.Subject == caller.Subject && k.CandidacyId == c.CandidacyId));
        var rows =
            from c in candidacies
            join s in db.Slots on c.CandidacyId equals s.CandidacyId
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            join h in db.Hearings.Where(h => h.State == HearingState.Open || h.State == HearingState.Closed || h.State == HearingState.Judged)
                on c.CandidacyId equals h.CandidacyId into hearings
            from h in hearings.DefaultIfEmpty()
            orderby s.HearingAt, c.CandidacyId
            select new Item(c.CandidacyId, p.FirstName, p.LastName, s.HearingAt, s.EndsAt, s.Place, c.State, (HearingState?)h.State);
        var total = await rows.CountAsync(ct);
        var items = await rows.AsNoTracking().Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var undeclared = (await db.UndeclaredAsync(vacancyId, ct)).GetValueOrDefault(caller.Subject);
        return TypedResults.Ok(new Response(items, total, paging.Number, paging.Size, undeclared));
    }
}

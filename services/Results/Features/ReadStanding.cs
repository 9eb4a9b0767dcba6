using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>The list as it would be now: groups, ranks, and what is missing before it can be proposed (R46).</summary>
internal static class ReadStanding
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/list", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Groups and ranks as they are now, what is missing, and the newest proposal. In the order of the list; filter by group.");

    /// <summary>A page of the list; <c>Missing</c> names the first of what is missing, <c>MissingCount</c> counts all of it.</summary>
    internal sealed record StandingPage(
        Guid VacancyId, int RuleVersion, ListSummary? Proposal, int Suitable, int NotSuitable, IReadOnlyList<MissingPart> Missing, int MissingCount,
        IReadOnlyList<ListedCandidate> Items, int Total, int Page, int PageSize)
    {
        public static StandingPage Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 1, ListSummary.Example, 3, 2, [], 0, [ListedCandidate.Example], 5, 1, 50);
    }

    private static async Task<Results<Ok<StandingPage>, Problem>> HandleAsync(
        Guid vacancyId, FinalGroup? group, [AsParameters] Paging paging, ResultsDb db, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();

        var standing = await db.StandingAsync(vacancyId, vacancy.Procedure(), ct);
        var newest = await db.Lists.AsNoTracking().Where(l => l.VacancyId == vacancyId).OrderByDescending(l => l.Version).FirstOrDefaultAsync(ct);
        var wanted = group is { } only ? [.. standing.Placings.Where(p => p.Group == only)] : standing.Placings;
        var items = await PageAsync(db, [.. wanted.Skip(paging.Skip).Take(paging.Size)], ct);
        var suitable = standing.Placings.Count(p => p.Group is FinalGroup.Suitable);
        return TypedResults.Ok(new StandingPage(
            vacancyId, vacancy.RuleVersion, newest is null ? null : ListSummary.Of(newest), suitable, standing.Placings.Count - suitable,
            [.. standing.Lacks.Select(MissingPart.Of)], standing.LackCount, items, wanted.Count, paging.Number, paging.Size));
    }

    private static async Task<List<ListedCandidate>> PageAsync(ResultsDb db, Placing[] placings, CancellationToken ct)
    {
        var ids = placings.Select(p => p.CandidacyId).ToArray();
        var rows = await (
            from c in db.Candidacies.AsNoTracking()
            where ids.Contains(c.CandidacyId)
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            select new { Candidacy = c, Person = p }).ToDictionaryAsync(r => r.Candidacy.CandidacyId, ct);
        return [.. placings.Where(p => rows.ContainsKey(p.CandidacyId)).Select(placing =>
        {
            var (c, person) = (rows[placing.CandidacyId].Candidacy, rows[placing.CandidacyId].Person);
            return new ListedCandidate(
                c.CandidacyId, c.PersonId, person?.FirstName, person?.LastName, placing.Group, placing.Rank,
                c.TotalPercent ?? 0, c.MeritPlace, c.OpenReservation(), c.Motivation);
        })];
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>The list as it would be now: groups, ranks, what is missing before it can be proposed (R46), and in what it differs from a published one.</summary>
internal static class ReadStanding
{
    /// <summary>How many differences are named.</summary>
    private const int NamedDifferences = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/list", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Groups and ranks as they are now, what is missing, the newest proposal, and in what a published list differs. In the order of the list; filter by group.");

    /// <summary>
    /// A page of the list; <c>Missing</c> names the first of what is missing, <c>MissingCount</c> counts all of it. <c>Published</c>
    /// is the list that is public; <c>Differences</c> names the first of what changed since, and it stands until it is corrected.
    /// </summary>
    internal sealed record StandingPage(
        Guid VacancyId, int RuleVersion, ListSummary? Proposal, int Suitable, int NotSuitable, IReadOnlyList<MissingPart> Missing, int MissingCount,
        IReadOnlyList<ListedCandidate> Items, int Total, int Page, int PageSize,
        ListSummary? Published, IReadOnlyList<DifferingCandidate> Differences, int DifferenceCount)
    {
        public static StandingPage Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 1, ListSummary.Example, 3, 2, [], 0, [ListedCandidate.Example], 5, 1, 50, null, [], 0);
    }

    private static async Task<Results<Ok<StandingPage>, Problem>> HandleAsync(
        Guid vacancyId, FinalGroup? group, [AsParameters] Paging paging, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();

        var procedure = vacancy.Procedure();
        var standing = await db.StandingAsync(vacancyId, procedure, LackWindow.First, ct);
        var newest = await db.Lists.AsNoTracking().Where(l => l.VacancyId == vacancyId).OrderByDescending(l => l.Version).FirstOrDefaultAsync(ct);
        var published = newest is null ? null : await db.PublicListAsync(vacancyId, clock.GetCurrentInstant(), ct);
        var differences = published is null ? [] : await DifferencesAsync(db, published, standing, ct);
        var wanted = group is { } only ? [.. standing.Placings.Where(p => p.Group == only)] : standing.Placings;
        var items = await PageAsync(db, [.. wanted.Skip(paging.Skip).Take(paging.Size)], ct);
        return TypedResults.Ok(new StandingPage(
            vacancyId, vacancy.RuleVersion, newest is null ? null : ListSummary.Of(newest), standing.Suitable, standing.Placings.Count - standing.Suitable,
            await MissingPart.OfAsync(db, standing.Lacks, procedure, ct), standing.LackCount, items, wanted.Count, paging.Number, paging.Size,
            published is null ? null : ListSummary.Of(published), await DifferingCandidate.OfAsync(db, [.. differences.Take(NamedDifferences)], ct), differences.Count));
    }

    /// <summary>What of the published list's results and reasons still holds is compared in the database, which has both.</summary>
    private static async Task<IReadOnlyList<Difference>> DifferencesAsync(ResultsDb db, ResultList published, Standing standing, CancellationToken ct)
    {
        var listed = await db.Database.SqlQuery<ListedRow>(
            $"""
            select e.candidacy_id, e."group", e.rank,
                coalesce(e.total_percent = c.total_percent and e.results = c.results and coalesce(e.act ->> 'committee', c.motivation) = c.motivation, false) as same_judgement
            from list_entries e join candidacies c using (candidacy_id) where e.list_id = {published.ListId}
            """).ToListAsync(ct);
        return [.. Differences.Of(standing.Placings, listed.Select(l => new ListedPlacing(l.CandidacyId, Enum.Parse<FinalGroup>(l.Group), l.Rank, l.SameJudgement)))];
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

    private sealed record ListedRow(Guid CandidacyId, string Group, int? Rank, bool SameJudgement);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Search;

namespace Selection.Screening.Features;

/// <summary>The officers' list of cases, with how many there are in each group.</summary>
internal static class ListCases
{
    private const int LongestText = 200;
    private const int MostWords = 10;

    private static readonly string[] Sorts = ["lodgedAt", "name", "proposal", "state", "decidedAt", "claimedUntil"];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", ListAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor)
            .WithSummary("Cases, filtered, sorted and paged, with the counts of every group; sort=lodgedAt|name|proposal|state|decidedAt|claimedUntil, with - for descending.");
        api.MapPost("/cases/search", SearchAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor)
            .WithSummary("The same list, of the cases a text is found in: parts of a name, or the id of a candidacy or a person.");
    }

    /// <summary>What is looked for: in the body, since addresses are logged.</summary>
    /// <param name="Text">Words that are all part of the name, accents and case aside; or an id.</param>
    internal sealed record CaseSearch(string Text)
    {
        public static CaseSearch Example => new("Peeters");
    }

    internal sealed record CaseItem(
        Guid CandidacyId,
        Guid VacancyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        CaseState State,
        Outcome? Proposal,
        Reservation ProposedReservation,
        Outcome? Outcome,
        Reservation OpenReservation,
        bool Undisputed,
        IReadOnlyList<CaseFlag> Flags,
        ClaimAnswer? Claim,
        Instant? LodgedAt,
        Instant? DecidedAt,
        long Version)
    {
        public static CaseItem Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", CaseState.Open, Domain.Outcome.Admit, Reservation.None, null, Reservation.None,
            true, [], null, Instant.FromUtc(2025, 10, 22, 22, 0), null, 1);
    }

    /// <summary>A page of cases, and the groups they fall into.</summary>
    internal sealed record CaseList(IReadOnlyList<CaseItem> Items, int Total, int Page, int PageSize, CaseFacets Facets)
    {
        public static CaseList Example => new([CaseItem.Example], 1, 1, 50, CaseFacets.Example);
    }

    private static Task<Results<Ok<CaseList>, Problem>> ListAsync(
        [AsParameters] CaseFilter filter, string? sort, [AsParameters] Paging paging, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct) =>
        AnswerAsync(db.Cases, filter, sort, paging, caller, db, clock.GetCurrentInstant(), ct);

    private static async Task<Results<Ok<CaseList>, Problem>> SearchAsync(
        CaseSearch search, [AsParameters] CaseFilter filter, string? sort, [AsParameters] Paging paging, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        if (WrittenReason.ProblemOf([.. WrittenText.Faults("text", search.Text, LongestText)]) is { } invalid) return invalid;
        return await AnswerAsync(Found(db, search.Text.Trim()), filter, sort, paging, caller, db, clock.GetCurrentInstant(), ct);
    }

    private static IQueryable<Case> Found(ScreeningDb db, string text)
    {
        if (Guid.TryParse(text, out var id)) return db.Cases.Where(c => c.CandidacyId == id || c.PersonId == id);
        var persons = db.Persons.AsQueryable();
        foreach (var word in Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            persons = persons.Where(p => p.SearchName.Contains(word));
        return db.Cases.Where(c => persons.Any(p => p.PersonId == c.PersonId));
    }

    private static async Task<Results<Ok<CaseList>, Problem>> AnswerAsync(
        IQueryable<Case> cases, CaseFilter filter, string? sort, Paging paging, Caller caller, ScreeningDb db, Instant now, CancellationToken ct)
    {
        sort ??= "lodgedAt";
        var faults = filter.Faults().ToList();
        if (!Sorts.Contains(sort.TrimStart('-'))) faults.Add(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        if (faults.Count > 0) return Problem.Invalid(faults);

        var within = filter.Within(cases.AsNoTracking());
        var (facets, total) = await CaseFacets.CountAsync(within, filter, caller.Subject, now, ct);
        var rows = await Sorted(filter.Narrow(within, caller.Subject, now), db, sort).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new CaseList([.. rows.Select(row => CaseItemOf(row, caller, now))], total, paging.Number, paging.Size, facets));
    }

    private sealed record Row(
        Guid CandidacyId, Guid VacancyId, Guid PersonId, string? FirstName, string? LastName, CaseState State, Outcome? ProposedOutcome,
        Reservation ProposedReservation, Outcome? Outcome, Reservation Reservation, Reservation Lifted, bool Undisputed, CaseFlag[] Flags,
        string? ClaimedBy, Instant? ClaimedUntil, Instant? LodgedAt, Instant? DecidedAt, long Version);

    private static IQueryable<Row> Sorted(IQueryable<Case> cases, ScreeningDb db, string sort)
    {
        var rows = cases.LeftJoin(db.Persons, c => c.PersonId, p => p.PersonId, (c, p) => new { Case = c, Person = p });
        var ordered = sort switch
        {
            "name" => rows.OrderBy(r => EF.Functions.Collate(r.Person!.LastName, "und-x-icu")).ThenBy(r => EF.Functions.Collate(r.Person!.FirstName, "und-x-icu")),
            "-name" => rows.OrderByDescending(r => EF.Functions.Collate(r.Person!.LastName, "und-x-icu")).ThenByDescending(r => EF.Functions.Collate(r.Person!.FirstName, "und-x-icu")),
            "proposal" => rows.OrderBy(r => r.Case.ProposedOutcome),
            "-proposal" => rows.OrderByDescending(r => r.Case.ProposedOutcome),
            "state" => rows.OrderBy(r => r.Case.State),
            "-state" => rows.OrderByDescending(r => r.Case.State),
            "decidedAt" => rows.OrderBy(r => r.Case.DecidedAt),
            "-decidedAt" => rows.OrderByDescending(r => r.Case.DecidedAt),
            "claimedUntil" => rows.OrderBy(r => r.Case.ClaimedUntil),
            "-claimedUntil" => rows.OrderByDescending(r => r.Case.ClaimedUntil),
            "-lodgedAt" => rows.OrderByDescending(r => r.Case.LodgedAt),
            _ => rows.OrderBy(r => r.Case.LodgedAt),
        };
        return ordered.ThenBy(r => r.Case.CandidacyId).Select(r => new Row(
            r.Case.CandidacyId, r.Case.VacancyId, r.Case.PersonId, r.Person!.FirstName, r.Person!.LastName, r.Case.State, r.Case.ProposedOutcome,
            r.Case.ProposedReservation, r.Case.Outcome, r.Case.Reservation, r.Case.Lifted, r.Case.Undisputed, r.Case.Flags,
            r.Case.ClaimedBy, r.Case.ClaimedUntil, r.Case.LodgedAt, r.Case.DecidedAt, r.Case.Version));
    }

    private static CaseItem CaseItemOf(Row row, Caller caller, Instant now) => new(
        row.CandidacyId, row.VacancyId, row.PersonId, row.FirstName, row.LastName, row.State, row.ProposedOutcome, row.ProposedReservation,
        row.Outcome, row.Reservation & ~row.Lifted, row.Undisputed, row.Flags,
        row.ClaimedBy is null ? null : ClaimAnswer.Of(new Claim(row.ClaimedBy, row.ClaimedUntil!.Value), caller.Subject, now), row.LodgedAt, row.DecidedAt, row.Version);
}

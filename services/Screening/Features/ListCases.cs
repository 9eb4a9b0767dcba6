using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>The officers' list of cases.</summary>
internal static class ListCases
{
    private static readonly string[] Sorts = ["lodgedAt", "name", "proposal", "state", "decidedAt"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/cases", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("Cases, filtered by vacancy, state, proposal, outcome and open reservation; sort=lodgedAt|name|proposal|state|decidedAt, with - for descending.");

    internal sealed record Filter(
        Guid? VacancyId, CaseState? State, Outcome? Proposal, Outcome? Outcome, bool? UnderReservation, Guid? PersonId, string? Sort);

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
        Instant? LodgedAt,
        Instant? DecidedAt,
        long Version)
    {
        public static CaseItem Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", CaseState.Open, Domain.Outcome.Admit, Reservation.None, null, Reservation.None,
            Instant.FromUtc(2025, 10, 22, 22, 0), null, 1);
    }

    private static async Task<Results<Ok<Page<CaseItem>>, Problem>> HandleAsync(
        [AsParameters] Filter filter, [AsParameters] Paging paging, ScreeningDb db, CancellationToken ct)
    {
        var sort = filter.Sort ?? "lodgedAt";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));

        // A withdrawal that overtook its lodging is no case yet.
        var cases = db.Cases.AsNoTracking().Where(c => c.LodgedVersion > 0);
        if (filter.VacancyId is { } vacancyId) cases = cases.Where(c => c.VacancyId == vacancyId);
        if (filter.State is { } state) cases = cases.Where(c => c.State == state);
        if (filter.Proposal is { } proposal) cases = cases.Where(c => c.ProposedOutcome == proposal);
        if (filter.Outcome is { } outcome) cases = cases.Where(c => c.Outcome == outcome);
        if (filter.PersonId is { } personId) cases = cases.Where(c => c.PersonId == personId);
        if (filter.UnderReservation is { } open) cases = cases.Where(c => (c.Reservation != c.Lifted) == open);

        var total = await cases.CountAsync(ct);
        var rows = await Sorted(cases, db, sort).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<CaseItem>([.. rows.Select(CaseItemOf)], total, paging.Number, paging.Size));
    }

    private sealed record Row(
        Guid CandidacyId, Guid VacancyId, Guid PersonId, string? FirstName, string? LastName, CaseState State, Outcome? ProposedOutcome,
        Reservation ProposedReservation, Outcome? Outcome, Reservation Reservation, Reservation Lifted, Instant? LodgedAt, Instant? DecidedAt, long Version);

    private static IQueryable<Row> Sorted(IQueryable<Case> cases, ScreeningDb db, string sort)
    {
        var rows = from c in cases
                   join p in db.Persons on c.PersonId equals p.PersonId into persons
                   from p in persons.DefaultIfEmpty()
                   select new { Case = c, Person = p };
        var ordered = sort switch
        {
            "name" => rows.OrderBy(r => r.Person!.LastName).ThenBy(r => r.Person!.FirstName),
            "-name" => rows.OrderByDescending(r => r.Person!.LastName).ThenByDescending(r => r.Person!.FirstName),
            "proposal" => rows.OrderBy(r => r.Case.ProposedOutcome),
            "-proposal" => rows.OrderByDescending(r => r.Case.ProposedOutcome),
            "state" => rows.OrderBy(r => r.Case.State),
            "-state" => rows.OrderByDescending(r => r.Case.State),
            "decidedAt" => rows.OrderBy(r => r.Case.DecidedAt),
            "-decidedAt" => rows.OrderByDescending(r => r.Case.DecidedAt),
            "-lodgedAt" => rows.OrderByDescending(r => r.Case.LodgedAt),
            _ => rows.OrderBy(r => r.Case.LodgedAt),
        };
        return ordered.ThenBy(r => r.Case.CandidacyId).Select(r => new Row(
            r.Case.CandidacyId, r.Case.VacancyId, r.Case.PersonId, r.Person!.FirstName, r.Person!.LastName, r.Case.State, r.Case.ProposedOutcome,
            r.Case.ProposedReservation, r.Case.Outcome, r.Case.Reservation, r.Case.Lifted, r.Case.LodgedAt, r.Case.DecidedAt, r.Case.Version));
    }

    private static CaseItem CaseItemOf(Row row) => new(
        row.CandidacyId, row.VacancyId, row.PersonId, row.FirstName, row.LastName, row.State, row.ProposedOutcome, row.ProposedReservation,
        row.Outcome, row.Reservation & ~row.Lifted, row.LodgedAt, row.DecidedAt, row.Version);
}

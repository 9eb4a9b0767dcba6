using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.ExemptionClaims;

/// <summary>The officers' list of claims (R33).</summary>
internal static class ListExemptionClaims
{
    private static readonly string[] Sorts = ["claimedAt", "session", "name", "state"];

    /// <param name="VacancyId">Of one vacancy.</param>
    /// <param name="State">In one state.</param>
    /// <param name="Ended">Those whose candidacy has ended; left out: those that go on.</param>
    /// <param name="Sort">claimedAt, session, name or state, with - for descending; claimedAt where it is left out.</param>
    internal sealed record Filter(Guid? VacancyId, ClaimState? State, bool? Ended, string? Sort);

    internal sealed record Item(
        Guid ClaimId,
        Guid CandidacyId,
        Guid VacancyId,
        string? SelectionCode,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        ClaimState State,
        string Function,
        string Service,
        LevelGroup LevelGroup,
        LocalDate From,
        LocalDate? Until,
        Standing CandidacyState,
        Instant? SessionStartsAt,
        Instant ClaimedAt,
        Instant? DecidedAt,
        long Version)
    {
        public static Item Example => new(
            new("0199d3c4-8e11-7b3f-a602-4c9d1e7f5b20"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"),
            "Jo", "Peeters", ClaimState.Open, "Directeur-generaal", "FOD Mobiliteit", LevelGroup.L2, new LocalDate(2022, 3, 1), null, Standing.ToBook, null,
            Instant.FromUtc(2025, 11, 3, 10, 15), null, 1);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/exemption-claims", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("Claims to an exemption by a function held, filtered by vacancy, state and ended; sort=claimedAt|session|name|state, with - for descending (R33).");

    private static async Task<IResult> HandleAsync([AsParameters] Filter filter, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var sort = filter.Sort ?? "claimedAt";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        var ended = filter.Ended ?? false;
        var claims = db.ExemptionClaims.AsNoTracking().Where(r => db.Candidacies.Any(c => c.CandidacyId == r.CandidacyId && (c.Standing == Standing.Ended) == ended));
        if (filter.VacancyId is { } vacancyId) claims = claims.Where(r => r.VacancyId == vacancyId);
        if (filter.State is { } state) claims = claims.Where(r => r.State == state);
        var rows = await Sorted(claims, db, sort).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. rows.Select(ItemOf)], await claims.CountAsync(ct), paging.Number, paging.Size));
    }

    private static Item ItemOf(Row row)
    {
        var claim = row.Claim;
        return new Item(
            claim.ClaimId, claim.CandidacyId, claim.VacancyId, row.SelectionCode, claim.PersonId, row.FirstName, row.LastName, claim.State, claim.Function, claim.Service,
            claim.LevelGroup, claim.From, claim.Until, row.Standing, row.SessionStartsAt, claim.ClaimedAt, claim.DecidedAt, claim.Version);
    }

    private sealed record Row(ExemptionClaimRow Claim, string? SelectionCode, string? FirstName, string? LastName, Standing Standing, Instant? SessionStartsAt);

    private static IQueryable<Row> Sorted(IQueryable<ExemptionClaimRow> claims, AssessmentDb db, string sort)
    {
        var rows =
            from r in claims
            join c in db.Candidacies on r.CandidacyId equals c.CandidacyId
            join p in db.Persons on r.PersonId equals p.PersonId
            select new
            {
                Claim = r,
                SelectionCode = db.Vacancies.Where(v => v.VacancyId == r.VacancyId).Select(v => v.SelectionCode).FirstOrDefault(),
                p.FirstName,
                p.LastName,
                c.Standing,
                SessionStartsAt = db.Bookings.Where(b => b.CandidacyId == r.CandidacyId && b.State == BookingState.Booked)
                    .Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => (Instant?)s.StartsAt).FirstOrDefault(),
            };
        var ordered = sort switch
        {
            "session" => rows.OrderBy(r => r.SessionStartsAt == null).ThenBy(r => r.SessionStartsAt),
            "-session" => rows.OrderBy(r => r.SessionStartsAt == null).ThenByDescending(r => r.SessionStartsAt),
            "name" => rows.OrderBy(r => r.LastName).ThenBy(r => r.FirstName),
            "-name" => rows.OrderByDescending(r => r.LastName).ThenByDescending(r => r.FirstName),
            "state" => rows.OrderBy(r => r.Claim.State),
            "-state" => rows.OrderByDescending(r => r.Claim.State),
            "-claimedAt" => rows.OrderByDescending(r => r.Claim.ClaimedAt),
            _ => rows.OrderBy(r => r.Claim.ClaimedAt),
        };
        return ordered.ThenBy(r => r.Claim.ClaimId).Select(r => new Row(r.Claim, r.SelectionCode, r.FirstName, r.LastName, r.Standing, r.SessionStartsAt));
    }
}

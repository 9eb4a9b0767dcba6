using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Measures;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>Who has reached the oral test. Members see names and nothing else, to declare conflicts of interest (R41).</summary>
internal static class ListCandidacies
{
    /// <summary>What officers see, measures (R39) in words; to members only the names.</summary>
    public sealed record Item(
        Guid CandidacyId, string? FirstName, string? LastName, Guid? PersonId, CandidacyState? State, Instant? HearingAt, IReadOnlyList<string>? Measures, int? MeritPlace)
    {
        public static Item Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), CandidacyState.Planned, Instant.FromUtc(2025, 12, 11, 10, 0), [], null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/candidacies", HandleAsync)
        .WithSummary("Where the candidacies of a vacancy stand in the oral test.")
        .RequireAuthorization(Policies.OfficerOrCommittee);

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync(
        Guid vacancyId, CandidacyState? state, [AsParameters] Paging paging, Caller caller, OralTestDb db, CancellationToken ct)
    {
        var isOfficer = caller.Is(Roles.SelectionOfficer);
        var mayLook = isOfficer
            ? await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)
            : await db.Members.AnyAsync(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null, ct);
        if (!mayLook) return Problem.NotFound();

        var reached = db.Candidacies.AsNoTracking().Where(c => c.VacancyId == vacancyId && c.State != CandidacyState.Expected);
        // A filter on what members may not see would show it.
        if (isOfficer && state is not null) reached = reached.Where(c => c.State == state);
        var total = await reached.CountAsync(ct);
        var rows = await (
            from c in reached
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            join s in db.Slots on c.CandidacyId equals s.CandidacyId into slots
            from s in slots.DefaultIfEmpty()
            orderby p.LastName, p.FirstName, c.CandidacyId
            select new { Candidacy = c, p.FirstName, p.LastName, HearingAt = (Instant?)s.HearingAt })
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Select(row => isOfficer
                ? new Item(row.Candidacy.CandidacyId, row.FirstName, row.LastName, row.Candidacy.PersonId, row.Candidacy.State, row.HearingAt,
                    MeasureWords.Of(row.Candidacy.Measures, CultureInfo.CurrentUICulture), row.Candidacy.MeritPlace)
                : new Item(row.Candidacy.CandidacyId, row.FirstName, row.LastName, null, null, null, null, null))],
            total, paging.Number, paging.Size));
    }
}

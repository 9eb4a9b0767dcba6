using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R45: all slots of a vacancy, with who has them, for officers.</summary>
internal static class ListSlots
{
    public sealed record Item(
        Guid SlotId, Guid RegistrationPeriodId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Guid? CandidacyId, string? FirstName, string? LastName)
    {
        public static Item Example => new(
            new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/slots", HandleAsync)
        .WithSummary("The slots of a vacancy, with who has taken them.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync(
        Guid vacancyId, bool? free, [AsParameters] Paging paging, OralTestDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var slots = db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancyId && (free == null || s.CandidacyId == null == free));
        var total = await slots.CountAsync(ct);
        var items = await (
            from s in slots
            join c in db.Candidacies on s.CandidacyId equals c.CandidacyId into candidacies
            from c in candidacies.DefaultIfEmpty()
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby s.PreparationAt, s.SlotId
            select new Item(s.SlotId, s.RegistrationPeriodId, s.PreparationAt, s.HearingAt, s.EndsAt, s.Place, s.CandidacyId, p.FirstName, p.LastName))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, total, paging.Number, paging.Size));
    }
}

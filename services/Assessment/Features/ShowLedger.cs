using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>A person's ledger, with what is in force on a day.</summary>
internal static class ShowLedger
{
    internal sealed record Item(
        Guid EntryId,
        LedgerKind Kind,
        LevelGroup LevelGroup,
        LocalDate From,
        LocalDate? Until,
        string Source,
        Guid? CandidacyId,
        Guid? Voids,
        Instant At,
        string By,
        bool InForce)
    {
        public static Item Example => new(
            new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88"), LedgerKind.EarlierPass, LevelGroup.L2, new LocalDate(2024, 3, 12), new LocalDate(2026, 3, 12), "ANG24007",
            null, null, Instant.FromUtc(2025, 9, 30, 9, 15), "officer1", true);
    }

    internal sealed record Response(Guid PersonId, LocalDate AsOf, IReadOnlyList<Item> Items)
    {
        public static Response Example => new(new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), new LocalDate(2025, 10, 22), [Item.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/ledger/{personId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A person's ledger: what exempts and what bars, and whether it is in force on a day (R31 to R34).");

    private static async Task<IResult> HandleAsync(Guid personId, string? asOf, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (!await db.Persons.AnyAsync(p => p.PersonId == personId, ct)) return Problem.NotFound();
        var day = BrusselsTime.DateIn(clock.GetCurrentInstant());
        if (asOf is not null && !LocalDatePattern.Iso.Parse(asOf).TryGetValue(default, out day)) return Problem.Invalid(new FieldError("asOf", "not-a-date"));
        var rows = await db.Ledger.AsNoTracking().Where(e => e.PersonId == personId).OrderBy(e => e.At).ThenBy(e => e.EntryId).ToListAsync(ct);
        var inForce = Ledger.InForce([.. rows.Select(r => r.Entry())]).Where(e => e.Covers(day)).Select(e => e.EntryId).ToHashSet();
        return TypedResults.Ok(new Response(personId, day, [.. rows.Select(r => new Item(
            r.EntryId, r.Kind, r.LevelGroup, r.From, r.Until, r.Source, r.CandidacyId, r.Voids, r.At, r.By, inForce.Contains(r.EntryId)))]));
    }
}

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

/// <summary>
/// A person's ledger: what is in force on a day, and what was known of it at a moment, so that it can be told what the ledger
/// said when a decision was taken.
/// </summary>
internal static class ShowLedger
{
    /// <param name="EntryId">Names the entry.</param>
    /// <param name="Kind">What it says.</param>
    /// <param name="LevelGroup">Of which level.</param>
    /// <param name="From">Its first day.</param>
    /// <param name="Until">The first day after.</param>
    /// <param name="Source">What proves it; of a voiding, why.</param>
    /// <param name="CandidacyId">The candidacy whose result it comes from.</param>
    /// <param name="Voids">The entry it takes back.</param>
    /// <param name="At">When it was made known.</param>
    /// <param name="By">Who entered it.</param>
    /// <param name="Voided">Whether it had been taken back at the moment asked for.</param>
    /// <param name="InForce">Whether it covers the day asked for, and had not been taken back.</param>
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
        bool Voided,
        bool InForce)
    {
        public static Item Example => new(
            new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88"), LedgerKind.EarlierPass, LevelGroup.L2, new LocalDate(2024, 3, 12), new LocalDate(2026, 3, 12), "ANG24007",
            null, null, Instant.FromUtc(2025, 9, 30, 9, 15), "officer1", false, true);
    }

    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name; null where it is not known here, or erased.</param>
    /// <param name="LastName">Their last name, likewise.</param>
    /// <param name="AsOf">The day in force on.</param>
    /// <param name="KnownAt">The moment until which entries and voidings count.</param>
    /// <param name="Items">The entries known by then.</param>
    internal sealed record Response(Guid PersonId, string? FirstName, string? LastName, LocalDate AsOf, Instant KnownAt, IReadOnlyList<Item> Items)
    {
        public static Response Example => new(new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", new LocalDate(2025, 10, 22), Instant.FromUtc(2025, 10, 23, 8, 0), [Item.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/ledger/{personId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A person's ledger: what exempts and what bars, whether it is in force on a day (asOf), as it was known at a moment (knownAt: a date to its end, a local time in Brussels or an instant) (R31 to R34).");

    private static async Task<IResult> HandleAsync(Guid personId, string? asOf, string? knownAt, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var now = clock.GetCurrentInstant();
        var day = BrusselsTime.DateIn(now);
        if (asOf is not null && !LocalDatePattern.Iso.Parse(asOf).TryGetValue(default, out day)) faults.Add(new FieldError("asOf", "not-a-date"));
        var known = ReadKnownAt(knownAt, now, faults);
        if (faults.Count > 0) return Problem.Invalid(faults);
        if (await db.Persons.Where(p => p.PersonId == personId).Select(p => new { p.FirstName, p.LastName }).SingleOrDefaultAsync(ct) is not { } person) return Problem.NotFound();

        var rows = await db.Ledger.AsNoTracking().Where(e => e.PersonId == personId && e.At <= known).OrderBy(e => e.At).ThenBy(e => e.EntryId).ToListAsync(ct);
        var standing = Ledger.InForce([.. rows.Select(r => r.Entry())]).ToDictionary(e => e.EntryId);
        return TypedResults.Ok(new Response(personId, person.FirstName, person.LastName, day, known, [.. rows.Select(r => new Item(
            r.EntryId, r.Kind, r.LevelGroup, r.From, r.Until, r.Source, r.CandidacyId, r.Voids, r.At, r.By,
            Voided: r.Kind != LedgerKind.Voiding && !standing.ContainsKey(r.EntryId), InForce: standing.TryGetValue(r.EntryId, out var entry) && entry.Covers(day)))]));
    }

    /// <summary>The moment until which something was known, inclusive: now where none is given; of a date its last one.</summary>
    internal static Instant ReadKnownAt(string? text, Instant now, List<FieldError> faults) => text is null ? now : TimeText.Read(text) switch
    {
        TimeReading.Moment moment => moment.Instant,
        _ => (faults.End("knownAt", text) ?? now) - Duration.Epsilon,
    };
}

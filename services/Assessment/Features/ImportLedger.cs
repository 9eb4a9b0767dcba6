using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer brings in what is known from before the system's time, or from outside: passes, functions held, development
/// periods (R31 to R33). All or nothing; every line that is wrong is named.
/// </summary>
internal static class ImportLedger
{
    private const int MaxEntries = 5_000;

    internal sealed record Request(IReadOnlyList<Line> Entries)
    {
        public static Request Example => new([Line.Example]);
    }

    /// <param name="PersonId">Whose.</param>
    /// <param name="Kind">EarlierPass, FunctionHeld or DevelopmentPeriod.</param>
    /// <param name="LevelGroup">Of the test or the function.</param>
    /// <param name="From">The test day, or the first day of the function.</param>
    /// <param name="Until">The first day after; left out: 2 years after a pass, 6 months after a fail, no end for a function.</param>
    /// <param name="Source">What proves it.</param>
    internal sealed record Line(Guid PersonId, LedgerKind Kind, LevelGroup LevelGroup, LocalDate From, LocalDate? Until, string Source)
    {
        public static Line Example => new(new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), LedgerKind.EarlierPass, LevelGroup.L2, new LocalDate(2024, 3, 12), new LocalDate(2026, 3, 12), "ANG24007");
    }

    internal sealed record Response(int Imported, IReadOnlyList<Guid> EntryIds)
    {
        public static Response Example => new(1, [new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88")]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/ledger/import", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>()
            .WithSummary("Imports earlier passes, functions held and development periods into the ledger.");

    private static async Task<IResult> HandleAsync(Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (request.Entries.Count is 0 or > MaxEntries) return Problem.Invalid(new FieldError("entries", "between", 1, MaxEntries));
        var persons = request.Entries.Select(e => e.PersonId).Distinct().ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var known = (await db.Persons.Where(p => persons.Contains(p.PersonId)).Select(p => p.PersonId).ToListAsync(ct)).ToHashSet();
        var files = await PersonFiles.LockAsync(db, known, [], ct);
        var now = clock.GetCurrentInstant();
        var errors = request.Entries.SelectMany((line, index) => Check(line, $"entries[{index}]", known, files, request.Entries.Take(index))).ToList();
        if (errors.Count > 0) return Problem.Invalid(errors);

        var entries = request.Entries.Select(line => files.Enter(new LedgerRow
        {
            EntryId = Guid.CreateVersion7(),
            PersonId = files.PersonOf(line.PersonId),
            Kind = line.Kind,
            LevelGroup = line.LevelGroup,
            From = line.From,
            Until = EndOf(line),
            Source = line.Source.Trim(),
            At = now,
            By = caller.Subject,
        }).EntryId).ToList();
        foreach (var person in persons) files.Reassess(person, now);
        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(entries.Count, entries));
    }

    private static IEnumerable<FieldError> Check(Line line, string path, HashSet<Guid> known, PersonFiles files, IEnumerable<Line> before)
    {
        if (!known.Contains(line.PersonId)) yield return new FieldError($"{path}.personId", "person-unknown");
        if (line.Kind == LedgerKind.Voiding) yield return new FieldError($"{path}.kind", "one-of", "EarlierPass, FunctionHeld, DevelopmentPeriod");
        if (line.From.Year is < 1950 or > 2200) yield return new FieldError($"{path}.from", "between", "1950-01-01", "2200-12-31");
        if (line.Until is { } until && until <= line.From) yield return new FieldError($"{path}.until", "until-order");
        if (string.IsNullOrWhiteSpace(line.Source)) yield return new FieldError($"{path}.source", "required");
        if (line.Source.Length > 300) yield return new FieldError($"{path}.source", "too-long", 300);
        var isThere = before.Any(b => b.PersonId == line.PersonId && b.Kind == line.Kind && b.LevelGroup == line.LevelGroup && b.From == line.From)
            || files.LedgerOf(line.PersonId).Any(e => e.Kind == line.Kind && e.LevelGroup == line.LevelGroup && e.From == line.From);
        if (isThere) yield return new FieldError(path, "entry-already-there");
    }

    private static LocalDate? EndOf(Line line)
    {
        var usual = new AssessmentRule();
        return line.Until ?? line.Kind switch
        {
            LedgerKind.EarlierPass => Ledger.EndOfExemption(line.From, usual.ExemptionYears),
            LedgerKind.DevelopmentPeriod => Ledger.EndOfDevelopment(line.From, usual.DevelopmentMonths),
            LedgerKind.FunctionHeld or LedgerKind.Voiding => null,
        };
    }
}

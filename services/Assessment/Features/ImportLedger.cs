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

    private static async Task<IResult> HandleAsync(Request request, Caller caller, AssessmentDb db, LedgerIntake intake, CancellationToken ct)
    {
        if (request.Entries.Count is 0 or > MaxEntries) return Problem.Invalid(new FieldError("entries", "between-counts", 1, MaxEntries));
        LedgerLine[] lines = [.. request.Entries.Select(e => new LedgerLine(e.PersonId, e.Kind, e.LevelGroup, e.From, e.Until, e.Source))];
        var faults = lines.SelectMany((line, i) => line.Faults().Select(fault => new LineFault(i, fault))).ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // What is wrong with some lines by themselves, and with others beside each other, is told at once.
        var (more, _, entryIds) = await intake.TakeAsync(lines, imports: faults.Count == 0, _ => new FieldError("", "entry-already-there"), caller, ct);
        faults.AddRange(more);
        if (faults.Count > 0) return Problem.Invalid(faults.OrderBy(f => f.Index).Select(f => f.Fault with { Field = $"entries[{f.Index}]{(f.Fault.Field.Length == 0 ? "" : "." + f.Fault.Field)}" }));
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(entryIds.Count, entryIds));
    }
}

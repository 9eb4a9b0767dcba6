using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// The ledger as a file of the shape that can be imported, streamed: what had been made known until a moment and not taken back
/// by then (R31 to R33), on request only what was in force on a day.
/// </summary>
internal static class ExportLedger
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/ledger/export", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType)
            .WithSummary("The ledger as CSV, in the shape of an import: what stands, or stood as known at a moment (knownAt), on request only what is in force on a day (asOf).");

    private static async Task<IResult> HandleAsync(string? knownAt, string? asOf, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var now = clock.GetCurrentInstant();
        var known = ShowLedger.ReadKnownAt(knownAt, now, faults);
        LocalDate? day = null;
        if (asOf is not null && LocalDatePattern.Iso.Parse(asOf) is var parsed) day = parsed.TryGetValue(default, out var date) ? date : Fault();
        if (faults.Count > 0) return Problem.Invalid(faults);

        await db.RecordManyAsync([new RecordEntry(caller.Subject, "ledger.exported", "ledger", Guid.CreateVersion7(), Details: new { knownAt = known, asOf = day })], now, ct);
        var entries = db.Ledger.AsNoTracking()
            .Where(e => e.Kind != LedgerKind.Voiding && e.At <= known && !db.Ledger.Any(v => v.Voids == e.EntryId && v.At <= known))
            .Where(e => day == null || (e.From <= day && (e.Until == null || day < e.Until)))
            .OrderBy(e => e.At).ThenBy(e => e.PersonId).ThenBy(e => e.From).ThenBy(e => e.EntryId);
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync(string.Join(',', LedgerFile.Columns));
            await foreach (var e in entries.AsAsyncEnumerable().WithCancellation(ct))
                await writer.WriteLineAsync(LedgerFile.Write(new LedgerLine(e.PersonId, e.Kind, e.LevelGroup, e.From, e.Until, e.Source)));
        }, $"{CsvText.MediaType}; charset=utf-8", "ledger.csv");

        LocalDate? Fault()
        {
            faults.Add(new FieldError("asOf", "not-a-date"));
            return null;
        }
    }
}

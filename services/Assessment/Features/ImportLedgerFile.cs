using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer imports a file into the ledger (R31 to R33): all or nothing, with a report on every line and on what it changes;
/// <c>dryRun=true</c> gives the same report and changes nothing.
/// </summary>
internal static class ImportLedgerFile
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <param name="Field">The column; empty where the line as a whole is wrong.</param>
    /// <param name="Code">For programs.</param>
    /// <param name="Text">For people.</param>
    internal sealed record Fault(string Field, string Code, string Text);

    /// <param name="Number">Its number in the file; the header is line 1.</param>
    /// <param name="Ok">Whether nothing is wrong with it.</param>
    /// <param name="Errors">Everything that is.</param>
    internal sealed record Line(int Number, bool Ok, IReadOnlyList<Fault> Errors)
    {
        public static Line Example => new(2, false, [new Fault("from", "not-a-date", "Write a date such as 2025-11-20.")]);
    }

    /// <param name="Imported">Whether the ledger has the lines now.</param>
    /// <param name="DryRun">Whether it was only asked what would happen.</param>
    /// <param name="LinesRead">How many lines the file has, empty ones and the header aside.</param>
    /// <param name="LinesWrong">With how many of them something is wrong.</param>
    /// <param name="Changes">What the import changes, or would; null where something is wrong.</param>
    /// <param name="Lines">Every line.</param>
    internal sealed record Report(bool Imported, bool DryRun, int LinesRead, int LinesWrong, LedgerChanges? Changes, IReadOnlyList<Line> Lines)
    {
        public static Report Example => new(true, false, 2, 0, new LedgerChanges(2, 2, 1, 1, 0), [new Line(2, true, []), new Line(3, true, [])]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/ledger/import/csv", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).DisableAntiforgery().Produces<Report>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .Accepts<IFormFile>(CsvText.MediaType, "multipart/form-data")
            .WithSummary("Imports a CSV file into the ledger, sent as text/csv or as the part 'file' of a form: person_id, kind, level_group, from, until, source; at most 50 000 lines. dryRun=true: only the report.");

    private static async Task<IResult> HandleAsync(HttpRequest request, bool? dryRun, Caller caller, AssessmentDb db, LedgerIntake intake, IClock clock, ProblemTexts texts, CancellationToken ct)
    {
        try
        {
            if (await ContentOfAsync(request, ct) is not { } content) return Problem.Of("ledger-file-expected", StatusCodes.Status415UnsupportedMediaType);
            var (lines, problem) = await LedgerFileReader.ReadAsync(content, ct);
            return problem ?? await ImportAsync(lines, dryRun ?? false, caller, db, intake, clock, texts, ct);
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }))
        {
            return Problem.Of("upload-cut-off", StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> ImportAsync(
        IReadOnlyList<FileLine> lines, bool dryRun, Caller caller, AssessmentDb db, LedgerIntake intake, IClock clock, ProblemTexts texts, CancellationToken ct)
    {
        var read = lines.Where(l => l.Line is not null).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (faults, changes, _) = await intake.TakeAsync(
            [.. read.Select(l => l.Line!)], imports: read.Count == lines.Count, first => new FieldError("", "entry-twice", read[first].Number), caller, ct);
        var found = faults.ToLookup(f => read[f.Index].Number, f => f.Fault with { Field = f.Fault.Field == "personId" ? "person_id" : f.Fault.Field });
        Line[] told = [.. lines.Select(l => Tell(l.Number, [.. l.Faults, .. found[l.Number]], texts))];
        var report = new Report(changes is not null && !dryRun, dryRun, told.Length, told.Count(l => !l.Ok), changes, told);
        if (changes is null) return dryRun ? TypedResults.Ok(report) : Problem.Of("ledger-file-wrong", StatusCodes.Status422UnprocessableEntity, report.LinesWrong).With("report", report);
        if (dryRun) return TypedResults.Ok(report);
        var importId = Guid.CreateVersion7();
        await db.RecordManyAsync([new RecordEntry(caller.Subject, "ledger.imported", "ledger-import", importId, Details: changes)], clock.GetCurrentInstant(), ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(report);
    }

    private static Line Tell(int number, IReadOnlyList<FieldError> faults, ProblemTexts texts) =>
        new(number, faults.Count == 0, [.. faults.Select(f => new Fault(f.Field, f.Code, texts.Text(f.Code, f.Args)))]);

    /// <summary>The file, wherever it stands in the body; null where there is none.</summary>
    private static async Task<Stream?> ContentOfAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        if (type.MediaType.Equals(CsvText.MediaType, StringComparison.OrdinalIgnoreCase)) return request.Body;
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return null;
        var parts = new MultipartReader(boundary, request.Body);
        while (await parts.ReadNextSectionAsync(ct) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name) == "file") return part.Body;
        }

        return null;
    }
}

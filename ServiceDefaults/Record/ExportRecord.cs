using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.Record;

/// <summary>The record as a file, oldest entry first, streamed in chunks: a line of JSON an entry, or CSV.</summary>
internal static class ExportRecord
{
    private const int ChunkSize = 1000;
    private const string Lines = "application/x-ndjson";

    private static readonly string[] Columns =
    [
        "number", "id", "at", "sealedAt", "actor", "action", "entityType", "entityId", "personId", "ruleVersion", "details", "personTextState", "personText", "hash",
    ];

    public static void Map(IEndpointRouteBuilder record)
    {
        record.MapGet("export", ExportAsync).WithSummary("The record as a file: lines of JSON, or CSV")
            .Produces(StatusCodes.Status200OK, contentType: Lines, additionalContentTypes: CsvText.MediaType);
        record.MapGet("witnesses", WitnessesAsync).WithSummary("What this service keeps of the others' records, in lines of JSON, for their 'verify'")
            .Produces(StatusCodes.Status200OK, contentType: Lines);
    }

    private static async Task<IResult> ExportAsync(
        [AsParameters] RecordFilter filter, ServiceDbContext db, Caller caller, IClock clock, HttpRequest request, RecordSettings settings, CancellationToken ct, string? format = null)
    {
        var errors = filter.Errors().ToList();
        if (format is not (null or "ndjson" or "csv")) errors.Add(new FieldError("format", "one-of", "ndjson, csv"));
        if (errors.Count > 0) return Problem.Invalid(errors);

        var asCsv = format is "csv" || (format is null && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(CsvText.MediaType, StringComparison.OrdinalIgnoreCase)));
        // What is written from now on, its own looks among it, belongs to the next export.
        var last = await db.Records.MaxAsync(r => (long?)r.Id, ct) ?? 0;
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: asCsv), leaveOpen: true) { NewLine = "\r\n" };
            if (asCsv) await writer.WriteLineAsync(string.Join(',', Columns));
            for (long? after = 0; after is { } from;)
            {
                var chunk = filter.Of(db.Records).Where(r => r.Id > from && r.Id <= last).OrderBy(r => r.Id).Take(ChunkSize);
                var items = await ReadRecord.ItemsAsync(db, chunk, filter.Texts is true, caller, clock, ct);
                foreach (var item in items.OrderBy(item => item.Id))
                {
                    if (asCsv) await writer.WriteLineAsync(Row(item));
                    else await writer.WriteAsync(JsonSerializer.Serialize(item, ContractsJson.Options) + "\n");
                }

                await writer.FlushAsync(ct);
                after = items.Count == ChunkSize ? items.Max(item => item.Id) : null;
            }
        }, asCsv ? $"{CsvText.MediaType}; charset=utf-8" : Lines, $"{settings.Service}-record.{(asCsv ? "csv" : "ndjson")}");
    }

    private static IResult WitnessesAsync(NpgsqlDataSource database, RecordSettings settings, CancellationToken ct) => Results.Stream(async stream =>
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        await foreach (var witness in Witnesses.KeptByAsync(settings.Service, connection).WithCancellation(ct))
            await writer.WriteLineAsync(JsonSerializer.Serialize(witness, ContractsJson.Options));
    }, Lines, $"{settings.Service}-witnesses.ndjson");

    private static string Row(RecordItem item) => CsvText.Row(
    [
        item.Number?.ToString(CultureInfo.InvariantCulture), item.Id.ToString(CultureInfo.InvariantCulture), Moment(item.At), Moment(item.SealedAt), item.Actor, item.Action,
        item.EntityType, $"{item.EntityId}", $"{item.PersonId}", item.RuleVersion?.ToString(CultureInfo.InvariantCulture), item.Details?.GetRawText(),
        $"{item.PersonTextState}", item.PersonText, item.Hash,
    ]);

    private static string? Moment(Instant? at) => at is { } moment ? InstantPattern.ExtendedIso.Format(moment) : null;
}

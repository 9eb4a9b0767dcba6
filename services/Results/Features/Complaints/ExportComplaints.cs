using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Csv;

namespace Selection.Results.Features.Complaints;

/// <summary>The register of complaints as a file for spreadsheets, in the order of filing, streamed in chunks; without the texts, which stay in the file.</summary>
internal static class ExportComplaints
{
    private const int ChunkSize = 1000;

    private static readonly string[] Columns =
    [
        "number", "selectionCode", "lastName", "firstName", "subject", "filedAt", "dueOn", "state", "urgency", "assignedTo", "escalatedAt",
        "finding", "answeredAt", "answeredBy", "withdrawnAt", "complaintId", "candidacyId",
    ];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/export", Handle)
        .RequireAuthorization(Policies.OfficerOrAuditor).WithTags("complaints")
        .Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType)
        .WithSummary("The register of complaints as CSV, with the filters of the list.");

    private static PushStreamHttpResult Handle(
        [AsParameters] ListComplaints.Filter filter, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var complaints = ListComplaints.Of(db, filter, BrusselsTime.DateIn(now));
        return TypedResults.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync(CsvText.Row(Columns));
            for (long? after = 0; after is { } from;)
            {
                var chunk = await ComplaintRow.Of(db, complaints.Where(c => c.Ordinal > from)).OrderBy(r => r.Complaint.Ordinal).Take(ChunkSize).ToListAsync(ct);
                foreach (var row in chunk) await writer.WriteLineAsync(Line(row.ItemAt(now)));
                await writer.FlushAsync(ct);
                after = chunk.Count == ChunkSize ? chunk[^1].Complaint.Ordinal : null;
            }
        }, $"{CsvText.MediaType}; charset=utf-8", "complaints.csv");
    }

    private static string Line(ListComplaints.ComplaintItem c) => CsvText.Row(
    [
        c.Number, c.SelectionCode, c.LastName, c.FirstName, $"{c.Subject}", Moment(c.FiledAt), c.DueOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), $"{c.State}",
        $"{c.Urgency}", c.AssignedTo, Moment(c.EscalatedAt), $"{c.Finding}", Moment(c.AnsweredAt), c.AnsweredBy, Moment(c.WithdrawnAt), $"{c.ComplaintId}", $"{c.CandidacyId}",
    ]);

    private static string? Moment(Instant? at) => at is { } moment ? InstantPattern.ExtendedIso.Format(moment) : null;
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R45: the planning of a vacancy as a file for spreadsheets, streamed; who took it along is on record.</summary>
internal static class ExportSlots
{
    private static readonly string[] Columns =
        ["preparationAt", "hearingAt", "endsAt", "place", "lastName", "firstName", "state", "confirmedAt", "hearing", "extraMinutes", "breakMinutes", "candidacyId", "slotId"];

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/slots/export", HandleAsync)
        .WithSummary("The slots of a vacancy as a CSV file; times are those of Brussels.")
        .Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType)
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<PushStreamHttpResult, Problem>> HandleAsync(
        Guid vacancyId, [AsParameters] SlotFilter filter, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        var faults = new List<FieldError>();
        if (filter.Of(db, vacancyId, faults) is not { } lines) return Problem.Invalid(faults);
        db.Record(new RecordEntry(caller.Subject, "planning.exported", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);

        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(async stream =>
        {
            await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
            await text.WriteLineAsync(CsvText.Row(Columns));
            await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(ct)) await text.WriteLineAsync(CsvText.Row(Cells(line)));
        }, $"{CsvText.MediaType}; charset=utf-8", $"{FileName(vacancy.SelectionCode)}.csv");
    }

    private static string?[] Cells(SlotLine line) =>
    [
        Text(line.Slot.PreparationAt), Text(line.Slot.HearingAt), Text(line.Slot.EndsAt), line.Slot.Place, line.LastName, line.FirstName, line.Candidacy?.State.ToString(),
        Text(line.Slot.ConfirmedAt), line.Hearing?.ToString(), line.Candidacy?.Extra.Minutes.ToString(CultureInfo.InvariantCulture),
        line.Candidacy?.Extra.BreakMinutes.ToString(CultureInfo.InvariantCulture), line.Slot.CandidacyId?.ToString(), line.Slot.SlotId.ToString(),
    ];

    private static string? Text(Instant? at) => at is { } instant ? Moment.Format(instant.InZone(BrusselsTime.Zone).LocalDateTime) : null;

    private static string FileName(string selectionCode) => $"{new string([.. selectionCode.Where(char.IsAsciiLetterOrDigit)])}-planning";
}

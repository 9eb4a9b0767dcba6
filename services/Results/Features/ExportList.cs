using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// A list as a file for the officers who make it: how it stands now, or a version as it was proposed. Streamed, as of one
/// moment, with a chunk of it in memory; that it was taken out is on record.
/// </summary>
internal static class ExportList
{
    private const int ChunkSize = 500;

    private static readonly string[] Columns =
        ["rank", "group", "firstName", "lastName", "candidacyId", "totalPercent", "meritPlace", "openReservation", "carriedFrom", "motivation"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/list/export", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType)
        .WithSummary("The list as it stands now, or with version as it was proposed, as CSV: a column for each competency's result, and the motivation.");

    private static async Task<Results<PushStreamHttpResult, Problem>> HandleAsync(
        Guid vacancyId, int? version, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();
        var list = version is null ? null : await db.Lists.AsNoTracking().SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == version, ct);
        if (version is not null && list is null) return Problem.NotFound();

        db.Record(new RecordEntry(caller.Subject, "list.exported", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion, Details: new { version }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        var codes = vacancy.Competencies!.OralTestCodes();
        return TypedResults.Stream(
            stream => WriteAsync(stream, db, vacancy, list, codes, ct), $"{CsvText.MediaType}; charset=utf-8",
            $"{vacancy.SelectionCode}-{(list is null ? "standing" : $"list-{list.Version}")}.csv");
    }

    private static async Task WriteAsync(Stream stream, ResultsDb db, Vacancy vacancy, ResultList? list, IReadOnlyList<string> codes, CancellationToken ct)
    {
        // As of one moment, also while outcomes come in.
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(CsvText.Row([.. Columns, .. codes]));
        var placings = list is null
            ? (await db.StandingAsync(vacancy.VacancyId, vacancy.Procedure(), default, ct)).Placings
            : await db.Entries.Where(e => e.ListId == list.ListId).OrderBy(e => e.Rank ?? int.MaxValue).ThenBy(e => e.CandidacyId)
                .Select(e => new Placing(e.CandidacyId, e.Group, e.Rank)).ToListAsync(ct);
        foreach (var chunk in placings.Chunk(ChunkSize))
        {
            var ids = Array.ConvertAll(chunk, p => p.CandidacyId);
            var names = await db.NamesAsync(ids, ct);
            var candidacies = await db.Candidacies.AsNoTracking().Where(c => ids.Contains(c.CandidacyId)).ToDictionaryAsync(c => c.CandidacyId, ct);
            var entries = list is null
                ? []
                : await db.Entries.AsNoTracking().Where(e => e.ListId == list.ListId && ids.Contains(e.CandidacyId)).ToDictionaryAsync(e => e.CandidacyId, ct);
            foreach (var placing in chunk)
                await writer.WriteLineAsync(Line(placing, candidacies[placing.CandidacyId], entries.GetValueOrDefault(placing.CandidacyId), names.GetValueOrDefault(placing.CandidacyId), codes));
            await writer.FlushAsync(ct);
        }
    }

    private static string Line(Placing placing, Candidacy c, ListEntry? entry, Person? person, IReadOnlyList<string> codes)
    {
        var results = (entry?.Results ?? c.Results!).DistinctBy(r => r.Code).ToDictionary(r => r.Code, r => r.Result);
        return CsvText.Row(
        [
            Number(placing.Rank), $"{placing.Group}", person?.FirstName, person?.LastName, $"{c.CandidacyId}",
            Number(entry?.TotalPercent ?? c.TotalPercent), Number(entry is null ? c.MeritPlace : entry.MeritPlace),
            c.OpenReservation() is Reservation.None ? null : $"{c.OpenReservation()}", Number(entry?.CarriedFrom), entry?.Motivation ?? c.Motivation,
            .. codes.Select(code => Number(results.TryGetValue(code, out var result) ? result : null)),
        ]);
    }

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>An export as one archive (R55), written while it is sent: an index in the person's language, a file a service, the documents.</summary>
internal static class DownloadExport
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/account/exports/{exportId:guid}/archive", DownloadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("personal data").WithSummary("An export as a ZIP archive, for its owner, until it expires (R55).");

    private static async Task<IResult> DownloadAsync(
        Guid exportId, Caller caller, CandidacyDb db, UploadStore store, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var found = await (
            from e in db.Exports.AsNoTracking()
            join p in db.Persons on e.PersonId equals p.PersonId
            where e.ExportId == exportId && p.Subject == caller.Subject
            select new { e, p.PersonId, p.Language }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (found.e.State is ExportState.Collecting) return Problem.Refused("R55", "export-collecting");
        if (found.e.State is ExportState.Expired || found.e.ExpiresAt <= now) return Problem.Refused("R55", "export-expired").As(StatusCodes.Status410Gone);
        db.Record(new(caller.Subject, "export.downloaded", "export", exportId, found.PersonId), now);
        await db.SaveChangesAsync(ct);

        var parts = await db.ExportParts.AsNoTracking().Where(p => p.ExportId == exportId).OrderBy(p => p.Service).Select(p => p.Service).ToListAsync(ct);
        var documents = await (
            from d in db.Documents.AsNoTracking()
            join v in db.DocumentVersions on d.DocumentId equals v.DocumentId
            where d.PersonId == found.PersonId && v.ContentOf == null
            orderby v.UploadedAt, v.DocumentVersionId
            select new { v.DocumentVersionId, v.FileName }).ToListAsync(ct);
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"selection-{BrusselsTime.DateIn(found.e.RequestedAt):uuuu-MM-dd}.zip\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";

        // The archive writes the ends of its entries, a few bytes, synchronously.
        if (response.HttpContext.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        await using var archive = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        var files = documents.Select((d, i) => (d.DocumentVersionId, Name: $"documents/{i + 1:000}-{d.FileName}")).ToList();
        await WriteAsync("index.html", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(Index(found.Language, found.e.RequestedAt, parts, files.Select(f => f.Name))), ct).AsTask());
        foreach (var service in parts)
        {
            var content = await db.ExportParts.AsNoTracking().Where(p => p.ExportId == exportId && p.Service == service).Select(p => p.Content).SingleAsync(ct);
            await WriteAsync($"{service}.json", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(content), ct).AsTask());
        }

        foreach (var (versionId, name) in files) await WriteAsync(name, stream => store.CopyToAsync(versionId, stream, ct));
        return Results.Empty;

        async Task WriteAsync(string name, Func<Stream, Task> write)
        {
            await using var stream = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
            await write(stream);
        }
    }

    /// <summary>What is in the archive, in words; a page that needs nothing else.</summary>
    private static string Index(string language, Instant requestedAt, IEnumerable<string> services, IEnumerable<string> documents)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var date = WrittenDay.Of(BrusselsTime.DateIn(requestedAt), culture);
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><title>{Text("export-title")}</title></head>
            <body><h1>{Text("export-title")}</h1><p>{Text("export-intro", date)}</p><ul>
            """);
        foreach (var service in services) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{service}.json\">{service}.json</a>: {Text($"export-{service}")}</li>\n");
        page.Append(CultureInfo.InvariantCulture, $"</ul><h2>{Text("export-documents")}</h2><ul>\n");
        foreach (var name in documents)
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{WebUtility.HtmlEncode(Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal))}\">{WebUtility.HtmlEncode(name)}</a></li>\n");
        return page.Append("</ul></body></html>").ToString();

        string Text(string key, params object[] args) =>
            WebUtility.HtmlEncode(string.Format(culture, Texts.Resources.GetString(key, culture) ?? key, args));
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Documents;

/// <summary>A file that has arrived whole and is what it says it is (R6).</summary>
/// <param name="VersionId">Names its content in the store.</param>
/// <param name="FileName">Safe to show and to send back.</param>
/// <param name="Format">What it is.</param>
/// <param name="Size">In bytes, as it was sent.</param>
/// <param name="Sha256">Of what was sent, lower-case hexadecimal.</param>
public sealed record ReceivedFile(Guid VersionId, string FileName, FileFormat Format, long Size, string Sha256);

/// <summary>
/// Reads a multipart body of <c>metadata</c> (JSON) and then parts called <c>file</c> as it arrives, never held whole.
/// Whatever does not become a document leaves nothing behind. Refusals of a content are those of R6, each with its reason.
/// </summary>
public sealed class UploadReader(UploadStore store, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    private const int MaxMetadata = 16 * 1024;

    /// <summary>Reads a body with exactly one file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="check">What speaks against it, known from the metadata alone: before a byte of the file is read.</param>
    /// <param name="file">Files what has arrived, and takes its content off the list of uploads, in one transaction.</param>
    /// <param name="ct">Ends with the request.</param>
    public Task<(TFiled? Filed, Problem? Problem)> ReadAsync<TMetadata, TFiled>(
        HttpRequest request, Func<TMetadata, Task<Problem?>> check, Func<TMetadata, ReceivedFile, Task<(TFiled?, Problem?)>> file, CancellationToken ct)
        where TMetadata : class
        where TFiled : class =>
        ReadAsync<TMetadata, TFiled>(
            request, most: 1, cipher: null, check,
            (metadata, files) => files is [var only] ? file(metadata, only) : Task.FromResult<(TFiled?, Problem?)>((null, Problem.Invalid(new FieldError("file", "required")))), ct);

    /// <summary>Reads a body with several files, or none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">How many files there may be.</param>
    /// <param name="cipher">Encrypts what is kept of them; null keeps it in the clear.</param>
    /// <param name="check">What speaks against it, known from the metadata alone: before a byte of a file is read.</param>
    /// <param name="file">Files what has arrived, and takes its contents off the list of uploads, in one transaction.</param>
    /// <param name="ct">Ends with the request.</param>
    public async Task<(TFiled? Filed, Problem? Problem)> ReadAsync<TMetadata, TFiled>(
        HttpRequest request,
        int most,
        PersonCipher? cipher,
        Func<TMetadata, Task<Problem?>> check,
        Func<TMetadata, IReadOnlyList<ReceivedFile>, Task<(TFiled?, Problem?)>> file,
        CancellationToken ct)
        where TMetadata : class
        where TFiled : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (null, Problem.Of("upload-not-multipart", StatusCodes.Status415UnsupportedMediaType));

        var begun = new List<Guid>();
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            var (metadata, problem) = await ReadMetadataAsync<TMetadata>(await parts.ReadNextSectionAsync(ct), ct);
            if (metadata is null) return (null, problem);
            if (await check(metadata) is { } refused) return (null, refused);
            var received = new List<ReceivedFile>();
            while (await parts.ReadNextSectionAsync(ct) is { } part && NameOf(part) == "file")
            {
                if (received.Count == most) return (null, Problem.Invalid(new FieldError("file", "too-many-files", most)));
                begun.Add(Guid.CreateVersion7());
                var (arrived, fault) = await ReceiveAsync(begun[^1], part, cipher, ct);
                if (arrived is null) return (null, fault);
                received.Add(arrived);
            }

            return await file(metadata, received);
        }
        catch (IOException e) when (e is not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return (null, Problem.Of("upload-cut-off", StatusCodes.Status400BadRequest));
        }
        catch (InvalidDataException)
        {
            return (null, Problem.Of("upload-not-multipart", StatusCodes.Status400BadRequest));
        }
        finally
        {
            // What did not become a document is not kept; what did has left the list of uploads.
            foreach (var versionId in begun) await store.DiscardAsync(versionId);
        }
    }

    private async Task<(ReceivedFile?, Problem?)> ReceiveAsync(Guid versionId, MultipartSection part, PersonCipher? cipher, CancellationToken ct)
    {
        var disposition = ContentDispositionHeaderValue.Parse(part.ContentDisposition);
        var fileName = FileNames.Clean((disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value);
        if (FileFormats.OfName(fileName) is not { } format) return (null, Refused(ContentFault.Extension));

        var received = await store.ReceiveAsync(versionId, part.Body, cipher, ct);
        if (received.TooLarge) return (null, Problem.Refused("R6", "document-too-large", FileFormats.MaxSize).As(StatusCodes.Status413PayloadTooLarge));
        return received.Format.FaultAs(format) is { } fault
            ? (null, Refused(fault))
            : (new ReceivedFile(versionId, fileName, format, received.Size, received.Sha256), null);
    }

    private async Task<(TMetadata?, Problem?)> ReadMetadataAsync<TMetadata>(MultipartSection? section, CancellationToken ct)
        where TMetadata : class
    {
        if (section is null || NameOf(section) != "metadata") return (null, Problem.Invalid(new FieldError("metadata", "required")));
        var text = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await section.Body.ReadAsync(buffer, ct)) > 0;)
        {
            text.Write(buffer, 0, read);
            if (text.Length > MaxMetadata) return (null, Problem.Of("too-large", StatusCodes.Status413PayloadTooLarge));
        }

        try
        {
            return JsonSerializer.Deserialize<TMetadata>(text.GetBuffer().AsSpan(0, (int)text.Length), json.Value.SerializerOptions) is { } metadata
                ? (metadata, null)
                : (null, Problem.Invalid(new FieldError("metadata", "required")));
        }
        catch (JsonException e)
        {
            return (null, Problem.Invalid(JsonFault.Of(e, "metadata")));
        }
    }

    private static string? NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;

    private static Problem Refused(ContentFault fault) => Problem.Refused("R6", fault switch
    {
        ContentFault.Empty => "document-empty",
        ContentFault.Extension => "document-extension",
        ContentFault.Mislabelled => "document-mislabelled",
        ContentFault.Executable => "document-executable",
        ContentFault.Damaged => "document-damaged",
        ContentFault.TwoKinds => "document-two-kinds",
    }).As(StatusCodes.Status422UnprocessableEntity);
}

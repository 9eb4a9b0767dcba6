using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>A file that has arrived whole and is what it says it is.</summary>
internal sealed record ReceivedFile(Guid VersionId, string FileName, FileFormat Format, long Size, string Sha256);

/// <summary>
/// Reads a multipart body of <c>metadata</c> (JSON) and then <c>file</c> as it arrives, never held whole. Whatever does not
/// become a document leaves nothing behind.
/// </summary>
internal sealed class UploadReader(UploadStore store, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    private const int MaxMetadata = 16 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="check">What speaks against it, known from the metadata alone: before a byte of the file is read.</param>
    /// <param name="file">Files what has arrived.</param>
    /// <param name="ct">Ends with the request.</param>
    public async Task<(TFiled? Filed, Problem? Problem)> ReadAsync<TMetadata, TFiled>(
        HttpRequest request, Func<TMetadata, Task<Problem?>> check, Func<TMetadata, ReceivedFile, Task<(TFiled?, Problem?)>> file, CancellationToken ct)
        where TMetadata : class
        where TFiled : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (null, Problem.Of("upload-not-multipart", StatusCodes.Status415UnsupportedMediaType));

        var versionId = Guid.CreateVersion7();
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            var (metadata, problem) = await ReadMetadataAsync<TMetadata>(await parts.ReadNextSectionAsync(ct), ct);
            if (metadata is null) return (null, problem);
            if (await check(metadata) is { } refused) return (null, refused);
            var (received, fault) = await ReceiveAsync(versionId, await parts.ReadNextSectionAsync(ct), ct);
            return received is null ? (null, fault) : await file(metadata, received);
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
            await store.DiscardAsync(versionId);
        }
    }

    private async Task<(ReceivedFile?, Problem?)> ReceiveAsync(Guid versionId, MultipartSection? part, CancellationToken ct)
    {
        if (part is null || NameOf(part) != "file") return (null, Problem.Invalid(new FieldError("file", "required")));
        var disposition = ContentDispositionHeaderValue.Parse(part.ContentDisposition);
        var fileName = FileNames.Clean((disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value);
        if (FileFormats.OfName(fileName) is not { } format) return (null, Refused(ContentFault.Extension));

        var received = await store.ReceiveAsync(versionId, part.Body, ct);
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

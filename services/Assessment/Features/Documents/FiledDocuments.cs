using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Documents;

/// <summary>A file as its reader sees it; its content is at <c>/documents/{documentId}/content</c>.</summary>
/// <param name="DocumentId">Which file.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Format">What it is.</param>
/// <param name="Size">In bytes.</param>
/// <param name="FiledAt">When it came in.</param>
internal sealed record FiledDocument(Guid DocumentId, string FileName, FileFormat Format, long Size, Instant FiledAt)
{
    public static FiledDocument Example => new(new("0199d3b1-7c20-7a4e-9f58-2b1d6e0c9a37"), "attest.pdf", FileFormat.Pdf, 182_113, Instant.FromUtc(2025, 11, 3, 10, 15));
}

/// <summary>Files of requests and claims: kept, dropped and listed, in the caller's transaction.</summary>
internal static class FiledDocuments
{
    /// <summary>What binds a name to its content, whose pieces are numbered from 0.</summary>
    private const int NamePart = -1;

    /// <summary>Keeps files that have arrived under this cipher.</summary>
    public static void File(this AssessmentDb db, PersonCipher cipher, Guid personId, FiledDocumentKind kind, Guid aboutId, IEnumerable<ReceivedFile> files, Instant now)
    {
        foreach (var file in files)
        {
            db.FiledDocuments.Add(new FiledDocumentRow
            {
                DocumentId = file.VersionId,
                PersonId = personId,
                KeyPersonId = cipher.PersonId,
                Kind = kind,
                AboutId = aboutId,
                FileName = cipher.EncryptText(file.FileName, file.VersionId, NamePart),
                Format = file.Format,
                Size = file.Size,
                Sha256 = file.Sha256,
                FiledAt = now,
            });
            db.Remove(new Upload { DocumentVersionId = file.VersionId });
        }
    }

    /// <summary>Deletes the files of a request or a claim but those named, contents included.</summary>
    public static Task DropFilesAsync(this AssessmentDb db, Guid aboutId, IReadOnlyList<Guid> keep, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            with gone as (delete from filed_documents where about_id = {aboutId} and document_id <> all({keep.ToArray()}) returning document_id)
            delete from document_chunks c using gone g where c.document_version_id = g.document_id
            """, ct);

    /// <summary>Where a change keeps a file that is none of the request's or the claim's, or one twice.</summary>
    public static async Task<FieldError?> KeepFaultAsync(this AssessmentDb db, Guid aboutId, IReadOnlyList<Guid> keep, CancellationToken ct) =>
        keep.Count == 0 || await db.FiledDocuments.CountAsync(d => d.AboutId == aboutId && keep.Contains(d.DocumentId), ct) == keep.Count
            ? null
            : new FieldError("metadata.keepDocuments", "file-not-here");

    /// <summary>The files of a request or a claim, in the order they came in; without names that were forgotten.</summary>
    public static async Task<IReadOnlyList<FiledDocument>> FilesOfAsync(this AssessmentDb db, Guid aboutId, CancellationToken ct)
    {
        var rows = await db.FiledDocuments.AsNoTracking().Where(d => d.AboutId == aboutId).OrderBy(d => d.FiledAt).ThenBy(d => d.DocumentId).ToListAsync(ct);
        var files = new List<FiledDocument>();
        PersonCipher? cipher = null;
        foreach (var row in rows)
        {
            if (cipher?.PersonId != row.KeyPersonId) cipher = await db.CipherOfAsync(row.KeyPersonId, ct);
            files.Add(new FiledDocument(row.DocumentId, NameOf(row, cipher), row.Format, row.Size, row.FiledAt));
        }

        return files;
    }

    /// <summary>A file's name; empty since it was forgotten.</summary>
    public static string NameOf(FiledDocumentRow row, PersonCipher? cipher) => cipher.TextOf(row.FileName, row.DocumentId, NamePart) ?? "";

    /// <summary>A text that was kept; null where there is none, and since it was forgotten.</summary>
    public static string? TextOf(this PersonCipher? cipher, byte[]? kept, Guid of, int part)
    {
        if (cipher is null || kept is not { Length: > 0 }) return null;
        try
        {
            return cipher.DecryptText(kept, of, part);
        }
        catch (CryptographicException)
        {
            // Kept under a key that is no more.
            return null;
        }
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Candidacies.Features.Documents;

/// <summary>
/// A document of the account, by its newest content; among the attachments it belongs to no entry of the CV. Its provenance
/// tells how it came in, where an officer has filed it (R8); its version is for If-Match.
/// </summary>
internal sealed record DocumentLine(
    Guid DocumentId, Guid DocumentVersionId, DocumentKind Kind, Guid? EntryId, string FileName, long Size, string Sha256, DiplomaFacts? Diploma,
    DocumentProvenance? Provenance, Instant UploadedAt, long Version)
{
    public static DocumentLine Example => new(
        new("01997b52-6d04-7e8f-a91c-0b3d5f7a9c1e"), new("01997b52-6d04-7e90-b02d-1c4e6a8b0d2f"), DocumentKind.Attachment, null, "motivatie.pdf", 482_113, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", null, null, Instant.FromUtc(2025, 10, 5, 17, 40), 1);
}

/// <summary>The caller's documents.</summary>
internal static class ListDocuments
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/documents", ListAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("documents").WithSummary("The caller's documents, the newest first; of a kind, or of an entry of the CV.");

    private static async Task<Ok<Page<DocumentLine>>> ListAsync(
        DocumentKind? kind, Guid? entryId, [AsParameters] Paging paging, Caller caller, CandidacyDb db, CancellationToken ct)
    {
        var mine =
            from document in db.Documents.AsNoTracking()
            join person in db.Persons on document.PersonId equals person.PersonId
            join version in db.DocumentVersions on new { document.DocumentId, Number = document.Version } equals new { version.DocumentId, version.Number }
            where person.Subject == caller.Subject && document.RemovedAt == null
                && (kind == null || document.Kind == kind) && (entryId == null || document.EntryId == entryId)
            select new { document, version };
        var total = await mine.CountAsync(ct);
        var items = await mine.OrderByDescending(d => d.version.UploadedAt).ThenByDescending(d => d.version.DocumentVersionId)
            .Skip(paging.Skip).Take(paging.Size)
            .Select(d => new DocumentLine(
                d.document.DocumentId, d.version.DocumentVersionId, d.document.Kind, d.document.EntryId, d.version.FileName, d.version.Size, d.version.Sha256, d.version.Diploma,
                d.version.Provenance, d.version.UploadedAt, d.document.Version))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<DocumentLine>(items, total, paging.Number, paging.Size));
    }
}

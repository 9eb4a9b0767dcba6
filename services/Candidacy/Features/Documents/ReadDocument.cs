using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>A document with all it has been, the newest first.</summary>
internal sealed record DocumentAnswer(Guid DocumentId, DocumentKind Kind, Guid? EntryId, long Version, IReadOnlyList<DocumentVersionLine> Versions)
{
    public static DocumentAnswer Example => new(new("01997b52-6d04-7e8f-a91c-0b3d5f7a9c1e"), DocumentKind.Attachment, null, 1, [DocumentVersionLine.Example]);
}

/// <summary>One version of a document; its content is at <c>/documents/{documentVersionId}/content</c>.</summary>
internal sealed record DocumentVersionLine(
    Guid DocumentVersionId, long Number, string FileName, long Size, string Sha256, DiplomaFacts? Diploma, DocumentProvenance? Provenance, Instant UploadedAt)
{
    public static DocumentVersionLine Example => new(
        new("01997b52-6d04-7e90-b02d-1c4e6a8b0d2f"), 1, "motivatie.pdf", 482_113, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", null, null, Instant.FromUtc(2025, 10, 5, 17, 40));
}

/// <summary>One of the caller's documents, with its earlier versions.</summary>
internal static class ReadDocument
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/documents/{documentId:guid}", ReadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("documents").WithSummary("One of the caller's documents with its versions, the newest first; its version is the ETag.");

    private static async Task<Results<Ok<DocumentAnswer>, Problem>> ReadAsync(Guid documentId, Caller caller, CandidacyDb db, HttpResponse response, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking()
            .SingleOrDefaultAsync(d => d.DocumentId == documentId && d.RemovedAt == null && db.Persons.Any(p => p.PersonId == d.PersonId && p.Subject == caller.Subject), ct);
        if (document is null) return Problem.NotFound();
        var versions = await db.DocumentVersions.AsNoTracking().Where(v => v.DocumentId == documentId && v.Number <= document.Version).OrderByDescending(v => v.Number)
            .Select(v => new DocumentVersionLine(v.DocumentVersionId, v.Number, v.FileName, v.Size, v.Sha256, v.Diploma, v.Provenance, v.UploadedAt)).ToListAsync(ct);
        response.SetVersion(document.Version);
        return TypedResults.Ok(new DocumentAnswer(documentId, document.Kind, document.EntryId, document.Version, versions));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>A document's content, for its owner and for officers; an officer's look is on record (R54).</summary>
internal static class DownloadDocument
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/documents/{documentVersionId:guid}/content", DownloadAsync)
        .RequireAuthorization(Policies.CandidateOrOfficer).WithTags("documents")
        .WithSummary("The content of any version of a document, or a range of it: the owner's, or an officer's to see.");

    private static async Task<Results<FileStreamHttpResult, Problem>> DownloadAsync(
        Guid documentVersionId, Caller caller, CandidacyDb db, UploadStore store, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var isOfficer = caller.Is(Roles.SelectionOfficer);
        var isCandidate = caller.Is(Roles.Candidate);
        var found = await (
            from version in db.DocumentVersions.AsNoTracking()
            join document in db.Documents on version.DocumentId equals document.DocumentId
            join person in db.Persons on document.PersonId equals person.PersonId
            where version.DocumentVersionId == documentVersionId && (isOfficer || (isCandidate && person.Subject == caller.Subject))
            select new { version, person.PersonId, person.Subject }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();

        if (found.Subject != caller.Subject)
        {
            db.Record(new(caller.Subject, "document.read", "document", found.version.DocumentId, found.PersonId, Details: new { documentVersionId }), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }

        return DocumentDownload.Of(
            response, new ContentStream(store, found.version.ContentOf ?? documentVersionId, found.version.Size), found.version.Format, found.version.FileName, found.version.Sha256);
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Documents;

/// <summary>
/// The content of a file: for its owner; an attest for the officer who decides on it and for no other (R39), a proof for every
/// officer (R33). Each opening by an officer is on record (R54).
/// </summary>
internal static class DownloadDocument
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/documents/{documentId:guid}/content", HandleAsync)
            .RequireAuthorization(Policies.CandidateOrOfficer).Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The content of a file, or a range of it: the candidate's own; an attest for the deciding officer only (R39), a proof for every officer (R33).");

    private static async Task<IResult> HandleAsync(Guid documentId, Caller caller, AssessmentDb db, UploadStore store, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (isCandidate, isOfficer) = (caller.Is(Roles.Candidate), caller.Is(Roles.SelectionOfficer));
        var found = await (
            from document in db.FiledDocuments.AsNoTracking()
            where document.DocumentId == documentId
            let isOwn = isCandidate && db.Persons.Any(p => p.PersonId == document.PersonId && p.Subject == caller.Subject)
            where isOwn || (isOfficer && (document.Kind == FiledDocumentKind.Proof
                || db.Accommodations.Any(a => a.RequestId == document.AboutId && a.DecidingOfficer == caller.Subject)))
            select new { Row = document, IsOwn = isOwn }).SingleOrDefaultAsync(ct);
        if (found is null || await db.CipherOfAsync(found.Row.KeyPersonId, ct) is not { } cipher) return Problem.NotFound();

        var row = found.Row;
        if (!found.IsOwn)
        {
            var (action, entity) = row.Kind switch
            {
                FiledDocumentKind.Attest => ("accommodation.attest-opened", "accommodation"),
                FiledDocumentKind.Proof => ("exemption-claim.proof-opened", "exemption-claim"),
            };
            db.Record(new RecordEntry(caller.Subject, action, entity, row.AboutId, row.PersonId, Details: new { documentId }), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }

        return DocumentDownload.Of(response, new ContentStream(store, documentId, row.Size, cipher), row.Format, FiledDocuments.NameOf(row, cipher), row.Sha256);
    }
}

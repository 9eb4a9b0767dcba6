using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>
/// Files a document (R6, R7), or a newer content of one, whose earlier content is kept. It counts from the instant it is
/// complete, read under the locks that closing waits for (T3).
/// </summary>
internal static class UploadDocument
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/documents", UploadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("documents").DisableAntiforgery()
        .WithSummary("Files a document (R6, R7): PDF, DOC, DOCX, JPG or TIF, at most 8 MiB; parts: metadata (JSON), then file. A newer content of a document needs If-Match.")
        .Accepts<IFormFile>("multipart/form-data");

    private static async Task<Results<Created<DocumentFiled>, Problem>> UploadAsync(
        HttpRequest request, IfMatch ifMatch, Caller caller, CandidacyDb db, UploadReader reader, Filing filing, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Persons.Where(p => p.Subject == caller.Subject).Select(p => (Guid?)p.PersonId).SingleOrDefaultAsync(ct) is not { } personId)
            return Problem.Refused("R5", "account-missing");
        var (filed, problem) = await reader.ReadAsync<DocumentMetadata, DocumentFiled>(request, CheckAsync, FileAsync, ct);
        if (filed is null) return problem!;
        response.SetVersion(filed.Version);
        return TypedResults.Created($"/api/candidacy/documents/{filed.DocumentId}", filed);

        async Task<Problem?> CheckAsync(DocumentMetadata metadata) =>
            DocumentCheck.Faults(metadata, BrusselsTime.DateIn(clock.GetCurrentInstant())).ToArray() is { Length: > 0 } faults
                ? Problem.Invalid(faults)
                : await filing.RefusalAsync(personId, metadata, ifMatch, size: 0, ct);

        async Task<(DocumentFiled?, Problem?)> FileAsync(DocumentMetadata metadata, ReceivedFile file)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return (null, Problem.Refused("R5", "account-missing"));
            await db.LockVacanciesOfAsync(person.PersonId, ct);
            var now = clock.GetCurrentInstant();
            if (await filing.RefusalAsync(person.PersonId, metadata, ifMatch, file.Size, ct) is { } refused) return (null, refused);
            var done = await filing.FileAsync(person.PersonId, metadata, file, provenance: null, caller.Subject, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (done, null);
        }
    }
}

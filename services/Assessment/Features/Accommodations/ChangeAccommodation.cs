using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>
/// A candidate says anew what they ask for, until it is decided (R39); whoever decides has to see the new version first, since
/// a decision names the version it is about.
/// </summary>
internal static class ChangeAccommodation
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/accommodation/change", HandleAsync)
            .RequireAuthorization(Policies.Candidate).DisableAntiforgery().Accepts<IFormFile>("multipart/form-data")
            .Produces<ReadOwnAccommodation.Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Changes the caller's open request until it is decided (R39); parts as for a new one, with keepDocuments for the attests that stay; needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid candidacyId, HttpRequest request, IfMatch ifMatch, Caller caller, AssessmentDb db, UploadReader reader, IClock clock, ClosingDays closed, HttpResponse response, CancellationToken ct)
    {
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId || await db.CipherOfAsync(personId, ct) is not { } cipher) return Problem.NotFound();
        var (changed, problem) = await reader.ReadAsync<AccommodationAsk, AccommodationRow>(request, AccommodationRequests.MostAttests, cipher, CheckAsync, FileAsync, ct);
        return changed is null ? problem! : TypedResults.Ok(await ReadOwnAccommodation.AnswerAsync(db, changed, response, ct));

        async Task<Problem?> CheckAsync(AccommodationAsk ask)
        {
            if (AccommodationRequests.Faults(ask).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
            var open = await db.Accommodations.AsNoTracking()
                .SingleOrDefaultAsync(r => r.CandidacyId == candidacyId && (r.State == AccommodationState.Asked || r.State == AccommodationState.Taken), ct);
            return open is null ? NoneOpen() : ifMatch.Check(open.Version);
        }

        async Task<(AccommodationRow?, Problem?)> FileAsync(AccommodationAsk ask, IReadOnlyList<ReceivedFile> attests)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var files = await PersonFiles.LockAsync(db, [personId], [], ct);
            if (await db.OwnerAsync(candidacyId, caller, ct) is null) return (null, Problem.NotFound());
            if (await db.LockOpenAccommodationAsync(candidacyId, ct) is not { } row) return (null, NoneOpen());
            if (ifMatch.Check(row.Version) is { } stale) return (null, stale);
            if (await db.KeepFaultAsync(row.RequestId, ask.KeepDocuments, ct) is { } unknown) return (null, Problem.Invalid(unknown));
            if (AccommodationRequests.AttestFault(ask.Ground, ask.KeepDocuments.Count + attests.Count) is { } fault) return (null, Problem.Invalid(fault));

            var now = clock.GetCurrentInstant();
            // A merge may have happened since it was asked: the texts stay under the key they began with.
            if (await db.CipherOfAsync(row.KeyPersonId, ct) is not { } own) return (null, Problem.NotFound());
            row.Reason = own.Keep(row.RequestId, ask);
            row.Asked = [.. MeasureList.Read(ask.Measures, "").Measures.Select(m => m.Code)];
            row.Late |= files.IsLate(candidacyId, now, closed);
            row.Version++;
            await db.DropFilesAsync(row.RequestId, ask.KeepDocuments, ct);
            db.File(cipher, row.PersonId, FiledDocumentKind.Attest, row.RequestId, attests, now);
            files.Record(db, "accommodation.changed", row, caller.Subject, now, new { row.Late, kept = ask.KeepDocuments.Count, attests = attests.Count });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (row, null);
        }
    }

    internal static Problem NoneOpen() => Problem.Refused("R39", "accommodation-none-open");
}

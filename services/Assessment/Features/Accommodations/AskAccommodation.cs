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

/// <summary>A candidate asks for an accommodation (R39): one open request for each candidacy, whatever is clicked twice.</summary>
internal static class AskAccommodation
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/accommodation", HandleAsync)
            .RequireAuthorization(Policies.Candidate).DisableAntiforgery().Accepts<IFormFile>("multipart/form-data")
            .Produces<ReadOwnAccommodation.Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Asks for an accommodation (R39); parts: metadata (JSON: ground, measures, text), then one to three attests called file (R6); none is needed for breastfeeding.");

    private static async Task<IResult> HandleAsync(
        Guid candidacyId, HttpRequest request, Caller caller, AssessmentDb db, UploadReader reader, IClock clock, ClosingDays closed, HttpResponse response, CancellationToken ct)
    {
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId || await db.CipherOfAsync(personId, ct) is not { } cipher) return Problem.NotFound();
        var (asked, problem) = await reader.ReadAsync<AccommodationAsk, AccommodationRow>(request, AccommodationRequests.MostAttests, cipher, CheckAsync, FileAsync, ct);
        if (asked is null) return problem!;
        return TypedResults.Created($"/api/assessment/candidacies/{candidacyId}/accommodation", await ReadOwnAccommodation.AnswerAsync(db, asked, response, ct));

        async Task<Problem?> CheckAsync(AccommodationAsk ask) =>
            AccommodationRequests.Faults(ask).ToList() is { Count: > 0 } faults ? Problem.Invalid(faults)
            : ask.KeepDocuments.Count > 0 ? Problem.Invalid(new FieldError("metadata.keepDocuments", "keep-nothing-yet"))
            : await RefusalAsync(await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => c.Standing).SingleAsync(ct));

        async Task<(AccommodationRow?, Problem?)> FileAsync(AccommodationAsk ask, IReadOnlyList<ReceivedFile> attests)
        {
            if (AccommodationRequests.AttestFault(ask.Ground, attests.Count) is { } fault) return (null, Problem.Invalid(fault));
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var files = await PersonFiles.LockAsync(db, [personId], [], ct);
            // Who was erased while the attests were on their way leaves none (R55).
            if (await db.OwnerAsync(candidacyId, caller, ct) is null) return (null, Problem.NotFound());
            var candidacy = files.Candidacy(candidacyId)!;
            if (await RefusalAsync(candidacy.Standing) is { } refused) return (null, refused);

            var now = clock.GetCurrentInstant();
            var requestId = Guid.CreateVersion7();
            var row = new AccommodationRow
            {
                RequestId = requestId,
                CandidacyId = candidacyId,
                VacancyId = candidacy.VacancyId,
                PersonId = candidacy.PersonId,
                KeyPersonId = cipher.PersonId,
                State = AccommodationState.Asked,
                Reason = cipher.Keep(requestId, ask),
                Asked = [.. MeasureList.Read(ask.Measures, "").Measures.Select(m => m.Code)],
                Late = files.IsLate(candidacyId, now, closed),
                AskedAt = now,
                Version = 1,
            };
            db.Accommodations.Add(row);
            db.File(cipher, row.PersonId, FiledDocumentKind.Attest, requestId, attests, now);
            files.Record(db, "accommodation.asked", row, caller.Subject, now, new { candidacyId, row.Late, attests = attests.Count });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (row, null);
        }

        async Task<Problem?> RefusalAsync(Standing standing) =>
            !AccommodationRequests.MayAsk(standing) ? Problem.Refused("R39", "accommodation-over")
            : await db.Accommodations.AnyAsync(r => r.CandidacyId == candidacyId && (r.State == AccommodationState.Asked || r.State == AccommodationState.Taken), ct)
                ? Problem.Refused("R39", "accommodation-open")
                : null;
    }
}

/// <summary>What the commands on requests share.</summary>
internal static class AccommodationCommands
{
    /// <summary>Whether a request made now comes too late to be sure of (R29).</summary>
    public static bool IsLate(this PersonFiles files, Guid candidacyId, Instant now, ClosingDays closed) =>
        AccommodationRequests.IsLate(files.SeatOf(candidacyId) is { } seat ? files.Session(seat.SessionId).StartsAt : null, now, closed);

    /// <summary>An entry of the record about a request, under the vacancy's rules (R54); never the reason, but in the encrypted text.</summary>
    public static void Record(
        this PersonFiles files, AssessmentDb db, string action, AccommodationRow row, string actor, Instant now, object? details = null, string? text = null) =>
        db.Record(new RecordEntry(actor, action, "accommodation", row.RequestId, row.PersonId, files.Vacancy(row.VacancyId)?.RuleVersion, details, text), now);

    /// <summary>The version of a vacancy's rules, for entries of the record.</summary>
    public static Task<int?> RuleVersionAsync(this AssessmentDb db, Guid vacancyId, CancellationToken ct) =>
        db.Vacancies.Where(v => v.VacancyId == vacancyId).Select(v => (int?)v.RuleVersion).SingleOrDefaultAsync(ct);

    /// <summary>A candidate's own open request, locked; after the person.</summary>
    public static Task<AccommodationRow?> LockOpenAccommodationAsync(this AssessmentDb db, Guid candidacyId, CancellationToken ct) =>
        db.Accommodations.FromSql($"select * from accommodations where candidacy_id = {candidacyId} and state in ('Asked', 'Taken') for update").SingleOrDefaultAsync(ct);

    /// <summary>A request, locked; after the person.</summary>
    public static Task<AccommodationRow?> LockAccommodationAsync(this AssessmentDb db, Guid requestId, CancellationToken ct) =>
        db.Accommodations.FromSql($"select * from accommodations where request_id = {requestId} for update").SingleOrDefaultAsync(ct);
}

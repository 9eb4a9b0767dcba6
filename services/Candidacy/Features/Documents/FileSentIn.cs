using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>
/// Files a copy a candidate has sent in, since uploading had failed (R8): for the person with this number and name who has
/// a live candidacy for this vacancy, before it closes (T3), with its provenance.
/// </summary>
internal static class FileSentIn
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/documents/sent-in", FileAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("documents").DisableAntiforgery()
        .WithSummary("Files a copy a candidate sent in (R8), before closing; parts: metadata (JSON: number, names, selection code, how it came in), then file.")
        .Accepts<IFormFile>("multipart/form-data");

    private static async Task<Results<Created<DocumentFiled>, Problem>> FileAsync(
        HttpRequest request, Caller caller, CandidacyDb db, UploadReader reader, Filing filing, NumberVault vault, IClock clock, CancellationToken ct)
    {
        var (filed, problem) = await reader.ReadAsync<SentInMetadata, DocumentFiled>(request, CheckAsync, FileForAsync, ct);
        return filed is null ? problem! : TypedResults.Created($"/api/candidacy/documents/{filed.DocumentVersionId}/content", filed);

        async Task<Problem?> CheckAsync(SentInMetadata metadata)
        {
            if (metadata.Faults(clock.GetCurrentInstant()).ToArray() is { Length: > 0 } faults) return Problem.Invalid(faults);
            var (match, refused) = await MatchAsync(metadata);
            return match is null ? refused : await filing.RefusalAsync(match.PersonId, metadata.Document, ifMatch: null, size: 0, ct);
        }

        async Task<(DocumentFiled?, Problem?)> FileForAsync(SentInMetadata metadata, ReceivedFile file)
        {
            var (found, gone) = await MatchAsync(metadata);
            if (found is null) return (null, gone);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.LockPersonAsync(found.PersonId, ct) is null) return (null, Problem.Refused("R8", "sent-in-number-unknown"));
            await db.LockVacanciesOfAsync(found.PersonId, ct);
            var now = clock.GetCurrentInstant();
            var (match, refused) = await MatchAsync(metadata);
            if (match is null) return (null, refused);
            if (await filing.RefusalAsync(match.PersonId, metadata.Document, ifMatch: null, file.Size, ct) is { } full) return (null, full);

            var provenance = new DocumentProvenance(metadata.Channel, metadata.ReceivedAt, caller.Subject, now, metadata.TidyRemark);
            var done = await filing.FileAsync(match.PersonId, metadata.Document, file, provenance, caller.Subject, now, ct);
            db.Messages.Add(Message.About(match.PersonId, file.VersionId, 1, "document-filed", now,
                new { file.FileName, Channel = new[] { $"sent-in-by-{metadata.Channel}".ToLowerInvariant() }, metadata.ReceivedAt }, match.VacancyId));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (done, null);
        }

        async Task<(SentInMatch?, Problem?)> MatchAsync(SentInMetadata metadata)
        {
            var now = clock.GetCurrentInstant();
            var hash = vault.HashOf(NationalNumber.Read(metadata.NationalNumber, BrusselsTime.DateIn(now))!.Value);
            var person = await db.Persons.AsNoTracking().Where(p => p.NationalNumberHash == hash).Select(p => new { p.PersonId, p.NameKey }).SingleOrDefaultAsync(ct);
            if (person is null) return (null, Problem.Refused("R8", "sent-in-number-unknown"));
            if (person.NameKey != NameKeys.Of(metadata.FirstName, metadata.LastName)) return (null, Problem.Refused("R8", "sent-in-other-name"));
            var vacancy = await db.Vacancies.AsNoTracking().Where(v => v.SelectionCode == metadata.SelectionCode && v.State != VacancyState.Draft)
                .Select(v => new { v.VacancyId, v.ClosingDate, v.ClosesAt }).SingleOrDefaultAsync(ct);
            if (vacancy is null) return (null, Problem.Refused("R8", "sent-in-vacancy-unknown"));
            if (now >= vacancy.ClosesAt) return (null, Problem.Refused("T3", "vacancy-closed", vacancy.ClosingDate));
            return await db.Candidacies.AnyAsync(c => c.VacancyId == vacancy.VacancyId && c.PersonId == person.PersonId
                    && (c.State == CandidacyState.Provisional || c.State == CandidacyState.Validated), ct)
                ? (new SentInMatch(person.PersonId, vacancy.VacancyId), null)
                : (null, Problem.Refused("R8", "sent-in-no-candidacy"));
        }
    }

    private sealed record SentInMatch(Guid PersonId, Guid VacancyId);
}

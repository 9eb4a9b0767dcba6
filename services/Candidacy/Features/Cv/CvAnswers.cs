using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Dossiers;

namespace Selection.Candidacies.Features.Cv;

/// <summary>A document an entry of the CV carries, by its newest content.</summary>
internal sealed record CvDocument(Guid DocumentId, Guid DocumentVersionId, DocumentKind Kind, string FileName, long Size, Instant UploadedAt, long Version)
{
    public static CvDocument Example => new(new("01997b52-6d04-7e8f-a91c-0b3d5f7a9c1e"), new("01997b52-6d04-7e90-b02d-1c4e6a8b0d2f"), DocumentKind.Diploma, "diploma.pdf", 482_113, Instant.FromUtc(2025, 10, 5, 17, 40), 1);
}

/// <summary>A diploma of the CV, with the documents that prove it.</summary>
internal sealed record DiplomaAnswer(Guid DiplomaId, DiplomaFacts Facts, IReadOnlyList<CvDocument> Documents, long Version)
{
    public static DiplomaAnswer Example => new(
        new("01997b4f-1e28-7a73-9c46-5d6e7f8091a2"), new DiplomaFacts(DiplomaLevel.Master, "Master in de rechten", "KU Leuven", "BE", "nl", 2005, false), [CvDocument.Example], 1);

    public static DiplomaAnswer Of(CvDiploma diploma, ILookup<Guid, CvDocument> documents) =>
        new(diploma.DiplomaId, diploma.Facts, [.. documents[diploma.DiplomaId]], diploma.Version);
}

/// <summary>
/// A job of the CV, with the documents it carries; nothing of it counts as experience (R10). Where it does not take an
/// appointment decision (R7), that belongs to the attachments.
/// </summary>
internal sealed record WorkExperienceAnswer(
    Guid WorkExperienceId, string Employer, string Function, LocalDate Begin, LocalDate? End, bool IsCurrent, bool StatutoryFederal, bool CurrentlyFederal,
    bool TakesAppointmentDecision, IReadOnlyList<CvDocument> Documents, long Version)
{
    public static WorkExperienceAnswer Example => new(
        new("01997b50-93d7-7f04-a5b8-6c7d8e9fa0b1"), "FOD Financiën", "Adviseur", new LocalDate(2012, 9, 1), null, true, true, true, true, [], 1);

    public static WorkExperienceAnswer Of(CvWorkExperience job, ILookup<Guid, CvDocument> documents) => new(
        job.WorkExperienceId, job.Employer, job.Function, job.Begin, job.End, job.IsCurrent, job.StatutoryFederal, job.CurrentlyFederal,
        Domain.WorkExperienceCheck.TakesAppointmentDecision(job.StatutoryFederal, job.CurrentlyFederal), [.. documents[job.WorkExperienceId]], job.Version);
}

/// <summary>The documents of entries.</summary>
internal static class CvDocuments
{
    /// <summary>As many entries of a kind as a CV holds.</summary>
    public const int MaxEntries = 50;

    /// <summary>The documents in the account that these entries carry, by entry.</summary>
    public static async Task<ILookup<Guid, CvDocument>> DocumentsOfAsync(this CandidacyDb db, IReadOnlyCollection<Guid> entries, CancellationToken ct)
    {
        var rows = await (
            from document in db.Documents.AsNoTracking()
            join version in db.DocumentVersions on new { document.DocumentId, Number = document.Version } equals new { version.DocumentId, version.Number }
            where document.RemovedAt == null && document.EntryId != null && entries.Contains(document.EntryId.Value)
            orderby version.UploadedAt, document.DocumentId
            select new
            {
                EntryId = document.EntryId!.Value,
                Document = new CvDocument(document.DocumentId, version.DocumentVersionId, document.Kind, version.FileName, version.Size, version.UploadedAt, document.Version),
            }).ToListAsync(ct);
        return rows.ToLookup(row => row.EntryId, row => row.Document);
    }
}

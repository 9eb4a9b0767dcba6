using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Documents;

/// <summary>A document that was filed.</summary>
internal sealed record DocumentFiled(Guid DocumentId, Guid DocumentVersionId, Guid? EntryId, string FileName, string Sha256, long Size, long Version)
{
    public static DocumentFiled Example => new(
        new("01997b52-6d04-7e8f-a91c-0b3d5f7a9c1e"), new("01997b52-6d04-7e90-b02d-1c4e6a8b0d2f"), new("01997b4f-1e28-7a73-9c46-5d6e7f8091a2"), "diploma.pdf", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 482_113, 1);
}

/// <summary>Puts a document where it belongs (R6, R7), within the limits of the account.</summary>
internal sealed class Filing(CandidacyDb db, DocumentLimits limits)
{
    /// <summary>What speaks against it, before the file is read and again under the locks.</summary>
    /// <param name="personId">Whose account.</param>
    /// <param name="metadata">Without faults.</param>
    /// <param name="ifMatch">For a newer content: the version the caller has seen (R17).</param>
    /// <param name="size">The content's, once known.</param>
    /// <param name="ct">Ends with the request.</param>
    public async Task<Problem?> RefusalAsync(Guid personId, DocumentMetadata metadata, IfMatch? ifMatch, long size, CancellationToken ct)
    {
        if (metadata.DocumentId is { } known)
        {
            if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.DocumentId == known && d.PersonId == personId && d.Kind == metadata.Kind && d.RemovedAt == null, ct)
                is not { } document) return Problem.NotFound();
            if (ifMatch?.Check(document.Version) is { } stale) return stale;
            if (await db.DocumentVersions.CountAsync(v => v.DocumentId == known && v.ContentOf == null, ct) >= limits.MaxVersions) return Problem.Refused("R6", "document-versions-full", limits.MaxVersions);
        }
        else if (await PlaceRefusalAsync(personId, metadata, ct) is { } wrongPlace) return wrongPlace;

        var kept = await db.Documents.Where(d => d.PersonId == personId && d.RemovedAt == null)
            .Select(d => new { Bytes = db.DocumentVersions.Where(v => v.DocumentId == d.DocumentId && v.ContentOf == null).Sum(v => v.Size) }).ToListAsync(ct);
        if (metadata.DocumentId is null && kept.Count >= limits.MaxCount) return Problem.Refused("R6", "documents-full", limits.MaxCount);
        return kept.Sum(d => d.Bytes) + size > limits.MaxTotalBytes ? Problem.Refused("R6", "documents-too-much", limits.MaxTotalBytes / (1024 * 1024)) : null;
    }

    /// <summary>Adds the document, or the newer content of one, in the caller's transaction, under its locks.</summary>
    public async Task<DocumentFiled> FileAsync(Guid personId, DocumentMetadata metadata, ReceivedFile file, DocumentProvenance? provenance, string actor, Instant now, CancellationToken ct)
    {
        var document = metadata.DocumentId is { } known
            ? await db.Documents.SingleAsync(d => d.DocumentId == known, ct)
            : db.Documents.Add(new Document { DocumentId = Guid.CreateVersion7(), PersonId = personId, Kind = metadata.Kind, EntryId = EntryOf(personId, metadata, now) }).Entity;
        document.Version++;
        db.DocumentVersions.Add(new DocumentVersion
        {
            DocumentVersionId = file.VersionId,
            DocumentId = document.DocumentId,
            Number = document.Version,
            FileName = file.FileName,
            Format = file.Format,
            Size = file.Size,
            Sha256 = file.Sha256,
            Diploma = metadata.Kind is DocumentKind.Diploma ? await FactsOfAsync(document, metadata, ct) : null,
            Provenance = provenance,
            UploadedAt = now,
        });
        db.Remove(new Upload { DocumentVersionId = file.VersionId });
        db.Record(new(actor, provenance is null ? "document.filed" : "document.filed-for-candidate", "document", document.DocumentId, personId,
            Details: new { file.VersionId, metadata.Kind, file.Size, file.Sha256, provenance?.Channel, provenance?.ReceivedAt }, PersonText: provenance?.Remark), now);
        return new DocumentFiled(document.DocumentId, file.VersionId, document.EntryId, file.FileName, file.Sha256, file.Size, document.Version);
    }

    /// <summary>Says new facts of a diploma: every document of it gets a version with them, on the content it has. In the caller's transaction, under its locks.</summary>
    public async Task RestateAsync(Guid diplomaId, DiplomaFacts facts, Instant now, CancellationToken ct)
    {
        foreach (var document in await db.Documents.Where(d => d.EntryId == diplomaId && d.Kind == DocumentKind.Diploma && d.RemovedAt == null).ToListAsync(ct))
        {
            var newest = await db.DocumentVersions.AsNoTracking().SingleAsync(v => v.DocumentId == document.DocumentId && v.Number == document.Version, ct);
            document.Version++;
            db.DocumentVersions.Add(new DocumentVersion
            {
                DocumentVersionId = Guid.CreateVersion7(),
                DocumentId = document.DocumentId,
                Number = document.Version,
                FileName = newest.FileName,
                Format = newest.Format,
                Size = newest.Size,
                Sha256 = newest.Sha256,
                Diploma = facts,
                ContentOf = newest.ContentOf ?? newest.DocumentVersionId,
                Provenance = newest.Provenance,
                UploadedAt = now,
            });
        }
    }

    /// <summary>Takes the documents of an entry out of the account, or refuses where the caller has not said so.</summary>
    public async Task<Problem?> RemoveOfAsync(Guid entryId, bool withDocuments, string actor, Instant now, CancellationToken ct)
    {
        var documents = await db.Documents.Where(d => d.EntryId == entryId && d.RemovedAt == null).ToListAsync(ct);
        if (documents.Count > 0 && !withDocuments) return Problem.Refused("R6", "entry-has-documents", documents.Count);
        foreach (var document in documents)
        {
            document.RemovedAt = now;
            db.Record(new(actor, "document.removed", "document", document.DocumentId, document.PersonId), now);
        }

        return null;
    }

    /// <summary>Where the person has no such place in the CV; an appointment decision elsewhere than R7 has it.</summary>
    private async Task<Problem?> PlaceRefusalAsync(Guid personId, DocumentMetadata metadata, CancellationToken ct)
    {
        if (metadata.DiplomaId is { } diploma && !await db.CvDiplomas.AnyAsync(d => d.DiplomaId == diploma && d.PersonId == personId, ct)) return Problem.NotFound();
        var job = metadata.WorkExperienceId is { } id ? await db.CvWorkExperiences.AsNoTracking().SingleOrDefaultAsync(w => w.WorkExperienceId == id && w.PersonId == personId, ct) : null;
        if (metadata.WorkExperienceId is not null && job is null) return Problem.NotFound();
        return metadata.Kind is DocumentKind.AppointmentDecision && (job is null || !WorkExperienceCheck.TakesAppointmentDecision(job.StatutoryFederal, job.CurrentlyFederal))
            ? Problem.Refused("R7", "appointment-decision-elsewhere")
            : null;
    }

    /// <summary>The place in the CV; a diploma that is not in it yet is put there.</summary>
    private Guid? EntryOf(Guid personId, DocumentMetadata metadata, Instant now)
    {
        if (metadata.Diploma is not { } facts) return metadata.DiplomaId ?? metadata.WorkExperienceId;
        return db.CvDiplomas.Add(new CvDiploma { DiplomaId = Guid.CreateVersion7(), PersonId = personId, Facts = DocumentCheck.Tidied(facts), AddedAt = now, Version = 1 }).Entity.DiplomaId;
    }

    /// <summary>The facts said now, else those of the CV, else those of the version before.</summary>
    private async Task<DiplomaFacts> FactsOfAsync(Document document, DocumentMetadata metadata, CancellationToken ct)
    {
        var entry = document.EntryId is { } id ? await db.CvDiplomas.FindAsync([id], ct) : null;
        if (metadata.Diploma is { } said)
        {
            var facts = DocumentCheck.Tidied(said);
            if (entry is not null && entry.Facts != facts)
            {
                entry.Facts = facts;
                entry.Version++;
            }

            return facts;
        }

        return entry?.Facts ?? (await db.DocumentVersions.Where(v => v.DocumentId == document.DocumentId).OrderByDescending(v => v.Number).Select(v => v.Diploma).FirstAsync(ct))!;
    }
}

using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Documents;

namespace Selection.Candidacies.Data;

/// <summary>A document of a person (R6); its content is that of its newest version.</summary>
public sealed class Document : IVersioned
{
    public required Guid DocumentId { get; init; }

    public required Guid PersonId { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>The diploma or work experience of the CV it belongs to; none among the attachments.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>From then on it is not in the account any more; dossiers frozen before keep it.</summary>
    public Instant? RemovedAt { get; set; }

    /// <summary>Also the number of its newest version.</summary>
    public long Version { get; set; }
}

/// <summary>One content of a document with what is said about it, complete; never changed. Its bytes are rows of <c>document_chunks</c>.</summary>
public sealed class DocumentVersion
{
    public required Guid DocumentVersionId { get; init; }

    public required Guid DocumentId { get; init; }

    /// <summary>1, 2, 3, … within the document.</summary>
    public required long Number { get; init; }

    public required string FileName { get; init; }

    public required FileFormat Format { get; init; }

    public required long Size { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>A diploma's facts as they stood with this version: other facts make another version.</summary>
    public DiplomaFacts? Diploma { get; init; }

    /// <summary>The version whose bytes these are, where only what is said has changed; none where they are its own.</summary>
    public Guid? ContentOf { get; init; }

    /// <summary>How it came in, where an officer has filed it (R8).</summary>
    public DocumentProvenance? Provenance { get; init; }

    /// <summary>When it counted from: read after the locks (T3), so that a frozen dossier holds exactly what was there in time.</summary>
    public required Instant UploadedAt { get; init; }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.ServiceDefaults.Documents;

namespace Selection.Assessment.Data;

/// <summary>A file a candidate has sent in, whose content and name are encrypted with their key.</summary>
public sealed class FiledDocumentRow
{
    /// <summary>Names the content too.</summary>
    public required Guid DocumentId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Whose key it is kept under: the person's as it was then, also after a merge (R56).</summary>
    public required Guid KeyPersonId { get; init; }

    public required FiledDocumentKind Kind { get; init; }

    /// <summary>The request or the claim it belongs to.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>Encrypted: a name such as "attest oncology" tells the reason.</summary>
    public required byte[] FileName { get; init; }

    public required FileFormat Format { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required Instant FiledAt { get; init; }
}

/// <summary>What a file is for.</summary>
public enum FiledDocumentKind
{
    /// <summary>Of a request for an accommodation: whoever decides may open it.</summary>
    Attest,

    /// <summary>Of a claim to an exemption: every selection officer may open it.</summary>
    Proof,
}

/// <summary>Maps the table of files, beside their contents.</summary>
internal static class FiledDocumentTable
{
    public static void MapFiledDocuments(this ModelBuilder model)
    {
        model.Entity<FiledDocumentRow>(row =>
        {
            row.ToTable("filed_documents");
            row.HasKey(d => d.DocumentId);
            row.Property(d => d.DocumentId).ValueGeneratedNever();
            row.HasIndex(d => d.PersonId);
            row.HasIndex(d => d.AboutId);
        });
        model.MapUploads();
    }
}

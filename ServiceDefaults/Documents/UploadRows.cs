using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Selection.ServiceDefaults.Documents;

/// <summary>A piece of a content, written while it arrives.</summary>
public sealed class DocumentChunk
{
    /// <summary>The content it is of.</summary>
    public required Guid DocumentVersionId { get; init; }

    /// <summary>From 0, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>At most 64 KiB, as sent or encrypted.</summary>
    public required byte[] Content { get; init; }
}

/// <summary>A content that is arriving; what is left of it after a crash is cleared away.</summary>
public sealed class Upload
{
    /// <summary>Which content.</summary>
    public required Guid DocumentVersionId { get; init; }

    /// <summary>Real time, since it measures a transfer.</summary>
    public Instant StartedAt { get; init; }
}

/// <summary>The tables of contents, in the database of each service that takes documents.</summary>
public static class UploadTables
{
    /// <summary>Maps <c>document_chunks</c> and <c>uploads</c>.</summary>
    public static void MapUploads(this ModelBuilder model)
    {
        model.Entity<DocumentChunk>(row => row.ToTable("document_chunks").HasKey(c => new { c.DocumentVersionId, c.Number }));
        model.Entity<Upload>(row =>
        {
            row.ToTable("uploads").HasKey(u => u.DocumentVersionId);
            row.Property(u => u.StartedAt).HasDefaultValueSql("clock_timestamp()");
        });
    }
}

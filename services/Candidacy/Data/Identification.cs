using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Data;

/// <summary>Who a person without a national number is, as far as it is known (R56).</summary>
public sealed class Identification
{
    public required Guid PersonId { get; init; }

    /// <summary>What the person says; null where an officer saw a document without being asked.</summary>
    public NoNumberReason? Reason { get; set; }

    public Instant? ToldAt { get; set; }

    public IdentityDocumentType? DocumentType { get; set; }

    public string? Country { get; set; }

    /// <summary>Encrypted like the national number.</summary>
    public byte[]? DocumentNumber { get; set; }

    /// <summary>Keyed, over country, type and number. Not unique: two persons with one document are shown to an officer.</summary>
    public byte[]? DocumentHash { get; set; }

    public LocalDate? BirthDate { get; set; }

    public LocalDate? SeenOn { get; set; }

    /// <summary>When an officer recorded it; null while the person waits.</summary>
    public Instant? IdentifiedAt { get; set; }
}

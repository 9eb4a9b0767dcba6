using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>What an officer says about a copy that was sent in (R8): whose it is, for which vacancy, how it came.</summary>
internal sealed record SentInMetadata
{
    private const int MaxRemark = 500;

    public required string NationalNumber { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string SelectionCode { get; init; }

    public required DocumentKind Kind { get; init; }

    public DiplomaFacts? Diploma { get; init; }

    public Guid? DiplomaId { get; init; }

    public Guid? WorkExperienceId { get; init; }

    public required SentInBy Channel { get; init; }

    /// <summary>When it came in.</summary>
    public required Instant ReceivedAt { get; init; }

    public string? Remark { get; init; }

    public static SentInMetadata Example => new()
    {
        NationalNumber = "85.07.30-033.28",
        FirstName = "Jo",
        LastName = "Peeters",
        SelectionCode = "ANG25001",
        Kind = DocumentKind.Attachment,
        Channel = SentInBy.Email,
        ReceivedAt = Instant.FromUtc(2025, 10, 20, 9, 15),
        Remark = "The upload broke off three times.",
    };

    /// <summary>The same as the candidate would have said it.</summary>
    public DocumentMetadata Document => new() { Kind = Kind, Diploma = Diploma, DiplomaId = DiplomaId, WorkExperienceId = WorkExperienceId };

    /// <summary>Composed and trimmed; null for nothing.</summary>
    public string? TidyRemark => string.IsNullOrWhiteSpace(Remark) ? null : PlainText.Tidy(Remark);

    /// <summary>Everything wrong with it; empty when nothing is.</summary>
    public IEnumerable<FieldError> Faults(Instant now)
    {
        var today = BrusselsTime.DateIn(now);
        if (Domain.NationalNumber.Read(NationalNumber, today) is null) yield return new FieldError("metadata.nationalNumber", "national-number");
        foreach (var (field, text) in new[] { ("firstName", FirstName), ("lastName", LastName), ("selectionCode", SelectionCode) })
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new FieldError($"metadata.{field}", "required");
            else if (!PlainText.IsShowable(text)) yield return new FieldError($"metadata.{field}", "not-showable");
        }

        if (ReceivedAt > now) yield return new FieldError("metadata.receivedAt", "received-later");
        if (Remark?.Length > MaxRemark) yield return new FieldError("metadata.remark", "too-long", MaxRemark);
        else if (Remark is { } remark && !PlainText.IsShowable(remark, lines: true)) yield return new FieldError("metadata.remark", "not-showable");
        foreach (var fault in DocumentCheck.Faults(Document, today)) yield return fault;
    }
}

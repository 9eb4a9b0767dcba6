using NodaTime;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.Screening.Data;

/// <summary>An officer's ruling on an experience (R57). Written once: the newest on the dossier stands.</summary>
public sealed class ExperienceRuling
{
    public required Guid CandidacyId { get; init; }

    /// <summary>The case's version this ruling made.</summary>
    public required long CaseVersion { get; init; }

    public required Guid ExperienceId { get; init; }

    /// <summary>The dossier it was made on: on a newer one it stands no more.</summary>
    public required long LodgedVersion { get; init; }

    public required bool Accepted { get; init; }

    public string? Reason { get; init; }

    public required string RuledBy { get; init; }

    public required Instant RuledAt { get; init; }
}

/// <summary>A claim taken over from another officer. Written once.</summary>
public sealed class ClaimTakeover
{
    public required Guid TakeoverId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required string TakenFrom { get; init; }

    public required string TakenBy { get; init; }

    public required string Reason { get; init; }

    public required Instant TakenAt { get; init; }
}

/// <summary>What an officer was shown before accepting undisputed proposals at once: the cases, each in the version it had.</summary>
public sealed class AcceptancePreview
{
    public required Guid PreviewId { get; init; }

    public required Guid VacancyId { get; init; }

    public required string MadeBy { get; init; }

    public required Instant MadeAt { get; init; }
}

/// <summary>A case of a preview.</summary>
public sealed class PreviewedCase
{
    public required Guid PreviewId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required long CaseVersion { get; init; }
}

/// <summary>A text block that officers added beside the standard ones.</summary>
public sealed class OwnBlock : IVersioned
{
    public required Guid BlockId { get; init; }

    public required long Version { get; set; }

    public required string Language { get; set; }

    public required BlockUse Use { get; set; }

    public required string Title { get; set; }

    public required string Text { get; set; }

    public required string ChangedBy { get; set; }

    public required Instant ChangedAt { get; set; }

    public Instant? RetiredAt { get; set; }
}

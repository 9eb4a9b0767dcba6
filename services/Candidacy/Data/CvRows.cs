using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>A diploma of a person's CV; the documents that prove it name it.</summary>
public sealed class CvDiploma : IVersioned
{
    public required Guid DiplomaId { get; init; }

    public required Guid PersonId { get; init; }

    public required DiplomaFacts Facts { get; set; }

    public required Instant AddedAt { get; init; }

    public long Version { get; set; }
}

/// <summary>A job of a person's CV; nothing of it counts as experience (R10).</summary>
public sealed class CvWorkExperience : IVersioned
{
    public required Guid WorkExperienceId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Employer { get; set; }

    public required string Function { get; set; }

    public required LocalDate Begin { get; set; }

    public required LocalDate? End { get; set; }

    public required bool IsCurrent { get; set; }

    /// <summary>R7's first switch.</summary>
    public required bool StatutoryFederal { get; set; }

    /// <summary>R7's second switch.</summary>
    public required bool CurrentlyFederal { get; set; }

    public required Instant AddedAt { get; init; }

    public long Version { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace Selection.Candidacies.Domain;

/// <summary>How much a rubric holds, from <c>Rubric</c> in the configuration.</summary>
internal sealed record RubricLimits
{
    /// <summary>As many entries; 200 is far more than a working life has, and what a page still shows.</summary>
    [Range(1, 500)]
    public int MaxEntries { get; init; } = 200;
}

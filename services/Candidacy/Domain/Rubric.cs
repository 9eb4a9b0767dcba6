using Selection.Contracts.Dossiers;

namespace Selection.Candidacies.Domain;

/// <summary>The vacancy's own experience form (R10), in the shape a dossier freezes.</summary>
/// <param name="Experiences">In the candidate's order.</param>
/// <param name="FederalLevelA">The function of level A stated (R21).</param>
public sealed record Rubric(IReadOnlyList<Experience> Experiences, FederalFunction? FederalLevelA)
{
    /// <summary>As it is on applying.</summary>
    public static Rubric Empty { get; } = new([], null);
}

using System.Resources;

namespace Selection.Candidacies;

/// <summary>What the service says to people.</summary>
internal static class Texts
{
    public static ResourceManager Resources { get; } = new("Selection.Candidacies.Resources.Texts", typeof(Texts).Assembly);
}

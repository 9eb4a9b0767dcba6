using System.Resources;

namespace Selection.Identity.Resources;

/// <summary>The texts for people, in Texts*.resx.</summary>
public sealed class Texts
{
    public static ResourceManager Manager { get; } = new(typeof(Texts));
}

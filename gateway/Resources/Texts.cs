using System.Resources;

namespace Selection.Gateway.Resources;

/// <summary>The texts for people, in Texts*.resx.</summary>
public static class Texts
{
    public static ResourceManager Manager { get; } = new(typeof(Texts));
}

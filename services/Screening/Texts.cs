using System.Globalization;
using System.Resources;

namespace Selection.Screening;

/// <summary>The service's texts for people, in nl, fr, de and en.</summary>
internal static class Texts
{
    internal static ResourceManager Resources { get; } = new("Selection.Screening.Resources.Texts", typeof(Texts).Assembly);

    private static ResourceManager Blocks { get; } = new("Selection.Screening.Resources.Blocks", typeof(Texts).Assembly);

    /// <summary>A text in a language, filled in; English where the language is none of ours.</summary>
    internal static string In(CultureInfo language, string key, params object[] args) => string.Format(language, Find(Resources, language, key), args);

    /// <summary>A text block the platform ships with, as it is written: the names in it stand for facts.</summary>
    internal static string BlockIn(CultureInfo language, string code) => Find(Blocks, language, code);

    /// <summary>What such a block is called.</summary>
    internal static string BlockTitleIn(CultureInfo language, string code) => Find(Blocks, language, $"{code}-title");

    private static string Find(ResourceManager texts, CultureInfo language, string key) =>
        texts.GetString(key, language) ?? throw new InvalidOperationException($"There is no text '{key}'.");
}

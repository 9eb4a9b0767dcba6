using System.Globalization;
using System.Resources;

namespace Selection.OralTest;

/// <summary>The service's texts for people, in nl, fr, de and en.</summary>
internal static class Texts
{
    internal static ResourceManager Resources { get; } = new("Selection.OralTest.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>A text in the language of the request.</summary>
    internal static string Of(string code) => Resources.GetString(code, CultureInfo.CurrentUICulture) ?? code;

    /// <summary>A text in a language, filled in; English where the language is none of ours.</summary>
    internal static string In(CultureInfo language, string key, params object[] args) =>
        string.Format(language, Resources.GetString(key, language) ?? throw new InvalidOperationException($"There is no text '{key}'."), args);
}

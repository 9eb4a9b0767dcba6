using System.Globalization;

namespace Selection.Portal.Languages;

/// <summary>The first letter of words that stand in a list as well as in a sentence.</summary>
public static class FirstLetter
{
    /// <summary>As a line, a cell or a choice of its own: with a capital, which French does not give a language inside a sentence.</summary>
    public static string Alone(this string words) => $"{char.ToUpper(words[0], CultureInfo.CurrentUICulture)}{words[1..]}";

    /// <summary>Among other words: without a capital, which German keeps.</summary>
    public static string Inside(this string words) => LanguageSetup.Current is "de" ? words : $"{char.ToLower(words[0], CultureInfo.CurrentUICulture)}{words[1..]}";
}

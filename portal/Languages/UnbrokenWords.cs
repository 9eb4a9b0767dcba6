using System.Text.RegularExpressions;

namespace Selection.Portal.Languages;

/// <summary>Words that no line may end inside of: e-mail and its like, one letter and a hyphen before the rest, and nothing before these: a French "-t-il" is none.</summary>
internal static partial class UnbrokenWords
{
    /// <summary>The text with a word joiner after such a hyphen; the portal's typeface has no hyphen that does not break.</summary>
    public static string In(string text) => LetterAndHyphen().Replace(text, "\u2060");

    [GeneratedRegex(@"(?<=(?<![\w-])\p{L}-)(?=\p{L})")]
    private static partial Regex LetterAndHyphen();
}

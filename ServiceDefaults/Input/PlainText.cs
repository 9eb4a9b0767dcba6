using System.Globalization;
using System.Text;

namespace Selection.ServiceDefaults.Input;

/// <summary>Short texts a person writes: names, functions, places.</summary>
public static class PlainText
{
    /// <summary>Composed and trimmed.</summary>
    public static string Tidy(string? text) => IsWellFormed(text ?? "") ? (text ?? "").Normalize(NormalizationForm.FormC).Trim() : text!;

    /// <summary>Composed and trimmed; null where nothing else than white space is left.</summary>
    public static string? TidyOrNone(string? text) => Tidy(text) is { Length: > 0 } tidy ? tidy : null;

    /// <summary>
    /// Whether it can be shown as it is: no control or direction-changing characters, no halves of characters. Line ends
    /// are for texts of several lines only.
    /// </summary>
    public static bool IsShowable(string text, bool lines = false) => IsWellFormed(text) && text.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => lines && rune.Value is '\n' or '\r' or '\t',
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        // The joiners are part of how some scripts are written; the rest of the formatting characters can turn a text around.
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        _ => true,
    });

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }
}

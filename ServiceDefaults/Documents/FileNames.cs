using System.Globalization;
using System.Text;

namespace Selection.ServiceDefaults.Documents;

/// <summary>Names of uploaded files, made safe to show, to store and to send back.</summary>
public static class FileNames
{
    private const int MaxLength = 150;
    private const int MaxMarks = 4;

    /// <summary>Names Windows takes for devices, whatever follows their first point.</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The last part of a path, without control, direction-changing and invisible characters and without what a file
    /// system takes for something else; at most 150 characters, its extension kept.
    /// </summary>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var text = new StringBuilder();
        var marks = 0;
        foreach (var rune in WellFormed(last).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                // More accents on one letter than any script has would run over the lines around it.
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    if (++marks <= MaxMarks) text.Append(rune.ToString());
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    text.Append(' ');
                    marks = 0;
                    break;
                default:
                    marks = 0;
                    text.Append("<>:\"|?*%".Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
                    break;
            }
        }

        // Composed once more: what was taken out may have stood between two halves of a letter.
        var clean = text.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        if (clean.Length == 0) return "document";
        if (Devices.Contains(clean.Split('.')[0].TrimEnd())) clean = "_" + clean;
        var extension = Path.GetExtension(clean);
        if (extension.Length > 10) extension = "";
        var stem = clean[..^extension.Length];
        var room = MaxLength - extension.Length;
        if (stem.Length <= room) return stem + extension;
        return (char.IsHighSurrogate(stem[room - 1]) ? stem[..(room - 1)] : stem[..room]).Trim(' ', '.') + extension;
    }

    /// <summary>Half of a pair of UTF-16 units is no character, and nothing can be made of it.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Where(r => r != Rune.ReplacementChar));
}

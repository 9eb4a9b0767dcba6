using System.Globalization;
using System.Text;

namespace Selection.ServiceDefaults.Search;

/// <summary>How texts are compared where somebody looks for one.</summary>
public static class Folding
{
    /// <summary>A text without accents, in lower case: <c>Zoë</c> is found by <c>zoe</c>, and the other way round.</summary>
    /// <param name="text">Well-formed text.</param>
    public static string Fold(string text) =>
        new([.. text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant)]);
}

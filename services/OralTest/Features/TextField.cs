using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>Texts among the fields of a request.</summary>
internal static class TextField
{
    /// <summary>The most characters of a reason.</summary>
    public const int MostReason = 2000;

    /// <summary>What is wrong with a text that must be there.</summary>
    public static IEnumerable<FieldError> Check(string field, string? text, int most = MostReason) =>
        string.IsNullOrWhiteSpace(text) ? [new FieldError(field, "required")] : CheckOptional(field, text, most);

    /// <summary>What is wrong with a text that may be left out.</summary>
    public static IEnumerable<FieldError> CheckOptional(string field, string? text, int most = MostReason)
    {
        if (text is null) yield break;
        if (text.Length > most) yield return new FieldError(field, "too-long", most);
        if (!CanBeKept(text)) yield return new FieldError(field, "not-showable");
    }

    /// <summary>Neither control characters, but for line ends and tabs, nor halves of characters: the database refuses some of them.</summary>
    private static bool CanBeKept(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t')) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}

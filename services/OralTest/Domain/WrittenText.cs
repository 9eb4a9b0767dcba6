using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Domain;

/// <summary>Texts that members of a committee write.</summary>
public static class WrittenText
{
    /// <summary>The most characters of a note or a motivation.</summary>
    public const int Longest = 8000;

    /// <summary>The most characters of a reason.</summary>
    public const int LongestReason = 2000;

    /// <summary>What is wrong with a text that has to be there.</summary>
    public static IEnumerable<FieldError> Faults(string field, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? [new FieldError(field, "required")] : Unkeepable(field, text, longest);

    /// <summary>What keeps a text, which may be missing or empty, from being kept.</summary>
    public static IEnumerable<FieldError> Unkeepable(string field, string? text, int longest)
    {
        if (text is null) return [];
        if (text.Length > longest) return [new FieldError(field, "too-long", longest)];
        // Neither the database nor a printed page can hold them.
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? [new FieldError(field, "not-showable")] : [];
    }
}

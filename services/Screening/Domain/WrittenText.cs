using System.Text.RegularExpressions;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Domain;

/// <summary>What officers write, and candidates will read.</summary>
public static partial class WrittenText
{
    /// <summary>A gap of a text block: what only the officer can say.</summary>
    public const string Gap = "[…]";

    /// <summary>What keeps a text from standing as it is.</summary>
    /// <param name="field">Its JSON path.</param>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    /// <param name="isRequired">Whether there has to be one.</param>
    /// <param name="mayHaveGaps">Whether it is a block, to be completed later.</param>
    public static IEnumerable<FieldError> Faults(string field, string? text, int longest, bool isRequired = true, bool mayHaveGaps = false)
    {
        if (string.IsNullOrWhiteSpace(text)) return isRequired ? [new FieldError(field, "required")] : [];
        if (TextCheck.Unkeepable(field, text, longest).ToList() is { Count: > 0 } faults) return faults;
        return !mayHaveGaps && Gaps().Count(text) is > 0 and var gaps ? [new FieldError(field, "gap", gaps, Gaps().Match(text).Value)] : [];
    }

    /// <summary>Whether a text still has a gap: <c>[…]</c> or <c>[...]</c>, also with a hint in it.</summary>
    public static bool HasGap(string text) => Gaps().IsMatch(text);

    [GeneratedRegex(@"\[\s*(?:…|\.\.\.)[^\]]*\]")]
    private static partial Regex Gaps();
}

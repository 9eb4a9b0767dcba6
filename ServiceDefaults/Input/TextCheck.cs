using System.Text.RegularExpressions;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.Input;

/// <summary>Longer texts that others will read: a reason, a question, an answer, a notice.</summary>
public static partial class TextCheck
{
    /// <summary>What is wrong with a text that has to be there.</summary>
    /// <param name="field">Its JSON path.</param>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    public static IEnumerable<FieldError> Faults(string field, string? text, int longest) => Faults(field, text, shortest: 1, longest);

    /// <summary>What is wrong with a text that has to say something.</summary>
    /// <param name="field">Its JSON path.</param>
    /// <param name="text">The text.</param>
    /// <param name="shortest">The fewest characters, without white space around them.</param>
    /// <param name="longest">The most.</param>
    public static IEnumerable<FieldError> Faults(string field, string? text, int shortest, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)) return [new FieldError(field, "required")];
        if (text.Trim().Length < shortest) return [new FieldError(field, "too-short", shortest)];
        return Unkeepable(field, text, longest);
    }

    /// <summary>What keeps a text, which may be missing or empty, from being kept: its length, or what it holds.</summary>
    public static IEnumerable<FieldError> Unkeepable(string field, string? text, int longest)
    {
        if (text is null) return [];
        if (text.Length > longest) return [new FieldError(field, "too-long", longest)];
        if (!PlainText.IsShowable(text, lines: true)) return [new FieldError(field, "not-showable")];
        return Markup().IsMatch(text) ? [new FieldError(field, "no-html")] : [];
    }

    /// <summary>A tag or what begins like one: texts are shown as they are, never as HTML.</summary>
    [GeneratedRegex(@"<[a-zA-Z/!?]")]
    private static partial Regex Markup();
}

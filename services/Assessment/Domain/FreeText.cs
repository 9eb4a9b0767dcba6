using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Domain;

/// <summary>Texts people write.</summary>
public static class FreeText
{
    /// <summary>What is wrong with a text that must be there.</summary>
    /// <param name="field">Its JSON path.</param>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    public static IEnumerable<FieldError> Faults(string field, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return new FieldError(field, "required");
        else if (text.Length > longest) yield return new FieldError(field, "too-long", longest);
        // Nothing that cannot be shown, or kept: the database takes no NUL.
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) yield return new FieldError(field, "not-showable");
    }
}

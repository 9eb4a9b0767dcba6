using System.Globalization;

namespace Selection.ServiceDefaults.Input;

/// <summary>Whether a language speaks of so many things in the singular.</summary>
public static class GrammaticalNumber
{
    /// <summary>Of one; in French also of none.</summary>
    /// <param name="count">How many things.</param>
    /// <param name="culture">The reader's language.</param>
    public static bool IsSingular(int count, CultureInfo culture) => count == 1 || (count == 0 && culture.TwoLetterISOLanguageName == "fr");
}

using System.Globalization;

namespace Selection.ServiceDefaults.Input;

/// <summary>Countries and languages by the names a language has for them: those of the Unicode CLDR, which .NET carries.</summary>
public static class IsoNaming
{
    /// <summary>A country's name, such as <c>Belgique</c>; the code itself, where it is none.</summary>
    /// <param name="code">Its code (ISO 3166-1).</param>
    /// <param name="culture">Whose name for it.</param>
    public static string Country(string code, CultureInfo culture)
    {
        if (!IsoCodes.IsCountry(code)) return code;
        // A region has its native name only; as part of a culture's, "English (Belgium)", it has that of the reader's language.
        var name = Name($"en-{code}", culture);
        return name.IndexOf('(') is var open and >= 0 ? name[(open + 1)..^1].Replace('[', '(').Replace(']', ')') : code;
    }

    /// <summary>A language's name, as it stands inside a sentence: <c>allemand</c>; the code itself, where it is none.</summary>
    /// <param name="code">Its code (ISO 639-1).</param>
    /// <param name="culture">Whose name for it.</param>
    public static string Language(string code, CultureInfo culture) => IsoCodes.IsLanguage(code) ? Name(code, culture) : code;

    /// <summary>.NET tells names in the current language only.</summary>
    private static string Name(string of, CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            return new CultureInfo(of).DisplayName;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

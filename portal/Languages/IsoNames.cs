using System.Collections.Concurrent;
using System.Globalization;
using Selection.ServiceDefaults.Input;

namespace Selection.Portal.Languages;

/// <summary>Countries and languages by the names the page's language has for them: those of the Unicode CLDR, which .NET carries.</summary>
public static class IsoNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Code, string Name)>> CountriesIn = [], LanguagesIn = [];

    /// <summary>All countries with their codes, by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Countries => CountriesIn.GetOrAdd(LanguageSetup.Current, _ => Sorted(IsoCodes.Countries, CountryOf));

    /// <summary>All languages with their codes, by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages => LanguagesIn.GetOrAdd(LanguageSetup.Current, _ => Sorted(IsoCodes.Languages, LanguageOf));

    /// <summary>A country's name; the code itself, where it has none.</summary>
    public static string Country(string code) => Countries.FirstOrDefault(c => c.Code == code).Name ?? code;

    private static List<(string Code, string Name)> Sorted(IEnumerable<string> codes, Func<string, string> name) =>
        [.. codes.Select(code => (Code: code, Name: name(code))).OrderBy(c => c.Name, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))];

    private static string LanguageOf(string code) => new CultureInfo(code).DisplayName;

    /// <summary>A region has its native name only; as part of a culture's, "English (Belgium)", it has that of the page's language.</summary>
    private static string CountryOf(string code)
    {
        var name = new CultureInfo($"en-{code}").DisplayName;
        return name.IndexOf('(') is var open and >= 0 ? name[(open + 1)..^1].Replace('[', '(').Replace(']', ')') : code;
    }
}

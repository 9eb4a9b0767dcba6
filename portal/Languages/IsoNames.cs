using System.Collections.Concurrent;
using System.Globalization;
using Selection.ServiceDefaults.Input;

namespace Selection.Portal.Languages;

/// <summary>Countries and languages by the names the page's language has for them.</summary>
public static class IsoNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Code, string Name)>> CountriesIn = [], LanguagesIn = [];

    /// <summary>All countries with their codes, by name, to choose from.</summary>
    public static IReadOnlyList<(string Code, string Name)> Countries => CountriesIn.GetOrAdd(LanguageSetup.Current, _ => Sorted(IsoCodes.Countries, IsoNaming.Country));

    /// <summary>All languages with their codes, by name, to choose from.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages => LanguagesIn.GetOrAdd(LanguageSetup.Current, _ => Sorted(IsoCodes.Languages, IsoNaming.Language));

    /// <summary>A country's name; the code itself, where it has none.</summary>
    public static string Country(string code) => IsoNaming.Country(code, CultureInfo.CurrentUICulture);

    private static List<(string Code, string Name)> Sorted(IEnumerable<string> codes, Func<string, CultureInfo, string> name) =>
        [.. codes.Select(code => (Code: code, Name: name(code, CultureInfo.CurrentUICulture).Alone())).OrderBy(c => c.Name, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))];
}

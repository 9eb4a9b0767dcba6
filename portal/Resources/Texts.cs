using System.Globalization;
using System.Resources;

namespace Selection.Portal.Resources;

/// <summary>
/// What the portal says to people, in Texts*.resx; every component has it as <c>T</c>. A key without a text is a mistake of
/// ours: the page fails, and a test finds it before.
/// </summary>
public sealed class Texts
{
    public static ResourceManager Manager { get; } = new(typeof(Texts));

    /// <summary>A text in the page's language.</summary>
    public string this[string key] =>
        Manager.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text '{key}' in Texts.resx.");

    /// <summary>A text, or null where a code of a service has none here.</summary>
    public string? Find(string key) => Manager.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>A text with what its placeholders stand for.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    /// <summary>The name of a value of a closed set: <c>VacancyState_Open</c>.</summary>
    public string Of(Enum value) => this[$"{value.GetType().Name}_{value}"];

    /// <summary>A text about a number of things: <c>Days_One</c> or <c>Days_Many</c>, with the number as {0}.</summary>
    public string Count(string key, int count) => this[$"{key}_{(IsOne(count) ? "One" : "Many")}", count];

    /// <summary>French counts nothing as one.</summary>
    private static bool IsOne(int count) => count == 1 || (count == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr");
}

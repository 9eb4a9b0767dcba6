using System.Globalization;
using System.Resources;
using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.ServiceDefaults.Problems;

/// <summary>Texts of problems in the language of the request: the service's own, then the platform's.</summary>
public sealed class ProblemTexts(ResourceManager service)
{
    private static readonly ResourceManager Platform = new("Selection.ServiceDefaults.Resources.Problems", typeof(ProblemTexts).Assembly);

    /// <summary>The heading of every problem of an HTTP status.</summary>
    public string Title(int status) => Find($"title-{status}") ?? Find("title-other") ?? status.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of a code; a code without a text is a mistake of ours that a test finds, and is shown as it is.</summary>
    public string Text(string code, object[] args) =>
        Find(code) is { } text ? string.Format(CultureInfo.CurrentUICulture, text, [.. args.Select(Written)]) : code;

    /// <summary>A day in words; a number with what the language puts between thousands, where one of four digits may be a year, and has nothing there.</summary>
    private static object Written(object value) => value switch
    {
        // French has a narrow space between thousands, which the portal's typeface draws as almost nothing.
        int and >= 10_000 or long and >= 10_000 or decimal and >= 10_000 => ((IFormattable)value).ToString("#,0.##", CultureInfo.CurrentUICulture).Replace('\u202f', '\u00a0'),
        LocalDate day => WrittenDay.Of(day, CultureInfo.CurrentUICulture),
        _ => value,
    };

    private string? Find(string key) => service.GetString(key, CultureInfo.CurrentUICulture) ?? Platform.GetString(key, CultureInfo.CurrentUICulture);
}

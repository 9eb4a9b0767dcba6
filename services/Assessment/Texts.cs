using System.Globalization;
using System.Resources;
using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Assessment;

/// <summary>The service's words for people.</summary>
internal static class Texts
{
    internal static ResourceManager Resources { get; } = new("Selection.Assessment.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>A text in the language of the request, with what its placeholders stand for.</summary>
    internal static string In(string code, params object[] args) =>
        string.Format(CultureInfo.CurrentUICulture, Resources.GetString(code, CultureInfo.CurrentUICulture) ?? code, [.. args.Select(Written)]);

    private static object Written(object value) => value is LocalDate day ? WrittenDay.Of(day, CultureInfo.CurrentUICulture) : value;
}

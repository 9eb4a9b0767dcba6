using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Measures;

namespace Selection.Candidacies.Features.Messages;

/// <summary>
/// Puts a message into words: the text of its kind in the person's language, with <c>{name}</c> or <c>{name:format}</c>
/// filled in. Formats: <c>date</c>, <c>dayBefore</c> (of a first day that is too late), <c>time</c> (Brussels), <c>until</c>
/// (of a first instant that is too late), <c>number</c>, <c>codes</c> (each a text of its own), <c>measures</c> (R39), <c>text</c>
/// (in four languages).
/// </summary>
internal static partial class Wording
{
    /// <summary>What is said, and its heading.</summary>
    public static (string Subject, string Body) Of(string kind, string args, string? selectionCode, LocalizedText? title, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language switch { "nl" => "nl-BE", "fr" => "fr-BE", "de" => "de-DE", _ => "en-GB" });
        using var document = JsonDocument.Parse(args);
        var values = document.RootElement;
        return (Fill($"message-{kind}-subject"), Fill($"message-{kind}-body"));

        string Fill(string key) => Placeholder().Replace(Text(key, culture) ?? kind, match => (match.Groups[1].Value, match.Groups[2].Value) switch
        {
            ("code", _) => selectionCode ?? "",
            ("title", _) => title?.In(language) ?? "",
            var (name, format) => values.TryGetProperty(name, out var value) ? Write(value, format, culture) : "",
        });
    }

    private static string Write(JsonElement value, string format, CultureInfo culture) => (format, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => "",
        ("text", _) => value.Deserialize<LocalizedText>(ContractsJson.Options)!.In(culture.TwoLetterISOLanguageName),
        ("date", _) => WrittenDay.Of(Date(value), culture),
        ("dayBefore", _) => WrittenDay.Of(Date(value).PlusDays(-1), culture),
        ("time", _) => WrittenDay.At(Moment(value), culture),
        ("until", _) => UntilText(Moment(value), culture),
        ("number", _) => value.GetDecimal().ToString(culture),
        ("codes", _) => string.Join(", ", value.EnumerateArray().Select(code => Text(code.GetString()!, culture) ?? code.GetString())),
        ("measures", _) => string.Join(", ", MeasureWords.Of(value.EnumerateArray().Select(code => code.GetString()!), culture)),
        (_, JsonValueKind.Array) => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
        _ => value.ToString(),
    };

    /// <summary>A deadline at midnight is told as the day before it, to its end.</summary>
    private static string UntilText(Instant tooLate, CultureInfo culture) =>
        tooLate.InZone(BrusselsTime.Zone).TimeOfDay == LocalTime.Midnight
            ? WrittenDay.Of(BrusselsTime.DateIn(tooLate).PlusDays(-1), culture)
            : WrittenDay.At(tooLate, culture);

    private static LocalDate Date(JsonElement value) => value.Deserialize<LocalDate>(ContractsJson.Options);

    private static Instant Moment(JsonElement value) => value.Deserialize<Instant>(ContractsJson.Options);

    private static string? Text(string key, CultureInfo culture) => Texts.Resources.GetString(key, culture);

    [GeneratedRegex(@"\{(\w+)(?::(\w+))?\}")]
    private static partial Regex Placeholder();
}

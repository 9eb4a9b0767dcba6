using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Selection.ServiceDefaults.Clock;

/// <summary>Days as people write them in a language: "22 October 2025", "1er mars 2026", "1. März 2026".</summary>
public static class WrittenDay
{
    /// <summary>A day; no line ends between its number and the month.</summary>
    /// <param name="day">Which.</param>
    /// <param name="culture">Whose months and habits; French and German have ones of their own, every other language writes a bare number.</param>
    public static string Of(LocalDate day, CultureInfo culture) => LocalDatePattern.Create(PatternOf(day, culture), culture).Format(day);

    /// <summary>The day and the time in Brussels of an instant (T1), to the minute: "22 October 2025, 14:05".</summary>
    /// <param name="instant">Which.</param>
    /// <param name="culture">As for a day.</param>
    public static string At(Instant instant, CultureInfo culture)
    {
        var local = instant.InZone(BrusselsTime.Zone);
        return $"{Of(local.Date, culture)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>When a period begins, in Brussels: a midnight as its day, anything else with the time.</summary>
    /// <param name="begin">Its first instant.</param>
    /// <param name="culture">As for a day.</param>
    public static string Begin(Instant begin, CultureInfo culture) =>
        begin.InZone(BrusselsTime.Zone).TimeOfDay == LocalTime.Midnight ? Of(BrusselsTime.DateIn(begin), culture) : At(begin, culture);

    /// <summary>Until when a period lasts, in Brussels: a midnight is told as the day before it, to its end (T1).</summary>
    /// <param name="end">The first instant after it.</param>
    /// <param name="culture">As for a day.</param>
    public static string Until(Instant end, CultureInfo culture) =>
        end.InZone(BrusselsTime.Zone).TimeOfDay == LocalTime.Midnight ? Of(BrusselsTime.DateIn(end).PlusDays(-1), culture) : At(end, culture);

    private static string PatternOf(LocalDate day, CultureInfo culture) => culture.TwoLetterISOLanguageName switch
    {
        "de" => "d'.\u00a0'MMMM uuuu",
        "fr" when day.Day == 1 => "'1er\u00a0'MMMM uuuu",
        _ => "d'\u00a0'MMMM uuuu",
    };
}

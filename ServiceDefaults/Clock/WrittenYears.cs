using System.Globalization;
using System.Resources;
using Selection.ServiceDefaults.Input;

namespace Selection.ServiceDefaults.Clock;

/// <summary>Whole years and loose days (R14) as people write them, in nl, fr, de and en: "6 years and 184 days", "6 years".</summary>
public static class WrittenYears
{
    private static readonly ResourceManager Texts = new("Selection.ServiceDefaults.Resources.Years", typeof(WrittenYears).Assembly);

    /// <summary>Years alone.</summary>
    /// <param name="years">How many.</param>
    /// <param name="culture">The reader's language; English where it is none of the four.</param>
    public static string Of(int years, CultureInfo culture) => Counted(years, "year", culture);

    /// <summary>Years and days; years alone where no day is left over.</summary>
    /// <param name="years">How many whole years.</param>
    /// <param name="days">How many days beside them.</param>
    /// <param name="culture">As for years alone.</param>
    public static string Of(int years, int days, CultureInfo culture) => days == 0
        ? Of(years, culture)
        : string.Format(culture, Text("years-and-days", culture), Of(years, culture), Counted(days, "day", culture));

    private static string Counted(int number, string unit, CultureInfo culture) =>
        string.Format(culture, Text(GrammaticalNumber.IsSingular(number, culture) ? $"one-{unit}" : $"many-{unit}s", culture), number);

    private static string Text(string key, CultureInfo culture) => Texts.GetString(key, culture)!;
}

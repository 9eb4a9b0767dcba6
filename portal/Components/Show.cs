using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Portal.Languages;
using Selection.Portal.Resources;
using Selection.ServiceDefaults.Clock;

namespace Selection.Portal.Components;

/// <summary>Dates, times, amounts and numbers as the page's language writes them; every component has it as <c>Show</c>. Times are Brussels' (T1).</summary>
public sealed class Show(IClock clock, Texts texts)
{
    /// <summary>The platform's time (T4).</summary>
    public Instant Now { get; } = clock.GetCurrentInstant();

    /// <summary>22 October 2025.</summary>
    public string Date(LocalDate date) => WrittenDay.Of(date, CultureInfo.CurrentUICulture);

    /// <summary>6 years and 184 days.</summary>
    public string Years(int years, int days) => WrittenYears.Of(years, days, CultureInfo.CurrentUICulture);

    /// <summary>Thursday 22 October: a day of a calendar that names its month.</summary>
    public string Day(LocalDate date) => LanguageSetup.Current switch
    {
        "de" => Pattern("dddd, d'.\u00a0'MMMM", date),
        "fr" when date.Day == 1 => Pattern("dddd '1er\u00a0'MMMM", date),
        _ => Pattern("dddd d'\u00a0'MMMM", date),
    };

    /// <summary>October 2025.</summary>
    public string Month(LocalDate date) => Pattern("MMMM uuuu", date);

    /// <summary>The day in Brussels of an instant.</summary>
    public string Date(Instant instant) => Date(BrusselsTime.DateIn(instant));

    /// <summary>The time in Brussels of an instant.</summary>
    public string Time(Instant instant) => Time(instant.InZone(BrusselsTime.Zone).TimeOfDay);

    /// <summary>14:00, as the language says it.</summary>
    public string Time(LocalTime time) => texts["Time", time.Hour, time.Minute];

    /// <summary>14:00 – 15:30: of one day in Brussels, with what the language adds to a time said once.</summary>
    public string Times(Instant from, Instant to)
    {
        var (start, end) = (from.InZone(BrusselsTime.Zone), to.InZone(BrusselsTime.Zone));
        return texts["Times", start.Hour, start.Minute, end.Hour, end.Minute];
    }

    /// <summary>22 October 2025 at 14:00.</summary>
    public string DateTime(Instant instant) => texts["DateAndTime", Date(instant), Time(instant)];

    /// <summary>Until when: a midnight is the end of the day before (T1).</summary>
    /// <param name="end">The first instant that is too late.</param>
    public string Until(Instant end) => end.InZone(BrusselsTime.Zone).LocalDateTime is { TimeOfDay: var time } local && time == LocalTime.Midnight
        ? texts["UntilEndOf", Date(local.Date.PlusDays(-1))]
        : texts["UntilTime", Date(end), Time(end)];

    /// <summary>What remains until an instant, in the largest unit that says enough; null once it is over.</summary>
    public string? Remaining(Instant end)
    {
        var left = end - Now;
        if (left <= Duration.Zero) return null;
        if (left < Duration.FromHours(1)) return texts.Count("MinutesLeft", Math.Max(1, (int)left.TotalMinutes));
        if (left < Duration.FromHours(48)) return texts.Count("HoursLeft", (int)left.TotalHours);
        return texts.Count("DaysLeft", (int)left.TotalDays);
    }

    /// <summary>€185,457.89 and its like; whole amounts without cents.</summary>
    public string Money(decimal euro) => euro.ToString(euro == decimal.Truncate(euro) ? "C0" : "C2", Euro());

    /// <summary>A number with the language's separators.</summary>
    public string Number(decimal number) => number.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary>A number as one types it: the language's decimal sign, nothing between the thousands.</summary>
    public static string Plain(decimal number) => number.ToString("0.############", CultureInfo.CurrentCulture);

    /// <summary>A score as the vendor sent it, every digit of it, with the language's decimal sign; what is no number stays as it came.</summary>
    public static string Received(string score) => decimal.TryParse(score, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
        ? score.Replace(".", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal)
        : score;

    /// <summary>A percentage as results are reckoned, with its two decimals.</summary>
    public string Percent(decimal percent) => texts["Percent", percent.ToString("0.00", CultureInfo.CurrentCulture)];

    /// <summary>A text of the API in the page's language; in the first other that has it, where it does not.</summary>
    public string Text(LocalizedText text) =>
        UnbrokenWords.In(new[] { text.In(LanguageSetup.Current), text.Nl, text.Fr, text.De, text.En }.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) ?? "");

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Machine(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string Pattern(string pattern, LocalDate date) => LocalDatePattern.Create(pattern, CultureInfo.CurrentCulture).Format(date);

    private static NumberFormatInfo Euro()
    {
        var format = (NumberFormatInfo)CultureInfo.CurrentCulture.NumberFormat.Clone();
        format.CurrencySymbol = "€";
        return format;
    }
}

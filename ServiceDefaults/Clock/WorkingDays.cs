using NodaTime;

namespace Selection.ServiceDefaults.Clock;

/// <summary>Belgian working days (T5): Monday to Friday without the ten public holidays and whatever further days an authority closes on.</summary>
public static class WorkingDays
{
    /// <summary>Whether a date is a working day.</summary>
    /// <param name="date">The date in Brussels.</param>
    /// <param name="closed">Further closing days (T5).</param>
    public static bool IsWorkingDay(LocalDate date, ClosingDays closed) =>
        date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !IsPublicHoliday(date) && !closed.Days.Contains(date);

    /// <summary>The <paramref name="count"/>-th working day before a date, which itself does not count.</summary>
    public static LocalDate Before(LocalDate date, int count, ClosingDays closed)
    {
        while (count > 0)
        {
            date = date.PlusDays(-1);
            if (IsWorkingDay(date, closed)) count--;
        }

        return date;
    }

    /// <summary>The first instant at which it is too late to ask for help with registering (R29): the end of the second working day before the test.</summary>
    public static Instant HelpEndsAt(Instant testStart, ClosingDays closed) => BrusselsTime.EndOf(LastDayForHelp(testStart, closed));

    /// <summary>The last day on which help with registering can be asked for (R29): the second working day before the test.</summary>
    public static LocalDate LastDayForHelp(Instant testStart, ClosingDays closed) => Before(BrusselsTime.DateIn(testStart), 2, closed);

    /// <summary>One of the ten public holidays.</summary>
    public static bool IsPublicHoliday(LocalDate date) => (date.Month, date.Day) switch
    {
        (1, 1) or (5, 1) or (7, 21) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        // Easter Monday, Ascension, Whit Monday.
        _ => Period.DaysBetween(EasterSunday(date.Year), date) is 1 or 39 or 50,
    };

    /// <summary>Easter by the Gregorian computus (Meeus, Jones and Butcher).</summary>
    private static LocalDate EasterSunday(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * weekday)) / 451;
        var day = epact + weekday - (7 * correction) + 114;
        return new LocalDate(year, day / 31, (day % 31) + 1);
    }
}

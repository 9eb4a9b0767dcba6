using System.Globalization;
using NodaTime;
using NodaTime.Testing;
using Selection.Portal.Components;
using Xunit;

namespace Selection.Portal.Tests;

/// <summary>Dates, times and amounts as each language writes them.</summary>
public sealed class ShowTests
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 10, 20, 10, 0);

    [Theory]
    [InlineData("nl", "tot en met 22\u00a0oktober 2025, 23.59 uur")]
    [InlineData("fr", "jusqu'au 22\u00a0octobre 2025 inclus, 23 h 59")]
    [InlineData("de", "bis einschließlich 22.\u00a0Oktober 2025, 23.59 Uhr")]
    [InlineData("en", "until 22\u00a0October 2025, 23:59")]
    public void T1_a_deadline_at_midnight_is_told_as_the_end_of_the_day_before(string language, string expected) =>
        Assert.Equal(expected, In(language, show => show.Until(Instant.FromUtc(2025, 10, 22, 22, 0))));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "1 minute left")]
    [InlineData(59, "59 minutes left")]
    [InlineData(60, "1 hour left")]
    [InlineData(47 * 60, "47 hours left")]
    [InlineData(48 * 60, "2 days left")]
    public void What_remains_is_told_in_the_unit_that_says_enough(int minutes, string? expected) =>
        Assert.Equal(expected, In("en", show => show.Remaining(Noon + Duration.FromMinutes(minutes))));

    [Theory]
    [InlineData("nl", "21\u00a0oktober 2025 om\u00a014.05 uur")]
    [InlineData("fr", "21\u00a0octobre 2025 à\u00a014 h 05")]
    [InlineData("de", "21.\u00a0Oktober 2025 um\u00a014.05 Uhr")]
    [InlineData("en", "21\u00a0October 2025 at\u00a014:05")]
    public void Times_are_Brussels_time(string language, string expected) =>
        Assert.Equal(expected, In(language, show => show.DateTime(Instant.FromUtc(2025, 10, 21, 12, 5))));

    [Theory]
    [InlineData("nl", "8.30 – 11.30\u00a0uur")]
    [InlineData("fr", "8\u00a0h\u00a030 – 11\u00a0h\u00a030")]
    [InlineData("de", "8.30 – 11.30\u00a0Uhr")]
    [InlineData("en", "08:30 – 11:30")]
    public void From_one_time_to_another_the_hour_is_named_as_the_language_does(string language, string expected) =>
        Assert.Equal(expected, In(language, show => show.Times(Instant.FromUtc(2025, 10, 21, 6, 30), Instant.FromUtc(2025, 10, 21, 9, 30))));

    [Fact]
    public void The_first_of_a_month_is_an_ordinal_in_French() =>
        Assert.Equal("1er\u00a0mars 2026", In("fr", show => show.Date(new LocalDate(2026, 3, 1))));

    [Theory]
    [InlineData("nl", "10.000", "83,57\u00a0%")]
    [InlineData("de", "10.000", "83,57\u00a0%")]
    [InlineData("en", "10,000", "83.57%")]
    public void Numbers_have_the_separators_of_the_language(string language, string number, string percent)
    {
        Assert.Equal(number, In(language, show => show.Number(10_000)));
        Assert.Equal(percent, In(language, show => show.Percent(83.57m)));
    }

    [Fact]
    public void An_amount_in_English_has_a_decimal_point() =>
        Assert.Equal("€185,457.89", In("en", show => show.Money(185_457.89m)));

    private static string? In(string language, Func<Show, string?> say)
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new CultureInfo(language == "en" ? "en-IE" : $"{language}-BE"), new CultureInfo(language));
        try
        {
            return say(new Show(new FakeClock(Noon), new Resources.Texts()));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}

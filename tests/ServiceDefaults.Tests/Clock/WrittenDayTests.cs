using System.Globalization;
using NodaTime;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Clock;

public sealed class WrittenDayTests
{
    [Theory]
    [InlineData("nl", "1\u00a0maart 2026")]
    [InlineData("fr", "1er\u00a0mars 2026")]
    [InlineData("fr-BE", "1er\u00a0mars 2026")]
    [InlineData("de", "1.\u00a0März 2026")]
    [InlineData("en", "1\u00a0March 2026")]
    public void A_day_is_written_as_its_language_does(string culture, string written) =>
        Assert.Equal(written, WrittenDay.Of(new LocalDate(2026, 3, 1), new CultureInfo(culture)));

    [Fact]
    public void Only_the_first_of_a_month_is_an_ordinal_in_French() =>
        Assert.Equal("21\u00a0mars 2026", WrittenDay.Of(new LocalDate(2026, 3, 21), new CultureInfo("fr")));

    [Theory]
    [InlineData("nl", "1\u00a0maart 2026, 00:30")]
    [InlineData("fr", "1er\u00a0mars 2026, 00:30")]
    public void T1_an_instant_is_written_in_the_time_of_Brussels(string culture, string written) =>
        Assert.Equal(written, WrittenDay.At(Instant.FromUtc(2026, 2, 28, 23, 30), new CultureInfo(culture)));

    [Theory]
    [InlineData("2025-11-02T23:00:00Z", "3\u00a0novembre 2025", "2\u00a0novembre 2025")]
    [InlineData("2025-11-14T16:30:00Z", "14\u00a0novembre 2025, 17:30", "14\u00a0novembre 2025, 17:30")]
    public void T1_a_midnight_that_begins_or_ends_a_period_is_told_as_a_day(string instant, string begin, string until)
    {
        var (at, french) = (NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).Value, new CultureInfo("fr"));
        Assert.Equal((begin, until), (WrittenDay.Begin(at, french), WrittenDay.Until(at, french)));
    }
}

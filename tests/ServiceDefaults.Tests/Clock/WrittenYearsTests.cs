using System.Globalization;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Clock;

public sealed class WrittenYearsTests
{
    [Theory]
    [InlineData("nl", "6\u00a0jaar en 184\u00a0dagen", "1\u00a0jaar en 1\u00a0dag", "6\u00a0jaar", "0\u00a0jaar")]
    [InlineData("fr", "6\u00a0ans et 184\u00a0jours", "1\u00a0an et 1\u00a0jour", "6\u00a0ans", "0\u00a0an")]
    [InlineData("de", "6\u00a0Jahre und 184\u00a0Tage", "1\u00a0Jahr und 1\u00a0Tag", "6\u00a0Jahre", "0\u00a0Jahre")]
    [InlineData("en", "6\u00a0years and 184\u00a0days", "1\u00a0year and 1\u00a0day", "6\u00a0years", "0\u00a0years")]
    public void R14_years_stand_alone_where_no_day_is_left_over(string language, string both, string one, string years, string none)
    {
        var culture = new CultureInfo(language);
        Assert.Equal(
            (both, one, years, none),
            (WrittenYears.Of(6, 184, culture), WrittenYears.Of(1, 1, culture), WrittenYears.Of(6, 0, culture), WrittenYears.Of(0, 0, culture)));
    }
}

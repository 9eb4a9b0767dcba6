using System.Globalization;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Clock;

public sealed class WrittenYearsTests
{
    [Theory]
    [InlineData("nl", "6 jaar en 184 dagen", "1 jaar en 1 dag", "6 jaar", "0 jaar")]
    [InlineData("fr", "6 ans et 184 jours", "1 an et 1 jour", "6 ans", "0 an")]
    [InlineData("de", "6 Jahre und 184 Tage", "1 Jahr und 1 Tag", "6 Jahre", "0 Jahre")]
    [InlineData("en", "6 years and 184 days", "1 year and 1 day", "6 years", "0 years")]
    public void R14_years_stand_alone_where_no_day_is_left_over(string language, string both, string one, string years, string none)
    {
        var culture = new CultureInfo(language);
        Assert.Equal(
            (both, one, years, none),
            (WrittenYears.Of(6, 184, culture), WrittenYears.Of(1, 1, culture), WrittenYears.Of(6, 0, culture), WrittenYears.Of(0, 0, culture)));
    }
}

using System.Globalization;
using NodaTime;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Tests.SampleService;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Problems;

/// <summary>Numbers and days in what a problem says to people.</summary>
public sealed class ProblemTextTests
{
    [Theory]
    [InlineData("nl", "9999", "10.000", "9999,5", "12.345.678,5")]
    [InlineData("fr", "9999", "10\u00a0000", "9999,5", "12\u00a0345\u00a0678,5")]
    [InlineData("de", "9999", "10.000", "9999,5", "12.345.678,5")]
    [InlineData("en", "9999", "10,000", "9999.5", "12,345,678.5")]
    public void A_number_from_ten_thousand_on_is_written_as_the_language_does_and_one_of_four_digits_may_be_a_year(
        string language, string four, string five, string fraction, string more)
    {
        Assert.Equal(Refused(language, four), Refused(language, 9_999));
        Assert.Equal(Refused(language, five), Refused(language, 10_000));
        Assert.Equal(Refused(language, four), Refused(language, 9_999L));
        Assert.Equal(Refused(language, five), Refused(language, 10_000L));
        Assert.Equal(Refused(language, fraction), Refused(language, 9_999.5m));
        Assert.Equal(Refused(language, more), Refused(language, 12_345_678.5m));
    }

    [Fact]
    public void A_text_of_digits_is_no_number() => Assert.Equal("Refused 10000 times.", Refused("en", "10000"));

    [Theory]
    [InlineData("nl", "1\u00a0maart 2026")]
    [InlineData("fr", "1er\u00a0mars 2026")]
    public void A_day_is_written_as_its_language_does(string language, string day) => Assert.Equal(Refused(language, day), Refused(language, new LocalDate(2026, 3, 1)));

    [Theory]
    [InlineData("nl", "Kies een dag van 1\u00a0januari 1940 tot en met 2\u00a0maart 2026.")]
    [InlineData("fr", "Choisissez un jour du 1er\u00a0janvier 1940 au 2\u00a0mars 2026.")]
    [InlineData("de", "Wählen Sie einen Tag vom 1.\u00a0Januar 1940 bis zum 2.\u00a0März 2026.")]
    [InlineData("en", "Choose a day from 1\u00a0January 1940 to 2\u00a0March 2026.")]
    public void Days_between_which_one_has_to_lie_are_told_in_a_sentence(string language, string expected) =>
        Assert.Equal(expected, Told(language, "between-days", new LocalDate(1940, 1, 1), new LocalDate(2026, 3, 2)));

    /// <summary>The text in a language, with what its placeholder stands for.</summary>
    private static string Refused(string language, object times) => Told(language, "sample-refused", times);

    private static string Told(string language, string code, params object[] args)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return new ProblemTexts(Texts.Resources).Text(code, args);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

using Microsoft.Extensions.Configuration;
using NodaTime;
using Selection.Screening.Data;
using Selection.ServiceDefaults;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class ClaimSettingsTests
{
    private static ClaimSettings Of(string? minutes) =>
        ClaimSettings.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Claims:Minutes", minutes)]).Build());

    [Theory]
    [InlineData(null, 120)]
    [InlineData("", 120)]
    [InlineData("1", 1)]
    [InlineData("1440", 1440)]
    public void A_claim_lasts_two_hours_unless_it_is_set_otherwise(string? minutes, int expected) => Assert.Equal(Duration.FromMinutes(expected), Of(minutes).Lease);

    [Theory]
    [InlineData("0")]
    [InlineData("1441")]
    [InlineData("two hours")]
    public void A_length_that_cannot_be_right_keeps_the_process_from_starting(string minutes) =>
        Assert.Contains($"'{minutes}'", Assert.Throws<StartupException>(() => Of(minutes)).Message, StringComparison.Ordinal);
}

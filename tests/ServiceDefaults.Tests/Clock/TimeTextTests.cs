using CsCheck;
using Microsoft.Extensions.Configuration;
using NodaTime;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Clock;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2025-11-20T09:00", "2025-11-20T08:00:00Z")]
    [InlineData("2025-07-20T09:00:30", "2025-07-20T07:00:30Z")]
    [InlineData("2025-11-20T08:00:00Z", "2025-11-20T08:00:00Z")]
    [InlineData("2025-11-20T08:00:00.25Z", "2025-11-20T08:00:00.25Z")]
    [InlineData("2025-11-20T09:00:00+05:30", "2025-11-20T03:30:00Z")]
    public void T1_a_moment_is_a_local_time_in_Brussels_or_an_instant(string text, string instant) =>
        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Parse(instant).Value, Assert.IsType<TimeReading.Moment>(TimeText.Read(text)).Instant);

    [Theory]
    [InlineData("2025-10-26T02:30", 26, 0, 1)]
    [InlineData("2025-10-26T02:59:59", 26, 0, 1)]
    public void T5_a_local_time_that_is_given_twice_stands_for_two_instants(string text, int day, int first, int second)
    {
        var unclear = Assert.IsType<TimeReading.Unclear>(TimeText.Read(text));
        Assert.Equal((day, first, second), (unclear.First.InUtc().Day, unclear.First.InUtc().Hour, unclear.Second.InUtc().Hour));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("20/11/2025")]
    [InlineData("2025-11-20 09:00")]
    [InlineData("2025-11-20T25:00")]
    [InlineData("2025-02-29")]
    [InlineData(" 2025-11-20")]
    public void What_is_no_time_is_none(string text) => Assert.IsType<TimeReading.Unreadable>(TimeText.Read(text));

    [Fact]
    public void T1_a_date_begins_with_its_first_instant_and_ends_before_the_first_of_the_next()
    {
        var faults = new List<FieldError>();
        Assert.Equal(BrusselsTime.StartOf(new LocalDate(2025, 10, 26)), faults.Begin("a", "2025-10-26"));
        Assert.Equal(BrusselsTime.EndOf(new LocalDate(2025, 10, 26)), faults.End("a", "2025-10-26"));
        Assert.Empty(faults);
        Assert.Null(faults.Moment("a", "2025-10-26"));
        Assert.Null(faults.End("b", "2026-03-29T02:30"));
        Assert.Null(faults.Begin("c", "9999-12-31"));
        Assert.Null(faults.Moment("d", " "));
        Assert.Equal([("a", "not-a-time"), ("b", "local-time-unclear"), ("c", "not-a-date-or-time"), ("d", "required")], faults.Select(f => (f.Field, f.Code)));
    }

    [Fact]
    public void T1_T5_every_instant_is_told_by_its_local_time_unless_that_is_unclear() => Gen.Long[0, 60L * 24 * 365 * 30].Sample(minutes =>
    {
        var instant = Instant.FromUtc(2015, 1, 1, 0, 0) + Duration.FromMinutes(minutes);
        var local = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Format(instant.InZone(BrusselsTime.Zone).LocalDateTime);
        switch (TimeText.Read(local))
        {
            case TimeReading.Moment moment: Assert.Equal(instant, moment.Instant); break;
            case TimeReading.Unclear unclear: Assert.Contains(instant, new[] { unclear.First, unclear.Second }); break;
            default: Assert.Fail(local); break;
        }
    });

    [Theory]
    [InlineData("WorkingDays:Closed", "2025-12-26, 2026-01-02")]
    [InlineData("WorkingDays:Closed:0", "2025-12-26", "WorkingDays:Closed:1", "2026-01-02")]
    public void T5_closing_days_are_configured_one_each_or_with_commas(params string[] settings)
    {
        var closed = ClosingDays.Of(Configured(settings));
        Assert.Equal([new LocalDate(2025, 12, 26), new LocalDate(2026, 1, 2)], closed.Days.Order());
        Assert.False(WorkingDays.IsWorkingDay(new LocalDate(2025, 12, 26), closed));
        Assert.True(WorkingDays.IsWorkingDay(new LocalDate(2025, 12, 26), ClosingDays.None));
    }

    [Fact]
    public void T5_without_a_setting_there_are_no_further_closing_days() => Assert.Empty(ClosingDays.Of(Configured()).Days);

    private static IConfiguration Configured(params string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Chunk(2).Select(s => new KeyValuePair<string, string?>(s[0], s[1]))).Build();
}

using CsCheck;
using NodaTime;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Clock;

public sealed class BrusselsTimeTests
{
    private static readonly Gen<LocalDate> Days = Gen.Int[0, 365 * 60].Select(d => new LocalDate(1995, 1, 1).PlusDays(d));

    [Theory]
    [InlineData(2025, 3, 30, 23)]
    [InlineData(2025, 10, 26, 25)]
    [InlineData(2025, 10, 22, 24)]
    public void T1_a_day_lasts_as_long_as_it_lasts_in_Brussels(int year, int month, int day, int hours)
    {
        var date = new LocalDate(year, month, day);
        Assert.Equal(Duration.FromHours(hours), BrusselsTime.EndOf(date) - BrusselsTime.StartOf(date));
    }

    [Fact]
    public void T1_until_a_date_means_to_its_last_instant() => Days.Sample(day =>
    {
        var end = BrusselsTime.EndOf(day);
        Assert.Equal(day, BrusselsTime.DateIn(end - Duration.Epsilon));
        Assert.Equal(day.PlusDays(1), BrusselsTime.DateIn(end));
        Assert.Equal(end, BrusselsTime.StartOf(day.PlusDays(1)));
    });

    [Fact]
    public void T1_the_seeds_closing_date_ends_at_22_hours_utc() =>
        Assert.Equal(Instant.FromUtc(2025, 10, 22, 22, 0), BrusselsTime.EndOf(new LocalDate(2025, 10, 22)));

    [Theory]
    [InlineData("2024-08-31", 6, "2025-02-28")]
    [InlineData("2023-08-31", 6, "2024-02-29")]
    [InlineData("2025-10-22", 6, "2026-04-22")]
    [InlineData("2025-12-31", 2, "2026-02-28")]
    public void T2_months_end_clamped_to_the_months_last_day(string from, int months, string firstFree) =>
        Assert.Equal(Date(firstFree), BrusselsTime.FirstDayAfter(Date(from), Period.FromMonths(months)));

    [Fact]
    public void T2_a_leap_days_anniversary_is_the_28th() =>
        Assert.Equal(new LocalDate(2026, 2, 28), BrusselsTime.FirstDayAfter(new LocalDate(2024, 2, 29), Period.FromYears(2)));

    [Fact]
    public void T2_a_later_start_never_ends_earlier_and_the_end_is_in_the_month_it_must_be_in() =>
        Gen.Select(Days, Gen.Int[1, 120]).Sample((from, months) =>
        {
            var end = BrusselsTime.FirstDayAfter(from, Period.FromMonths(months));
            Assert.True(BrusselsTime.FirstDayAfter(from.PlusDays(1), Period.FromMonths(months)) >= end);
            Assert.Equal((from.Year * 12) + from.Month + months, (end.Year * 12) + end.Month);
            Assert.True(end.Day == from.Day || (end.Day < from.Day && end.PlusDays(1).Day == 1));
        });

    [Fact]
    public void T5_day_one_is_the_day_after_and_day_N_the_last() => Gen.Select(Days, Gen.Int[1, 100]).Sample((from, days) =>
    {
        var last = BrusselsTime.LastOfDays(from, days);
        Assert.Equal(days, Period.DaysBetween(from, last));
        Assert.Equal(from.PlusDays(1), BrusselsTime.LastOfDays(from, 1));
    });

    [Fact]
    public void T5_a_skipped_time_is_refused_with_both_instants()
    {
        var reading = Assert.IsType<LocalTimeReading.Unclear>(BrusselsTime.Read(new LocalDateTime(2025, 3, 30, 2, 30)));
        Assert.Equal(Instant.FromUtc(2025, 3, 30, 0, 30), reading.First);
        Assert.Equal(Instant.FromUtc(2025, 3, 30, 1, 30), reading.Second);
    }

    [Fact]
    public void T5_an_ambiguous_time_is_refused_with_both_instants()
    {
        var reading = Assert.IsType<LocalTimeReading.Unclear>(BrusselsTime.Read(new LocalDateTime(2025, 10, 26, 2, 30)));
        Assert.Equal(Instant.FromUtc(2025, 10, 26, 0, 30), reading.First);
        Assert.Equal(Instant.FromUtc(2025, 10, 26, 1, 30), reading.Second);
    }

    [Fact]
    public void T5_what_is_read_exactly_is_that_local_time_and_what_is_unclear_is_around_a_clock_change() =>
        Gen.Select(Days, Gen.Int[0, (24 * 60) - 1]).Sample((day, minute) =>
        {
            var local = day.AtMidnight().PlusMinutes(minute);
            switch (BrusselsTime.Read(local))
            {
                case LocalTimeReading.Exact exact:
                    Assert.Equal(local, exact.Instant.InZone(BrusselsTime.Zone).LocalDateTime);
                    break;
                case LocalTimeReading.Unclear unclear:
                    Assert.Equal(Duration.FromHours(1), unclear.Second - unclear.First);
                    Assert.NotEqual(Duration.FromHours(24), BrusselsTime.EndOf(day) - BrusselsTime.StartOf(day));
                    break;
            }
        });

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}

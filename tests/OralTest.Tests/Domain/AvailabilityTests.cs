using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class AvailabilityTests
{
    private static readonly LocalDate Day = new(2025, 12, 11);

    [Theory]
    [InlineData(DayPart.WholeDay, 9, 10, false)]
    [InlineData(DayPart.Morning, 9, 12, false)]
    [InlineData(DayPart.Morning, 12, 14, true)]
    [InlineData(DayPart.Afternoon, 9, 12, true)]
    [InlineData(DayPart.Afternoon, 11, 13, false)]
    [InlineData(DayPart.Afternoon, 12, 14, false)]
    public void R41_who_is_away_for_a_part_of_a_day_can_come_in_the_other(DayPart part, int from, int to, bool canCome) =>
        Assert.Equal(canCome, new Availability([new AvailabilityEntry(false, Day, part)]).Covers(Hours(Day, from, to)));

    [Fact]
    public void R41_absence_between_two_times_ends_where_a_hearing_may_begin()
    {
        var away = new Availability([new AvailabilityEntry(false, Day, DayPart.Times, new LocalTime(10, 0), new LocalTime(11, 30))]);
        Assert.True(away.Covers(Hours(Day, 8, 10)));
        Assert.False(away.Covers(Hours(Day, 11, 12)));
        Assert.True(away.Covers(Hours(Day, 12, 13)));
    }

    [Fact]
    public void R41_who_names_times_of_availability_can_come_within_them_only()
    {
        var named = new Availability([new AvailabilityEntry(true, Day, DayPart.Morning), new AvailabilityEntry(true, Day, DayPart.Afternoon), new AvailabilityEntry(false, Day, DayPart.Times, new LocalTime(15, 0), new LocalTime(16, 0))]);
        Assert.True(named.Covers(Hours(Day, 11, 13)));
        Assert.False(named.Covers(Hours(Day, 14, 17)));
        Assert.False(named.Covers(Hours(Day.PlusDays(1), 9, 10)));
        Assert.True(Availability.Always.Covers(Hours(Day.PlusDays(1), 9, 10)));
    }

    [Theory]
    [InlineData(2026, 3, 29, 23)]
    [InlineData(2026, 10, 25, 25)]
    public void T1_a_whole_day_is_as_long_as_it_is(int year, int month, int day, int hours)
    {
        var range = new AvailabilityEntry(false, new LocalDate(year, month, day), DayPart.WholeDay).Range();
        Assert.Equal(Duration.FromHours(hours), range.To - range.From);
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(30, 0, "extra-time:30")]
    [InlineData(0, 15, "break:15")]
    [InlineData(30, 25, "extra-time:20;break:10; Extra-Time : 30 ;break:15")]
    [InlineData(0, 0, "30 minutes more")]
    [InlineData(0, 0, "extra-time;extra-time:;extra-time:x;extra-time:-5;extra-time:3.5;extra-time:601;extra-time:1:2;screen-reader:1")]
    public void R39_measures_that_add_time_are_read_and_others_are_the_committees_to_read(int minutes, int breaks, string measures) =>
        Assert.Equal(new ExtraTime(minutes, breaks), ExtraTime.Of(measures.Split(';')));

    [Theory]
    [InlineData(ExtraTimeOn.Both, 90, 135)]
    [InlineData(ExtraTimeOn.Preparation, 90, 105)]
    [InlineData(ExtraTimeOn.Hearing, 60, 135)]
    public void R39_extra_time_lengthens_what_the_vacancy_says_and_a_break_the_hearing(ExtraTimeOn on, int preparation, int hearing)
    {
        var lengths = new SlotLengths(Duration.FromMinutes(60), Duration.FromMinutes(90), on);
        var extra = new ExtraTime(30, 15);
        Assert.Equal((Duration.FromMinutes(preparation), Duration.FromMinutes(hearing)), (lengths.PreparationWith(extra), lengths.HearingWith(extra)));
        var start = Instant.FromUtc(2025, 12, 11, 9, 0);
        var slot = new SlotTimes(start, start + Duration.FromMinutes(preparation), start + Duration.FromMinutes(preparation + hearing));
        Assert.True(lengths.Fit(slot, extra));
        Assert.True(lengths.Fit(slot, ExtraTime.None));
        Assert.False(lengths.Fit(slot with { EndsAt = slot.EndsAt - Duration.FromSeconds(1) }, extra));
    }

    private static TimeRange Hours(LocalDate day, int from, int to) => new(At(day, from), At(day, to));

    private static Instant At(LocalDate day, int hour) => day.At(new LocalTime(hour, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant();
}

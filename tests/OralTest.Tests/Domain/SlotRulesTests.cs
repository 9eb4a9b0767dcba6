using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class SlotRulesTests
{
    private static readonly Duration Tick = Duration.FromNanoseconds(1);
    private static readonly Instant Start = Instant.FromUtc(2025, 12, 9, 8, 0);
    private static readonly SlotTimes Slot = new(Start, Start + Duration.FromHours(1), Start + Duration.FromHours(3));
    private static readonly RegistrationPeriod Period = new(BrusselsTime.StartOf(new LocalDate(2025, 11, 24)), BrusselsTime.EndOf(new LocalDate(2025, 12, 1)));

    [Fact]
    public void R27_exactly_one_hour_before_is_in_time_to_cancel()
    {
        var last = Start - Duration.FromHours(1);
        Assert.Equal(last, SlotRules.CancelUntil(Slot));
        Assert.Equal(SlotAnswer.Yes, SlotRules.MayCancel(last, Slot));
        Assert.Equal(SlotAnswer.TooLateToGiveUp, SlotRules.MayCancel(last + Tick, Slot));
    }

    [Fact]
    public void R27_switching_gives_a_slot_up_and_has_the_same_limit()
    {
        var later = new SlotTimes(Start + Duration.FromDays(1), Start + Duration.FromHours(25), Start + Duration.FromHours(27));
        var period = new RegistrationPeriod(Period.OpensAt, Start + Duration.FromDays(1));
        var last = Start - Duration.FromHours(1);
        Assert.Equal(SlotAnswer.Yes, SlotRules.MayChoose(last, CandidacyState.Planned, later, period, Slot));
        Assert.Equal(SlotAnswer.TooLateToGiveUp, SlotRules.MayChoose(last + Tick, CandidacyState.Planned, later, period, Slot));
    }

    [Fact]
    public void R26_slots_are_chosen_inside_the_registration_period_only()
    {
        Assert.Equal(SlotAnswer.PeriodNotOpen, Choose(Period.OpensAt - Tick));
        Assert.Equal(SlotAnswer.Yes, Choose(Period.OpensAt));
        Assert.Equal(SlotAnswer.Yes, Choose(Period.ClosesAt - Tick));
        Assert.Equal(SlotAnswer.PeriodOver, Choose(Period.ClosesAt));
    }

    [Theory]
    [InlineData(2026, 3, 29, 23)] // the clock goes forward
    [InlineData(2026, 10, 25, 25)] // and back
    [InlineData(2026, 6, 1, 24)]
    public void T1_the_last_day_of_a_period_counts_to_its_last_instant_whatever_its_length(int year, int month, int day, int hours)
    {
        var date = new LocalDate(year, month, day);
        var period = new RegistrationPeriod(BrusselsTime.StartOf(date), BrusselsTime.EndOf(date));
        Assert.Equal(Duration.FromHours(hours), period.ClosesAt - period.OpensAt);
        Assert.True(period.Contains(period.ClosesAt - Tick));
        Assert.False(period.Contains(period.ClosesAt));
    }

    [Fact]
    public void R26_a_slot_that_has_begun_is_not_chosen()
    {
        var period = new RegistrationPeriod(Period.OpensAt, Start + Duration.FromDays(5));
        Assert.Equal(SlotAnswer.Yes, SlotRules.MayChoose(Start - Tick, CandidacyState.Invited, Slot, period, held: null));
        Assert.Equal(SlotAnswer.Begun, SlotRules.MayChoose(Start, CandidacyState.Invited, Slot, period, held: null));
    }

    [Theory]
    [InlineData(CandidacyState.Expected, SlotAnswer.NotReached)]
    [InlineData(CandidacyState.Reached, SlotAnswer.Yes)] // invited or not: the clock decides, not the timer (T3)
    [InlineData(CandidacyState.Invited, SlotAnswer.Yes)]
    [InlineData(CandidacyState.Planned, SlotAnswer.Yes)]
    [InlineData(CandidacyState.Rescheduling, SlotAnswer.Yes)]
    [InlineData(CandidacyState.Held, SlotAnswer.Over)]
    [InlineData(CandidacyState.Judged, SlotAnswer.Over)]
    [InlineData(CandidacyState.Stopped, SlotAnswer.Over)]
    [InlineData(CandidacyState.Withdrawn, SlotAnswer.Over)]
    [InlineData(CandidacyState.AssessmentLost, SlotAnswer.Over)]
    public void R40_only_who_passed_or_is_exempt_and_still_takes_part_chooses(CandidacyState state, SlotAnswer expected)
    {
        Assert.Equal(expected, SlotRules.MayChoose(Period.OpensAt, state, Slot, Period, held: null));
    }

    [Fact]
    public void R42_after_a_suspension_no_period_stands_in_the_way()
    {
        Assert.Equal(SlotAnswer.Yes, SlotRules.MayChoose(Period.ClosesAt, CandidacyState.Rescheduling, Slot, Period, held: null));
        Assert.Equal(SlotAnswer.Begun, SlotRules.MayChoose(Start, CandidacyState.Rescheduling, Slot, Period, held: null));
    }

    [Fact]
    public void R45_whose_slot_an_officer_moved_chooses_whatever_the_period_and_gives_up_in_time()
    {
        var later = new SlotTimes(Start + Duration.FromDays(1), Start + Duration.FromHours(25), Start + Duration.FromHours(27));
        var last = SlotRules.CancelUntil(Slot);
        Assert.Equal(SlotAnswer.PeriodOver, SlotRules.MayChoose(last, CandidacyState.Planned, later, Period, Slot));
        Assert.Equal(SlotAnswer.Yes, SlotRules.MayChoose(last, CandidacyState.Planned, later, Period, Slot, anyPeriod: true));
        Assert.Equal(SlotAnswer.TooLateToGiveUp, SlotRules.MayChoose(last + Tick, CandidacyState.Planned, later, Period, Slot, anyPeriod: true));
        Assert.Equal(SlotAnswer.Over, SlotRules.MayChoose(last, CandidacyState.Held, later, Period, Slot, anyPeriod: true));
    }

    [Fact]
    public void R39_a_slot_shorter_than_what_the_candidate_is_owed_is_not_chosen()
    {
        Assert.Equal(SlotAnswer.TooShort, SlotRules.MayChoose(Period.OpensAt, CandidacyState.Invited, Slot, Period, held: null, isLongEnough: false));
        // What is no longer to be had needs no further reason.
        Assert.Equal(SlotAnswer.PeriodOver, SlotRules.MayChoose(Period.ClosesAt, CandidacyState.Invited, Slot, Period, held: null, isLongEnough: false));
    }

    [Fact]
    public void R44_the_case_opens_with_the_preparation_and_not_a_millisecond_before()
    {
        Assert.False(SlotRules.CasePaperIsOpen(Start - Duration.FromMilliseconds(1), Slot));
        Assert.True(SlotRules.CasePaperIsOpen(Start, Slot));
    }

    [Theory]
    [InlineData("2025-12-09", "2025-12-05")] // Tuesday: Monday and Friday lie before
    [InlineData("2025-12-11", "2025-12-09")]
    [InlineData("2025-11-13", "2025-11-10")] // 11 November is a holiday
    [InlineData("2026-04-08", "2026-04-03")] // Easter Monday is 6 April 2026
    [InlineData("2026-05-15", "2026-05-12")] // Ascension is 14 May
    [InlineData("2026-05-26", "2026-05-21")] // Whit Monday is 25 May
    [InlineData("2026-01-02", "2025-12-30")] // 1 January
    [InlineData("2025-12-29", "2025-12-24")] // Christmas and a weekend
    [InlineData("2026-07-22", "2026-07-17")] // 21 July is a Tuesday
    [InlineData("2025-05-05", "2025-04-30")] // 1 May
    public void R29_help_is_asked_for_before_the_end_of_the_second_working_day_before(string test, string lastDay)
    {
        var pattern = NodaTime.Text.LocalDatePattern.Iso;
        var start = pattern.Parse(test).Value.At(new LocalTime(9, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant();
        Assert.Equal(BrusselsTime.EndOf(pattern.Parse(lastDay).Value), WorkingDays.HelpEndsAt(start, ClosingDays.None));
    }

    [Fact]
    public void T5_there_are_ten_public_holidays_and_an_authority_may_close_further_days()
    {
        for (var year = 2020; year <= 2060; year++)
        {
            var first = new LocalDate(year, 1, 1);
            Assert.InRange(Enumerable.Range(0, CalendarSystem.Iso.GetDaysInYear(year)).Count(i => WorkingDays.IsPublicHoliday(first.PlusDays(i))), 9, 10);
        }

        var bridge = new LocalDate(2026, 5, 15);
        Assert.True(WorkingDays.IsWorkingDay(bridge, ClosingDays.None));
        Assert.False(WorkingDays.IsWorkingDay(bridge, new ClosingDays(new HashSet<LocalDate> { bridge })));
    }

    private static SlotAnswer Choose(Instant now) => SlotRules.MayChoose(now, CandidacyState.Invited, Slot, Period, held: null);
}

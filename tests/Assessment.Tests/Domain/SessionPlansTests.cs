using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class SessionPlansTests
{
    private static readonly Instant Start = Instant.FromUtc(2025, 11, 20, 8, 0); // A Thursday.
    private static readonly SessionPlan Plan = new(Start, 120, 24, "nl", SessionKind.Place, "Brussels", null, "vendor");

    private static readonly Gen<Instant> Instants = Gen.Long[0, 20 * 365 * 86_400L].Select(s => Instant.FromUtc(2020, 1, 1, 0, 0) + Duration.FromSeconds(s));

    [Fact]
    public void R25_a_plan_has_seats_a_language_a_length_and_a_place()
    {
        Assert.Empty(SessionPlans.Faults(Plan));
        Assert.Empty(SessionPlans.Faults(Plan with { Kind = SessionKind.Remote, Link = "https://assessment.test/" }));
        Assert.Equal(
            ["capacity", "kind", "language", "lengthMinutes", "place", "vendorClientId"],
            SessionPlans.Faults(new SessionPlan(Start, 5, 0, "xx", (SessionKind)9, "\0", null, "")).Select(f => f.Field).Order());
    }

    [Fact]
    public void R26_no_session_starts_before_its_registration_opens_or_in_the_past()
    {
        Assert.True(SessionPlans.MayStart(Start, Start, Start - Duration.Epsilon));
        Assert.False(SessionPlans.MayStart(Start, Start + Duration.Epsilon, Start - Duration.FromDays(1)));
        Assert.False(SessionPlans.MayStart(Start, Start - Duration.FromDays(9), Start));
    }

    [Fact]
    public void R26_who_has_a_seat_keeps_the_start_the_language_and_the_vendor_they_chose()
    {
        var after = Plan with { StartsAt = Start + Duration.FromHours(1), Language = "fr", VendorClientId = "other", Capacity = 30, Place = "Namur" };
        Assert.Empty(SessionPlans.FixedByBookings(Plan, after, booked: 0));
        Assert.Equal(["startsAt", "language", "vendorClientId"], SessionPlans.FixedByBookings(Plan, after, booked: 1));
        Assert.Empty(SessionPlans.FixedByBookings(Plan, Plan with { Capacity = 30, Place = "Namur", LengthMinutes = 90 }, booked: 1));
        Assert.True(SessionPlans.ConcernsCandidates(Plan, Plan with { Place = "Namur" }));
        Assert.False(SessionPlans.ConcernsCandidates(Plan, Plan with { Capacity = 30 }));
    }

    [Fact]
    public void R29_a_session_is_odd_where_nobody_could_ask_for_help_in_time()
    {
        var opens = BrusselsTime.StartOf(new LocalDate(2025, 11, 19));
        Assert.Equal([SessionOddity.NoTimeForHelp], SessionPlans.Odd(Start, opens, Start - Duration.FromHours(2), ClosingDays.None));
        Assert.Empty(SessionPlans.Odd(Start, opens - Duration.FromDays(1), Start, ClosingDays.None));
        Assert.Contains(SessionOddity.NotAWorkingDay, SessionPlans.Odd(Start, opens, Start, new ClosingDays(new HashSet<LocalDate> { new(2025, 11, 20) })));
    }

    [Fact]
    public void R26_a_period_only_ends_later_and_only_before_it_is_over() => Gen.Select(Instants, Instants, Instants).Sample((closes, wanted, now) =>
        Assert.Equal(now >= closes ? Extension.Over : wanted > closes ? Extension.Yes : Extension.NotLater, Periods.MayExtend(closes, wanted, now)));

    [Fact]
    public void R26_T1_the_last_day_of_a_period_is_the_one_its_last_instant_lies_in() => Gen.Int[0, 10_000].Sample(n =>
    {
        var day = new LocalDate(2020, 1, 1).PlusDays(n);
        return Periods.LastDay(BrusselsTime.EndOf(day)) == day && Periods.LastDay(BrusselsTime.StartOf(day) + Duration.Epsilon) == day;
    });

    [Fact]
    public void R27_the_last_moment_to_cancel_is_one_hour_before_whatever_the_clocks_do() => Instants.Sample(start =>
        Seats.MayCancel(start, start - Duration.FromHours(1)) && !Seats.MayCancel(start, start - Duration.FromHours(1) + Duration.Epsilon)
        && start - Seats.CancelUntil(start) == Duration.FromHours(1));

    [Theory]
    [InlineData(2025, 10, 26)] // 03:30 is four and a half hours after midnight.
    [InlineData(2026, 3, 29)] // 03:30 is two and a half hours after midnight.
    public void R27_on_the_days_of_the_clock_change_one_hour_is_sixty_minutes(int year, int month, int day)
    {
        var start = new LocalDateTime(year, month, day, 3, 30).InZoneStrictly(BrusselsTime.Zone).ToInstant();
        Assert.Equal(start - Duration.FromMinutes(60), Seats.CancelUntil(start));
        // 02:30 is skipped in March and given twice in October: nobody could have told the wall clock.
        Assert.NotEqual(new LocalTime(2, 30), (month == 3 ? start - Duration.FromMinutes(60) : start - Duration.FromMinutes(120)).InZone(BrusselsTime.Zone).TimeOfDay.PlusHours(month == 3 ? 0 : -1));
    }

    [Fact]
    public void R26_a_cancelled_session_takes_nobody() => Assert.Equal(
        SeatAnswer.SessionCancelled,
        Seats.Judge(Standing.ToBook, new SessionOffer(Start - Duration.FromDays(9), Start - Duration.FromDays(2), Start, null, Cancelled: true), null, Start - Duration.FromDays(3)));

    [Fact]
    public void R29_whoever_names_no_session_may_ask_until_the_limit_of_the_last_one_to_come()
    {
        var later = Start + Duration.FromDays(7);
        Assert.Equal(new LocalDate(2025, 11, 18), HelpLimits.LastDay([Start], ClosingDays.None));
        Assert.Equal(new LocalDate(2025, 11, 25), HelpLimits.LastDay([later, Start], ClosingDays.None));
        Assert.Null(HelpLimits.LastDay([], ClosingDays.None));
        Assert.True(HelpLimits.MayAsk(null, Start));
        Assert.True(HelpLimits.MayAsk(new LocalDate(2025, 11, 18), BrusselsTime.EndOf(new LocalDate(2025, 11, 18)) - Duration.Epsilon));
        Assert.False(HelpLimits.MayAsk(new LocalDate(2025, 11, 18), BrusselsTime.EndOf(new LocalDate(2025, 11, 18))));
    }

    [Fact]
    public void R29_T5_two_working_days_lie_between_the_limit_and_the_test_and_closing_days_only_make_it_earlier()
    {
        var days = Gen.Int[0, 4_000].Select(n => new LocalDate(2024, 1, 1).PlusDays(n));
        Gen.Select(days, days.List[0, 5]).Sample((test, closing) =>
        {
            var closed = new ClosingDays(closing.ToHashSet());
            var start = test.At(new LocalTime(9, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant();
            var last = WorkingDays.LastDayForHelp(start, closed);
            var between = Enumerable.Range(0, Period.DaysBetween(last, test)).Select(last.PlusDays).Count(d => WorkingDays.IsWorkingDay(d, closed));
            return between == 2 && WorkingDays.IsWorkingDay(last, closed) && last <= WorkingDays.LastDayForHelp(start, ClosingDays.None);
        });
    }
}

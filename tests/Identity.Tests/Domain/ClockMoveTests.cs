using CsCheck;
using NodaTime;
using NodaTime.Text;
using Selection.Identity.Domain;

namespace Selection.Identity.Tests.Domain;

public sealed class ClockMoveTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 8, 31, 10, 0);

    [Theory]
    [InlineData("P6M", "2027-02-28T11:00:00Z")] // clamped, and winter time: noon in Brussels stays noon
    [InlineData("P1DT2H", "2026-09-01T12:00:00Z")]
    [InlineData("PT1S", "2026-08-31T10:00:01Z")]
    public void T4_a_period_is_counted_on_the_calendar_of_brussels(string period, string expected)
    {
        var move = Assert.IsType<ClockMove.Accepted>(ClockMoves.Decide(Now, 0, null, PeriodPattern.NormalizingIso.Parse(period).Value));
        Assert.Equal(InstantPattern.General.Parse(expected).Value, Now + Duration.FromMilliseconds(move.OffsetMilliseconds));
    }

    [Fact]
    public void T4_standing_still_and_going_back_are_refused()
    {
        Assert.IsType<ClockMove.Backward>(ClockMoves.Decide(Now, 5000, Now + Duration.FromSeconds(5), null));
        Assert.IsType<ClockMove.Backward>(ClockMoves.Decide(Now, 0, null, Period.FromDays(-1)));
        Assert.IsType<ClockMove.Backward>(ClockMoves.Decide(Now, 0, null, Period.Zero));
    }

    [Fact]
    public void A_period_beyond_any_calendar_is_too_far()
    {
        Assert.IsType<ClockMove.TooFar>(ClockMoves.Decide(Now, 0, null, Period.FromYears(int.MaxValue)));
        Assert.IsType<ClockMove.TooFar>(ClockMoves.Decide(Now, 0, null, Period.FromHours(long.MaxValue)));
        Assert.IsType<ClockMove.TooFar>(ClockMoves.Decide(Now, 0, Instant.FromUtc(2300, 1, 1, 0, 0), null));
    }

    [Fact]
    public void T4_an_accepted_move_reaches_its_goal_and_never_goes_back() =>
        Gen.Select(Gen.Long[0, 200L * 366 * 86_400_000], Gen.Long[-86_400_000_0000L, 200L * 366 * 864_000_000_000]).Sample((offset, ticks) =>
        {
            var to = Now + Duration.FromTicks(ticks);
            if (ClockMoves.Decide(Now, offset, to, null) is not ClockMove.Accepted accepted)
                return;
            Assert.True(accepted.OffsetMilliseconds > offset);
            var reached = Now + Duration.FromMilliseconds(accepted.OffsetMilliseconds);
            Assert.True(reached >= to && reached - to < Duration.FromMilliseconds(1));
        });
}

using NodaTime;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class SeatsTests
{
    private static readonly Instant Start = Instant.FromUtc(2025, 11, 20, 8, 0);
    private static readonly SessionOffer Offer = new(Start - Duration.FromDays(20), Start - Duration.FromDays(5), Start, null);
    private static readonly Instant Inside = Offer.OpensAt + Duration.FromDays(1);

    [Fact]
    public void R27_exactly_one_hour_before_is_in_time_and_a_tick_later_is_not()
    {
        Assert.True(Seats.MayCancel(Start, Start - Duration.FromHours(1)));
        Assert.False(Seats.MayCancel(Start, Start - Duration.FromHours(1) + Duration.FromTicks(1)));
    }

    [Theory]
    [InlineData(2025, 10, 26)] // 25 hours
    [InlineData(2026, 3, 29)] // 23 hours
    [InlineData(2025, 11, 5)]
    public void R26_T1_registration_lasts_to_the_last_instant_of_its_last_day_in_Brussels(int year, int month, int day)
    {
        var end = BrusselsTime.EndOf(new LocalDate(year, month, day));
        var offer = new SessionOffer(end - Duration.FromDays(10), end, end + Duration.FromDays(10), null);
        Assert.Equal(SeatAnswer.Yes, Seats.Judge(Standing.ToBook, offer, null, end - Duration.Epsilon));
        Assert.Equal(SeatAnswer.Yes, Seats.Judge(Standing.ToBook, offer, null, end - Duration.FromSeconds(1)));
        Assert.Equal(SeatAnswer.RegistrationOver, Seats.Judge(Standing.ToBook, offer, null, end));
        Assert.Equal(new LocalTime(23, 59, 59), (end - Duration.FromSeconds(1)).InZone(BrusselsTime.Zone).TimeOfDay);
    }

    [Fact]
    public void R26_registration_opens_with_the_first_instant_of_its_first_day()
    {
        Assert.Equal(SeatAnswer.NotOpenYet, Seats.Judge(Standing.ToBook, Offer, null, Offer.OpensAt - Duration.Epsilon));
        Assert.Equal(SeatAnswer.Yes, Seats.Judge(Standing.ToBook, Offer, null, Offer.OpensAt));
    }

    [Theory]
    [InlineData(Standing.Waiting)]
    [InlineData(Standing.Exempted)]
    [InlineData(Standing.Passed)]
    [InlineData(Standing.Failed)]
    [InlineData(Standing.Stopped)]
    [InlineData(Standing.Ended)]
    public void R25_only_those_who_are_to_register_take_a_seat(Standing standing) =>
        Assert.Equal(SeatAnswer.NotToBook, Seats.Judge(standing, Offer, null, Inside));

    [Fact]
    public void R26_a_session_that_has_begun_takes_nobody()
    {
        var offer = Offer with { ClosesAt = Start + Duration.FromDays(1) };
        Assert.Equal(SeatAnswer.Begun, Seats.Judge(Standing.ToBook, offer, null, Start));
    }

    [Fact]
    public void R32_a_development_period_keeps_the_session_shut() =>
        Assert.Equal(SeatAnswer.Barred, Seats.Judge(Standing.ToBook, Offer with { BarredUntil = new LocalDate(2026, 1, 1) }, null, Inside));

    [Fact]
    public void R27_a_seat_that_starts_within_the_hour_is_not_exchanged()
    {
        Assert.Equal(SeatAnswer.OldSeatTooLate, Seats.Judge(Standing.Booked, Offer, Inside + Duration.FromMinutes(59), Inside));
        Assert.Equal(SeatAnswer.Yes, Seats.Judge(Standing.Booked, Offer, Inside + Duration.FromMinutes(60), Inside));
    }
}

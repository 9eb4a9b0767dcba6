using CsCheck;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class DeadlineTests
{
    private static readonly Gen<Instant> Instants = Gen.Long[Instant.FromUtc(2020, 1, 1, 0, 0).ToUnixTimeMilliseconds(), Instant.FromUtc(2040, 1, 1, 0, 0).ToUnixTimeMilliseconds()]
        .Select(Instant.FromUnixTimeMilliseconds);

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    /// <summary>Sent on the last of December, before a year that is none of leap and one that is; on and to days of the clock change; around midnight.</summary>
    [Theory]
    [InlineData("2025-12-31T09:00:00Z", "2026-02-28T23:00:00Z")]
    [InlineData("2023-12-31T09:00:00Z", "2024-02-29T23:00:00Z")]
    [InlineData("2025-12-31T23:00:00Z", "2026-03-01T23:00:00Z")]
    [InlineData("2025-10-26T00:30:00Z", "2025-12-26T23:00:00Z")]
    [InlineData("2025-10-26T01:30:00Z", "2025-12-26T23:00:00Z")]
    [InlineData("2025-03-30T01:00:00Z", "2025-05-30T22:00:00Z")]
    [InlineData("2025-08-26T09:00:00Z", "2025-10-26T23:00:00Z")]
    [InlineData("2026-01-29T09:00:00Z", "2026-03-29T22:00:00Z")]
    public void R49_feedback_is_in_time_a_millisecond_before_the_end_of_its_last_day_and_too_late_at_the_end(string sent, string tooLate)
    {
        var end = At(tooLate);

        Assert.Equal(FeedbackVerdict.Open, FeedbackPeriod.Of(At(sent), waiting: false, end - Duration.FromMilliseconds(1)));
        Assert.Equal(FeedbackVerdict.Over, FeedbackPeriod.Of(At(sent), waiting: false, end));
    }

    [Fact]
    public void R49_before_the_results_are_sent_there_is_no_feedback_and_one_request_waits_at_a_time()
    {
        var sent = At("2025-12-31T09:00:00Z");

        Assert.Equal(FeedbackVerdict.NotSent, FeedbackPeriod.Of(null, waiting: false, sent));
        Assert.Equal(FeedbackVerdict.NotSent, FeedbackPeriod.Of(sent, waiting: false, sent - Duration.FromMilliseconds(1)));
        Assert.Equal(FeedbackVerdict.Open, FeedbackPeriod.Of(sent, waiting: false, sent));
        Assert.Equal(FeedbackVerdict.Waiting, FeedbackPeriod.Of(sent, waiting: true, sent));
        Assert.Equal(FeedbackVerdict.Over, FeedbackPeriod.Of(sent, waiting: true, At("2026-03-01T00:00:00Z")));
    }

    [Fact]
    public void R49_feedback_is_open_on_the_days_from_the_sending_to_the_same_numbered_or_last_day_two_months_later() =>
        Gen.Select(Instants, Gen.Long[0, 80L * 24 * 3600 * 1000]).Sample((sent, later) =>
        {
            var now = sent + Duration.FromMilliseconds(later);
            var (from, last) = (BrusselsTime.DateIn(sent), FeedbackPeriod.LastDay(sent));
            Assert.Equal(BrusselsTime.DateIn(now) <= last, FeedbackPeriod.Of(sent, waiting: false, now) is FeedbackVerdict.Open);
            Assert.Equal((from.Year * 12) + from.Month + 2, (last.Year * 12) + last.Month);
            Assert.True(last.Day == from.Day || (last.Day < from.Day && last.PlusDays(1).Day == 1));
        });

    [Theory]
    [InlineData("2025-12-15T09:00:00Z", "2026-01-14")]
    [InlineData("2025-12-31T22:59:59.999Z", "2026-01-30")]
    [InlineData("2025-12-31T23:00:00Z", "2026-01-31")]
    [InlineData("2024-01-31T09:00:00Z", "2024-03-01")]
    [InlineData("2025-10-01T09:00:00Z", "2025-10-31")]
    public void T5_thirty_days_begin_on_the_day_after_also_over_the_end_of_a_year_and_a_clock_change(string asked, string due) =>
        Assert.Equal(due, AnswerDeadline.For(At(asked)).ToString("uuuu-MM-dd", null));

    [Fact]
    public void T5_an_answer_is_in_time_to_the_last_instant_of_its_thirtieth_day_and_due_soon_a_week_before() =>
        Gen.Select(Instants, Gen.Long[0, 40L * 24 * 3600 * 1000]).Sample((asked, later) =>
        {
            var now = asked + Duration.FromMilliseconds(later);
            var days = Period.DaysBetween(BrusselsTime.DateIn(asked), BrusselsTime.DateIn(now));
            var due = AnswerDeadline.For(asked);
            Assert.Equal(days > 30, AnswerDeadline.IsPast(due, now));
            Assert.Equal(days > 30 ? Urgency.Overdue : days >= 23 ? Urgency.DueSoon : Urgency.OnTime, AnswerDeadline.Of(due, now));
        });

    [Fact]
    public void R49_without_an_answer_access_counts_as_refused_from_the_first_instant_after_the_thirtieth_day()
    {
        var due = AnswerDeadline.For(At("2025-12-15T09:00:00Z"));

        Assert.Equal(AccessState.Open, AccessRequests.StateOf(null, due, At("2026-01-14T22:59:59.999Z")));
        Assert.Equal(AccessState.CountsAsRefused, AccessRequests.StateOf(null, due, At("2026-01-14T23:00:00Z")));
        Assert.Equal(AccessState.Granted, AccessRequests.StateOf(AccessOutcome.Granted, due, At("2026-02-14T23:00:00Z")));
    }

    [Fact]
    public void R49_a_correction_gives_a_new_period_only_to_whose_decision_it_changes()
    {
        var (first, second, third) = (At("2025-12-01T08:00:00Z"), At("2026-01-05T08:00:00Z"), At("2026-02-05T08:00:00Z"));
        var (was, now) = (new SentDecision(FinalGroup.Suitable, 1, 80m, "Rang 1."), new SentDecision(FinalGroup.Suitable, 2, 80m, "Rang 2."));

        Assert.Null(SentDecisions.SentAt([]));
        Assert.Equal(first, SentDecisions.SentAt([new(second, was), new(first, was)]));
        Assert.Equal(second, SentDecisions.SentAt([new(third, now), new(second, now), new(first, was)]));
        Assert.Equal(third, SentDecisions.SentAt([new(third, was), new(second, now), new(first, was)]));
        Assert.Equal(second, SentDecisions.SentAt([new(second, was), new(first, null)]));
        Assert.Equal(first, SentDecisions.SentAt([new(second, null), new(first, null)]));
    }

    [Theory]
    [InlineData("2026-03-01", 6, "2032-02-29")]
    [InlineData("2028-02-29", 6, "2034-02-27")]
    [InlineData("2026-01-01", 6, "2031-12-31")]
    public void T2_a_mandate_ends_the_day_before_its_years_are_full(string from, int years, string last) =>
        Assert.Equal(last, Mandate.LastDay(LocalDatePattern.Iso.Parse(from).Value, years).ToString("uuuu-MM-dd", null));

    [Fact]
    public void T1_a_mandate_begins_with_the_first_instant_of_its_day_in_Brussels()
    {
        Assert.False(Mandate.HasBegun(new LocalDate(2026, 3, 1), At("2026-02-28T22:59:59.999Z")));
        Assert.True(Mandate.HasBegun(new LocalDate(2026, 3, 1), At("2026-02-28T23:00:00Z")));
    }
}

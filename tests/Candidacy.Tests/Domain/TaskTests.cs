using CsCheck;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;
using TaskStatus = Selection.Candidacies.Domain.TaskStatus;

namespace Selection.Candidacies.Tests.Domain;

public class TaskTests
{
    private static readonly Instant Due = BrusselsTime.EndOf(new LocalDate(2025, 10, 22));
    private static readonly Duration Tick = Duration.FromTicks(1);

    [Theory]
    [InlineData(false, true, -1, TaskStatus.Open)]
    [InlineData(false, true, 0, TaskStatus.Expired)]
    [InlineData(false, false, -1, TaskStatus.Dropped)]
    [InlineData(true, true, 0, TaskStatus.Done)]
    [InlineData(true, false, -1, TaskStatus.Done)]
    public void R20_a_task_is_open_up_to_the_last_instant_before_it_is_too_late(bool done, bool goesOn, long ticks, TaskStatus expected) =>
        Assert.Equal(expected, TaskStatuses.Of(done, Due, goesOn, Due + Duration.FromTicks(ticks)));

    [Fact]
    public void R20_a_reminder_comes_three_days_and_one_day_before_and_never_too_late()
    {
        var (three, one) = (BrusselsTime.EndOf(new LocalDate(2025, 10, 19)), BrusselsTime.EndOf(new LocalDate(2025, 10, 21)));
        Assert.Null(Reminders.Due(Due, three - Tick));
        Assert.Equal(three, Reminders.Due(Due, three));
        Assert.Equal(three, Reminders.Due(Due, one - Tick));
        Assert.Equal(one, Reminders.Due(Due, one));
        Assert.Equal(one, Reminders.Due(Due, Due - Tick));
        Assert.Null(Reminders.Due(Due, Due));
    }

    /// <summary>Closing on Sunday 26 October 2025, a day of 25 hours, and on 30 March 2025, one of 23.</summary>
    [Theory]
    [InlineData(10, 26)]
    [InlineData(3, 30)]
    public void R20_a_reminder_comes_at_the_same_time_of_the_day_across_a_clock_change(int month, int day)
    {
        var closing = new LocalDate(2025, month, day);
        Assert.Equal(BrusselsTime.StartOf(closing), Reminders.Due(BrusselsTime.EndOf(closing), BrusselsTime.EndOf(closing) - Tick));
    }

    /// <summary>Sunday 26 October 2025 has 25 hours, Sunday 29 March 2026 has 23.</summary>
    [Theory]
    [InlineData(2025, 10, 26, 25)]
    [InlineData(2026, 3, 29, 23)]
    [InlineData(2025, 11, 20, 24)]
    public void R27_a_test_is_reminded_of_at_the_same_time_of_the_day_before(int year, int month, int day, int hours)
    {
        var start = new LocalDateTime(year, month, day, 9, 0).InZoneStrictly(BrusselsTime.Zone).ToInstant();
        Assert.Equal(Duration.FromHours(hours), start - Reminders.OfTest(start));
        Assert.Equal(new LocalTime(9, 0), Reminders.OfTest(start).InZone(BrusselsTime.Zone).TimeOfDay);
    }

    [Fact]
    public void R20_whatever_the_deadline_a_reminder_lies_before_now_and_within_the_horizon() =>
        Gen.Select(Gen.Long[0, 200_000_000], Gen.Long[0, 300_000]).Sample((seconds, before) =>
        {
            var due = Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromSeconds(seconds);
            var now = due - Duration.FromSeconds(before);
            var at = Reminders.Due(due, now);
            return at is null || (at <= now && at < due && due - at <= Reminders.Longest);
        });

    [Fact]
    public void R20_every_link_is_a_path_of_the_portal()
    {
        var (candidacy, vacancy) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal($"/candidacies/{candidacy}", Links.Of(ProcedureStage.Candidacy, candidacy, vacancy));
        Assert.Equal($"/candidacies/{candidacy}", Links.Of(ProcedureStage.Screening, candidacy, vacancy));
        Assert.Equal($"/candidacies/{candidacy}/assessment", Links.Of(ProcedureStage.Assessment, candidacy, vacancy));
        Assert.Equal($"/candidacies/{candidacy}/oral-test", Links.Of(ProcedureStage.OralTest, candidacy, vacancy));
        Assert.Equal($"/candidacies/{candidacy}/results", Links.Of(ProcedureStage.Results, candidacy, vacancy));
        Assert.Equal($"/vacancies/{vacancy}", Links.Of(ProcedureStage.Candidacy, null, vacancy));
        Assert.Equal("/account", Links.Of(ProcedureStage.Candidacy, null, null));
    }
}

using CsCheck;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class AppointingTests
{
    private static readonly LocalDate Day = new(2026, 3, 1);
    private static readonly ConditionFinding[] AllHold = [.. Enum.GetValues<AppointmentCondition>().Select(c => new ConditionFinding(c, Holds: true))];

    private static readonly Gen<Ranked[]> Lists =
        Gen.Select(Gen.Guid, Gen.Int[1, 5], Gen.Bool, (id, rank, isOut) => new Ranked(id, rank, isOut)).Array[0, 8];

    private static ConditionFinding[] But(ConditionFinding finding) => [.. AllHold.Where(f => f.Condition != finding.Condition), finding];

    [Fact]
    public void R52_nothing_is_missing_where_every_condition_holds_and_no_reservation_is_open() =>
        Assert.Empty(AppointmentConditions.Missing(AllHold, Reservation.None, Day));

    [Fact]
    public void R52_what_nobody_has_checked_is_missing() => Assert.Equal(
        Enum.GetValues<AppointmentCondition>().Select(c => new Obstacle(ObstacleKind.NotChecked, c)), AppointmentConditions.Missing([], Reservation.None, Day));

    [Theory]
    [InlineData(AppointmentCondition.Nationality)]
    [InlineData(AppointmentCondition.CivilAndPoliticalRights)]
    [InlineData(AppointmentCondition.Conduct)]
    [InlineData(AppointmentCondition.NoConflictOfInterest)]
    [InlineData(AppointmentCondition.NoDismissal)]
    public void R52_a_condition_that_does_not_hold_is_in_the_way(AppointmentCondition condition) => Assert.Equal(
        [new Obstacle(ObstacleKind.DoesNotHold, condition)], AppointmentConditions.Missing(But(new(condition, Holds: false)), Reservation.None, Day));

    [Fact]
    public void R52_the_days_of_a_condition_are_inclusive_and_counted_on_the_day_of_appointment()
    {
        ConditionFinding[] findings = But(new(AppointmentCondition.NoDismissal, Holds: true, From: Day, Until: Day.PlusDays(10)));

        Assert.Empty(AppointmentConditions.Missing(findings, Reservation.None, Day));
        Assert.Empty(AppointmentConditions.Missing(findings, Reservation.None, Day.PlusDays(10)));
        Assert.Equal([new Obstacle(ObstacleKind.NotYet, AppointmentCondition.NoDismissal, Day: Day)], AppointmentConditions.Missing(findings, Reservation.None, Day.PlusDays(-1)));
        Assert.Equal([new Obstacle(ObstacleKind.NoLonger, AppointmentCondition.NoDismissal, Day: Day.PlusDays(10))], AppointmentConditions.Missing(findings, Reservation.None, Day.PlusDays(11)));
    }

    [Fact]
    public void R22_each_open_reservation_is_in_the_way() => Assert.Equal(
        [new Obstacle(ObstacleKind.OpenReservation, null, Reservation.Equivalence), new Obstacle(ObstacleKind.OpenReservation, null, Reservation.LanguageTest)],
        AppointmentConditions.Missing(AllHold, Reservation.Equivalence | Reservation.LanguageTest, Day));

    [Fact]
    public void R52_only_a_condition_that_does_not_hold_or_an_open_reservation_sets_somebody_aside()
    {
        Assert.False(AppointmentConditions.JustifySettingAside(AllHold, Reservation.None));
        Assert.False(AppointmentConditions.JustifySettingAside([], Reservation.None));
        Assert.True(AppointmentConditions.JustifySettingAside(But(new(AppointmentCondition.Conduct, Holds: false)), Reservation.None));
        Assert.True(AppointmentConditions.JustifySettingAside([], Reservation.LanguageTest));
    }

    [Fact]
    public void R52_eligible_are_exactly_those_who_stand_at_the_best_rank_that_stands() => Lists.Sample(list =>
    {
        var best = Succession.BestRank(list);
        Assert.Equal(list.All(r => r.IsOut), best is null);
        Assert.All(list, r => Assert.Equal(
            r.IsOut ? Turn.Out : list.Any(other => !other.IsOut && other.Rank < r.Rank) ? Turn.Waiting : Turn.Eligible, Succession.Of(r, best)));
    });

    [Fact]
    public void R52_who_drops_out_makes_nobody_wait_who_did_not_and_moves_no_rank() => Lists.Where(list => list.Length > 0).Sample(list =>
    {
        var after = list.ToArray();
        after[0] = after[0] with { IsOut = true };
        var (before, now) = (Succession.BestRank(list), Succession.BestRank(after));
        Assert.True(now is null || before is null || now >= before);
        for (var i = 1; i < list.Length; i++)
        {
            if (Succession.Of(list[i], before) is Turn.Eligible) Assert.Equal(Turn.Eligible, Succession.Of(after[i], now));
        }
    });

    [Fact]
    public void R51_a_report_needs_one_finding_for_each_criterion()
    {
        Finding[] all = [.. Enum.GetValues<InterviewCriterion>().Select(c => new Finding(c, Appreciation.Good, "Sterk."))];

        Assert.Empty(InterviewReports.Missing(all));
        Assert.Equal([InterviewCriterion.Leadership], InterviewReports.Missing([.. all.Where(f => f.Criterion != InterviewCriterion.Leadership), new(InterviewCriterion.Leadership, Appreciation.Good, " ")]));
        Assert.False(InterviewReports.HasTwice(all));
        Assert.True(InterviewReports.HasTwice([.. all, all[0]]));
    }
}

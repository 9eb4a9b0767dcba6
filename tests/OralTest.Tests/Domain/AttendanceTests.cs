using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class AttendanceTests
{
    private static readonly Guid Candidacy = Guid.CreateVersion7();

    [Fact]
    public void R42_a_hearing_begins_with_eight()
    {
        var begun = Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Begin(Committee(10), Candidacy, Members(8), "m0"));
        Assert.Equal(8, begun.Throughout.Count);
        Assert.IsType<AttendanceOutcome.Suspended>(Attendance.Begin(Committee(10), Candidacy, Members(7), "m0"));
    }

    [Fact]
    public void R42_a_member_named_twice_is_there_once()
    {
        Assert.IsType<AttendanceOutcome.Suspended>(Attendance.Begin(Committee(10), Candidacy, [.. Members(7), "m0"], "m0"));
    }

    [Fact]
    public void R42_a_member_who_leaves_was_not_there_throughout_even_after_coming_back()
    {
        var left = Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Recount(Committee(10), Candidacy, Members(9), Members(8), "m0", deputy: null));
        var back = Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Recount(Committee(10), Candidacy, left.Throughout, Members(9), "m0", deputy: null));
        Assert.Equal(9, back.Present.Count);
        Assert.DoesNotContain("m8", back.Throughout);
    }

    [Fact]
    public void R42_whoever_comes_later_does_not_replace_who_left()
    {
        string[] present = [.. Members(7), "m8", "m9"];
        var suspended = Assert.IsType<AttendanceOutcome.Suspended>(Attendance.Recount(Committee(10), Candidacy, Members(8), present, "m0", deputy: null));
        Assert.Equal((7, SuspensionCause.TooFew), (suspended.Throughout.Count, suspended.Cause));
    }

    [Fact]
    public void R42_a_hearing_has_its_chair_from_beginning_to_end()
    {
        string[] without = [.. Members(10).Skip(1)];
        Assert.Equal(SuspensionCause.NoChair, Assert.IsType<AttendanceOutcome.Suspended>(Attendance.Begin(Committee(10), Candidacy, without, "m0")).Cause);
        Assert.Equal(SuspensionCause.NoChair,
            Assert.IsType<AttendanceOutcome.Suspended>(Attendance.Recount(Committee(10), Candidacy, Members(10), without, "m0", deputy: null)).Cause);
    }

    [Fact]
    public void R42_the_deputy_named_at_the_opening_takes_over_and_keeps_the_chair_when_the_other_comes_back()
    {
        string[] without = [.. Members(10).Skip(1)];
        var left = Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Recount(Committee(10), Candidacy, Members(10), without, "m0", deputy: "m3"));
        var back = Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Recount(Committee(10), Candidacy, left.Throughout, Members(10), "m0", deputy: "m3"));
        Assert.Equal(("m3", "m3"), (left.Chair, back.Chair));
    }

    [Fact]
    public void R42_a_deputy_who_left_before_does_not_take_over()
    {
        string[] throughout = [.. Members(10).Except(["m3"])];
        var suspended = Assert.IsType<AttendanceOutcome.Suspended>(
            Attendance.Recount(Committee(10), Candidacy, throughout, [.. Members(10).Skip(1)], "m0", deputy: "m3"));
        Assert.Equal(SuspensionCause.NoChair, suspended.Cause);
    }

    [Fact]
    public void R42_who_an_officer_has_made_chair_since_may_chair_if_they_were_there()
    {
        Assert.Equal("m0", Chairing.Of(Committee(10), "gone", deputy: null, Members(8)));
        Assert.Null(Chairing.Of(Committee(10), "gone", deputy: "m9", ["m1", "m2"]));
    }

    [Fact]
    public void R42_only_members_are_counted()
    {
        var strangers = Assert.IsType<AttendanceOutcome.NotMembers>(Attendance.Begin(Committee(8), Candidacy, [.. Members(8), "stranger"], "m0"));
        Assert.Equal(["stranger"], strangers.Subjects);
    }

    [Fact]
    public void R41_a_recused_member_is_not_counted()
    {
        var committee = Committee(10) with { Conflicts = [new Conflict("m0", null)] };
        Assert.IsType<AttendanceOutcome.Recused>(Attendance.Begin(committee, Candidacy, Members(9), "m0"));
    }

    [Fact]
    public void R41_a_member_who_has_not_declared_about_the_candidate_is_not_counted()
    {
        var committee = Committee(10) with { Undeclared = [new MissingDeclaration("m0", Candidacy), new MissingDeclaration("m1", Guid.CreateVersion7())] };

        var undeclared = Assert.IsType<AttendanceOutcome.Undeclared>(Attendance.Begin(committee, Candidacy, Members(9), "m0"));
        Assert.Equal(["m0"], undeclared.Subjects);
        Assert.IsType<AttendanceOutcome.GoesOn>(Attendance.Begin(committee, Candidacy, [.. Members(10).Skip(1)], "m2"));
    }

    [Fact]
    public void R41_a_conflict_reaches_as_far_as_the_vacancy_says()
    {
        var other = Guid.CreateVersion7();
        var whole = Committee(10) with { Conflicts = [new Conflict("m0", other)] };
        var one = whole with { Scope = RecusalScope.Candidate };

        Assert.True(whole.IsRecusedFrom("m0", Candidacy));
        Assert.False(one.IsRecusedFrom("m0", Candidacy));
        Assert.True(one.IsRecusedFrom("m0", other));
        Assert.False(one.IsRecused("m0"));
        Assert.Equal((9, 10, 9), (whole.EligibleFor(Candidacy).Count, one.EligibleFor(Candidacy).Count, one.EligibleFor(other).Count));
    }

    [Fact]
    public void R41_the_check_is_live_after_a_recusal()
    {
        var committee = Committee(8) with { Conflicts = [new Conflict("m0", null)] };
        Assert.Contains(CompositionFinding.TooFew, committee.Findings());
        Assert.Contains(CompositionFinding.NoChair, committee.Findings());
        Assert.DoesNotContain(CompositionFinding.TooFew, Committee(8).Findings());
    }

    private static string[] Members(int count) => [.. Enumerable.Range(0, count).Select(i => $"m{i}")];

    private static Roster Committee(int count) => new(
        RecusalScope.WholeProcedure,
        [.. Enumerable.Range(0, count).Select(i => new RosterMember($"m{i}", $"Member {i}", new Seat(i % 2 == 0 ? Gender.F : Gender.M, i % 2 == 0 ? "nl" : "fr", i == 0)))],
        []);
}

using CsCheck;
using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class PlanningTests
{
    private static readonly LocalDate Monday = new(2025, 12, 8);
    private static readonly HashSet<string> Nobody = [];
    private static readonly HashSet<LocalDate> AnyDay = [];

    [Fact]
    public void R45_a_plan_never_clashes_and_keeps_to_hours_lengths_and_members() => Tasks.Sample(task =>
    {
        var plan = Planning.Propose(task);

        Assert.Equal(task.Candidates.Count, plan.Slots.Count + plan.Unplaced.Count);
        var hearings = plan.Slots.Select(s => Sitting(task, s)).ToList();
        foreach (var (i, slot) in plan.Slots.Index())
        {
            var (occupied, sitting) = (Occupied(task, slot), hearings[i]);
            // R42: one committee, one candidate at a time, also beside what it has already.
            Assert.DoesNotContain(hearings.Where((_, j) => j != i), sitting.Overlaps);
            Assert.DoesNotContain(task.CommitteeTaken, sitting.Overlaps);
            // No room twice.
            Assert.DoesNotContain(plan.Slots.Where((_, j) => j != i), other => other.Room == slot.Room && Occupied(task, other).Overlaps(occupied));
            Assert.DoesNotContain(task.RoomsTaken, taken => taken.Room == slot.Room && taken.Time.Overlaps(occupied));
            // Within the opening hours, outside the breaks, on the day's grid.
            var day = task.Days.Single(d => d.Open.Covers(occupied));
            Assert.DoesNotContain(day.Breaks, occupied.Overlaps);
            Assert.Equal(0, (slot.Times.PreparationAt - day.Open.From).TotalMinutes % Planning.Step.TotalMinutes);
            // R39, R40: as long as what the candidate is owed.
            var candidate = task.Candidates.First(c => c.CandidacyId == slot.CandidacyId);
            Assert.Equal(task.Lengths.PreparationWith(candidate.Extra), slot.Times.HearingAt - slot.Times.PreparationAt);
            Assert.Equal(task.Lengths.HearingWith(candidate.Extra), slot.Times.EndsAt - slot.Times.HearingAt);
            Assert.True(task.Lengths.Fit(slot.Times, candidate.Extra));
            // R41: eight who may hear the candidate and can come, the chair among them.
            Assert.True(slot.Available.Count >= Composition.Fewest);
            Assert.Contains(slot.Available, subject => task.Members.Single(m => m.Subject == subject).IsChair);
            Assert.All(slot.Available, subject => Assert.True(task.Members.Single(m => m.Subject == subject).CanCome(sitting)));
            Assert.Empty(slot.Available.Intersect(candidate.Recused));
        }
    });

    [Fact]
    public void R45_the_same_input_gives_the_same_plan() => Tasks.Sample(task =>
    {
        var (a, b) = (Planning.Propose(task), Planning.Propose(task));
        Assert.Equal(a.Slots.Select(s => (s.Times, s.Room, s.CandidacyId)), b.Slots.Select(s => (s.Times, s.Room, s.CandidacyId)));
        Assert.Equal(a.Unplaced, b.Unplaced);
    });

    [Fact]
    public void R45_one_room_takes_one_candidate_after_the_other_and_noon_is_free()
    {
        var plan = Planning.Propose(Task(candidates: 4, pause: 30));

        // 9:00 + 60 preparation + 90 hearing + 30 deliberation = 12:00; again from 13:00; the next day likewise.
        Assert.Equal([At(0, 9), At(0, 13), At(1, 9), At(1, 13)], plan.Slots.Select(s => s.Times.PreparationAt));
        Assert.Empty(plan.Unplaced);
    }

    [Fact]
    public void R45_with_two_rooms_one_prepares_while_another_is_heard()
    {
        var plan = Planning.Propose(Task(candidates: 2, rooms: 2, breaks: false));

        Assert.Equal([At(0, 9), At(0, 10, 30)], plan.Slots.Select(s => s.Times.PreparationAt));
        Assert.Equal(["room-0", "room-1"], plan.Slots.Select(s => s.Room));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(7, 0)]
    public void R41_eight_members_who_can_come_are_needed_and_seven_are_too_few(int members, int placed)
    {
        var plan = Planning.Propose(Task(candidates: 1, members: members));

        Assert.Equal(placed, plan.Slots.Count);
        if (placed == 0) Assert.Equal(NotPlaced.TooFewMembers, plan.Unplaced.Single().Why);
    }

    [Fact]
    public void R41_without_the_chair_there_is_no_hearing()
    {
        var task = Task(candidates: 1, members: 10);
        var away = new Availability([new AvailabilityEntry(false, Monday, DayPart.WholeDay)]);
        var plan = Planning.Propose(task with { Members = [.. task.Members.Select(m => m.IsChair ? m with { Availability = away } : m)] });

        Assert.Equal(At(1, 9), plan.Slots.Single().Times.PreparationAt);
    }

    [Fact]
    public void R41_recusals_and_absences_count_together_for_the_candidate_they_concern()
    {
        var task = Task(candidates: 2, members: 9);
        // One of nine is away on the first day; the second candidate has a member recused: eight are left for the first only.
        var away = new Availability([new AvailabilityEntry(false, Monday, DayPart.WholeDay)]);
        task = task with
        {
            Members = [.. task.Members.Select(m => m.Subject == "m8" ? m with { Availability = away } : m)],
            Candidates = [task.Candidates[0], task.Candidates[1] with { Recused = new HashSet<string> { "m1" } }],
        };

        var plan = Planning.Propose(task);

        Assert.Equal(At(0, 9), plan.Slots.Single(s => s.CandidacyId == task.Candidates[0].CandidacyId).Times.PreparationAt);
        Assert.Equal(At(1, 9), plan.Slots.Single(s => s.CandidacyId == task.Candidates[1].CandidacyId).Times.PreparationAt);
    }

    [Fact]
    public void R42_a_member_who_hears_elsewhere_is_not_here()
    {
        var task = Task(candidates: 1, members: 8);
        var elsewhere = new TimeRange(At(0, 9), At(0, 11, 30));
        var plan = Planning.Propose(task with { Members = [.. task.Members.Select(m => m.Subject == "m3" ? m with { Elsewhere = [elsewhere] } : m)] });

        // The preparation may begin while the member is still elsewhere; the hearing may not, and noon is in its way.
        Assert.Equal(At(0, 13), plan.Slots.Single().Times.PreparationAt);
    }

    [Fact]
    public void R45_a_day_that_does_not_suit_is_left_out_while_there_is_another()
    {
        var task = Task(candidates: 1);
        var wishing = task.Candidates[0] with { Unwanted = new HashSet<LocalDate> { Monday } };

        var other = Planning.Propose(task with { Candidates = [wishing] }).Slots.Single();
        var none = Planning.Propose(task with { Candidates = [wishing], Days = [task.Days[0]] }).Slots.Single();

        Assert.Equal((At(1, 9), false), (other.Times.PreparationAt, other.AgainstWish));
        Assert.Equal((At(0, 9), true), (none.Times.PreparationAt, none.AgainstWish));
    }

    [Fact]
    public void R39_extra_time_that_no_opening_hours_hold_is_told_and_what_is_full_too()
    {
        var task = Task(candidates: 6, pause: 30);
        var plan = Planning.Propose(task with { Candidates = [.. task.Candidates.Skip(1), task.Candidates[0] with { Extra = new ExtraTime(180, 0) }] });

        Assert.Equal(4, plan.Slots.Count);
        Assert.Contains(new Unplaced(task.Candidates[0].CandidacyId, NotPlaced.LongerThanTheDays), plan.Unplaced);
        Assert.Equal(NotPlaced.NothingLeft, plan.Unplaced.Single(u => u.CandidacyId != task.Candidates[0].CandidacyId).Why);
    }

    [Theory]
    [InlineData(2026, 3, 29)]
    [InlineData(2026, 10, 25)]
    public void T1_on_a_day_of_the_clock_change_slots_are_as_long_as_on_any_other(int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);
        var open = new TimeRange(BrusselsTime.StartOf(date), BrusselsTime.EndOf(date));
        var plan = Planning.Propose(Task(candidates: 30, breaks: false) with { Days = [new PlanningDay(open, [])] });

        Assert.All(plan.Slots, s => Assert.Equal(Duration.FromMinutes(150), s.Times.EndsAt - s.Times.PreparationAt));
        Assert.All(plan.Slots, s => Assert.True(open.Covers(new TimeRange(s.Times.PreparationAt, s.Times.EndsAt))));
        // 150 minutes each, one after the other in one room: 9 in 23 hours, 10 in 25.
        Assert.Equal((int)((open.To - open.From) / Duration.FromMinutes(150)), plan.Slots.Count);
    }

    private static Gen<PlanningTask> Tasks { get; } =
        from days in Gen.Int[1, 3]
        from opening in Gen.Int[60, 660].Array[3]
        from breaks in Gen.Bool
        from rooms in Gen.Int[1, 3]
        from lengths in Gen.Select(Gen.Int[5, 90], Gen.Int[5, 120], Gen.Int[0, 45])
        from members in Gen.Int[7, 10]
        from absences in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool).Array[0, 6]
        from elsewhere in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 600], Gen.Int[5, 200]).Array[0, 4]
        from candidates in Gen.Select(Gen.Int[0, 60], Gen.Int[0, 30], Gen.Int[0, 9].Array[0, 2], Gen.Int[0, 3]).Array[0, 8]
        from roomsTaken in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 600], Gen.Int[5, 200]).Array[0, 3]
        from committeeTaken in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 600], Gen.Int[5, 200]).Array[0, 3]
        select new PlanningTask(
            [.. Enumerable.Range(0, days).Select(d => Day(d, opening[d], breaks))],
            [.. Enumerable.Range(0, rooms).Select(r => $"room-{r}")],
            new SlotLengths(Duration.FromMinutes(lengths.Item1), Duration.FromMinutes(lengths.Item2), (ExtraTimeOn)(lengths.Item1 % 3)),
            Duration.FromMinutes(lengths.Item3),
            [.. Enumerable.Range(0, members).Select(m => new PlanningMember(
                $"m{m}", m == 0,
                new Availability([.. absences.Where(a => a.Item1 == m).Select(a => new AvailabilityEntry(a.Item4, Monday.PlusDays(a.Item2), (DayPart)(a.Item3 % 3)))]),
                [.. elsewhere.Where(e => e.Item1 == m).Select(e => Minutes(e.Item2, e.Item3, e.Item4))]))],
            [.. candidates.Select((c, i) => new PlanningCandidate(
                Id(i), new ExtraTime(c.Item1, c.Item2), c.Item3.Select(r => $"m{r}").ToHashSet(), c.Item4 < 3 ? new HashSet<LocalDate> { Monday.PlusDays(c.Item4) } : AnyDay))],
            [.. roomsTaken.Select(t => new TakenRoom($"room-{t.Item1}", Minutes(t.Item2, t.Item3, t.Item4)))],
            [.. committeeTaken.Select(t => Minutes(t.Item1, t.Item2, t.Item3))]);

    /// <summary>Two days from 9 to 17 with noon from 12 to 13; an hour of preparation and an hour and a half of hearing.</summary>
    private static PlanningTask Task(int candidates, int rooms = 1, int members = 10, int pause = 0, bool breaks = true) => new(
        [Day(0, 480, breaks), Day(1, 480, breaks)],
        [.. Enumerable.Range(0, rooms).Select(r => $"room-{r}")],
        new SlotLengths(Duration.FromMinutes(60), Duration.FromMinutes(90), ExtraTimeOn.Both),
        Duration.FromMinutes(pause),
        [.. Enumerable.Range(0, members).Select(m => new PlanningMember($"m{m}", m == 0, Availability.Always, []))],
        [.. Enumerable.Range(0, candidates).Select(i => new PlanningCandidate(Id(i), ExtraTime.None, Nobody, AnyDay))],
        [], []);

    private static Guid Id(int i) => new(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static Instant At(int day, int hour, int minute = 0) => Monday.PlusDays(day).At(new LocalTime(hour, minute)).InZoneStrictly(BrusselsTime.Zone).ToInstant();

    private static PlanningDay Day(int day, int minutes, bool breaks) =>
        new(new TimeRange(At(day, 9), At(day, 9) + Duration.FromMinutes(minutes)), breaks ? [new TimeRange(At(day, 12), At(day, 13))] : []);

    private static TimeRange Minutes(int day, int from, int length) =>
        new(At(day, 9) + Duration.FromMinutes(from), At(day, 9) + Duration.FromMinutes(from + length));

    private static TimeRange Occupied(PlanningTask task, PlannedSlot slot) => new(slot.Times.PreparationAt, slot.Times.EndsAt + task.Pause);

    private static TimeRange Sitting(PlanningTask task, PlannedSlot slot) => new(slot.Times.HearingAt, slot.Times.EndsAt + task.Pause);
}

using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.OralTest.Domain;

/// <summary>A day on which hearings can be.</summary>
/// <param name="Open">The opening hours.</param>
/// <param name="Breaks">Breaks in them, such as noon.</param>
public sealed record PlanningDay(TimeRange Open, IReadOnlyList<TimeRange> Breaks)
{
    /// <summary>Which day it is in Brussels.</summary>
    public LocalDate Date => BrusselsTime.DateIn(Open.From);
}

/// <summary>A member as far as planning needs them.</summary>
/// <param name="Subject">The member's account.</param>
/// <param name="IsChair">Whether the member chairs.</param>
/// <param name="Availability">When the member can come.</param>
/// <param name="Elsewhere">When the member sits in hearings of other committees.</param>
public sealed record PlanningMember(string Subject, bool IsChair, Availability Availability, IReadOnlyList<TimeRange> Elsewhere)
{
    /// <summary>Whether the member can be there from beginning to end (R42).</summary>
    public bool CanCome(TimeRange hearing) => Availability.Covers(hearing) && !Elsewhere.Any(hearing.Overlaps);
}

/// <summary>A candidate who needs a slot.</summary>
/// <param name="CandidacyId">Which candidacy; null for one still to come.</param>
/// <param name="Extra">What the candidate's accommodations add.</param>
/// <param name="Recused">Members who do not hear this candidate (R41).</param>
/// <param name="Unwanted">Days that do not suit the candidate.</param>
public sealed record PlanningCandidate(Guid? CandidacyId, ExtraTime Extra, IReadOnlySet<string> Recused, IReadOnlySet<LocalDate> Unwanted);

/// <summary>A room that is not free for a time.</summary>
/// <param name="Room">Its name.</param>
/// <param name="Time">The time.</param>
public sealed record TakenRoom(string Room, TimeRange Time);

/// <summary>What a plan is made from.</summary>
/// <param name="Days">When hearings can be.</param>
/// <param name="Rooms">Where; each takes one candidate at a time, from the preparation to the end of the deliberation.</param>
/// <param name="Lengths">How long preparation and hearing are.</param>
/// <param name="Pause">For the deliberation after each hearing.</param>
/// <param name="Members">Members who are not recused from the whole procedure.</param>
/// <param name="Candidates">Who needs a slot.</param>
/// <param name="RoomsTaken">What is in the rooms already.</param>
/// <param name="CommitteeTaken">When the committee hears and deliberates already.</param>
public sealed record PlanningTask(
    IReadOnlyList<PlanningDay> Days,
    IReadOnlyList<string> Rooms,
    SlotLengths Lengths,
    Duration Pause,
    IReadOnlyList<PlanningMember> Members,
    IReadOnlyList<PlanningCandidate> Candidates,
    IReadOnlyList<TakenRoom> RoomsTaken,
    IReadOnlyList<TimeRange> CommitteeTaken);

/// <summary>A slot as proposed.</summary>
/// <param name="Times">When.</param>
/// <param name="Room">Where.</param>
/// <param name="CandidacyId">Whose needs it was made for; anybody whose needs it meets may choose it.</param>
/// <param name="Available">Members who may hear this candidate and can come: at least eight, the chair among them.</param>
/// <param name="AgainstWish">Whether it lies on a day that does not suit the candidate, since no other was left.</param>
public sealed record PlannedSlot(SlotTimes Times, string Room, Guid? CandidacyId, IReadOnlyList<string> Available, bool AgainstWish);

/// <summary>Why no slot was found.</summary>
public enum NotPlaced
{
    /// <summary>No opening hours are long enough for what the candidate is owed.</summary>
    LongerThanTheDays,

    /// <summary>At no time can eight members who may hear the candidate come, the chair among them.</summary>
    TooFewMembers,

    /// <summary>Committee and rooms are taken.</summary>
    NothingLeft,
}

/// <summary>A candidate without a slot.</summary>
/// <param name="CandidacyId">Which candidacy; null for one still to come.</param>
/// <param name="Why">What stands in the way.</param>
public sealed record Unplaced(Guid? CandidacyId, NotPlaced Why);

/// <summary>A proposal: nobody and no room is in two places at once.</summary>
/// <param name="Slots">In order of time.</param>
/// <param name="Unplaced">Candidates without one.</param>
public sealed record OralTestPlan(IReadOnlyList<PlannedSlot> Slots, IReadOnlyList<Unplaced> Unplaced);

/// <summary>
/// Proposes slots (R40, R41, R45): each candidate, those with the hardest needs first, gets the earliest start at which a room
/// and the committee are free and at least eight members who may hear the candidate can come, the chair among them. The same
/// input gives the same plan.
/// </summary>
public static class Planning
{
    /// <summary>Slots start at multiples of this after the day's opening.</summary>
    public static readonly Duration Step = Duration.FromMinutes(5);

    /// <summary>Makes the plan.</summary>
    public static OralTestPlan Propose(PlanningTask task)
    {
        PlanningDay[] days = [.. task.Days.OrderBy(day => day.Open.From).ThenBy(day => day.Open.To)];
        var (rooms, committee) = (task.RoomsTaken.ToList(), task.CommitteeTaken.ToList());
        var (slots, unplaced) = (new List<PlannedSlot>(), new List<Unplaced>());
        foreach (var candidate in task.Candidates.OrderByDescending(c => LengthFor(task, c)).ThenByDescending(c => c.Recused.Count))
        {
            var slot = Place(task, days, candidate, rooms, committee, heedsWishes: true);
            if (slot is null && candidate.Unwanted.Count > 0) slot = Place(task, days, candidate, rooms, committee, heedsWishes: false);
            if (slot is null)
            {
                unplaced.Add(new Unplaced(candidate.CandidacyId, Why(task, days, candidate)));
                continue;
            }

            slots.Add(slot);
            rooms.Add(new TakenRoom(slot.Room, Occupied(task, slot.Times)));
            committee.Add(Sitting(task, slot.Times));
        }

        return new OralTestPlan([.. slots.OrderBy(s => s.Times.PreparationAt).ThenBy(s => s.Room, StringComparer.Ordinal)], unplaced);
    }

    /// <summary>The members who can hear a candidate at a time.</summary>
    public static IReadOnlyList<string> WhoCanCome(IEnumerable<PlanningMember> members, IReadOnlySet<string> recused, TimeRange hearing) =>
        [.. members.Where(m => !recused.Contains(m.Subject) && m.CanCome(hearing)).Select(m => m.Subject)];

    /// <summary>Whether those who can come are enough to hear (R42): eight, and the chair.</summary>
    public static bool AreEnough(IReadOnlyCollection<string> available, IEnumerable<PlanningMember> members) =>
        available.Count >= Composition.Fewest && members.Any(m => m.IsChair && available.Contains(m.Subject));

    private static PlannedSlot? Place(
        PlanningTask task, PlanningDay[] days, PlanningCandidate candidate, List<TakenRoom> rooms, List<TimeRange> committee, bool heedsWishes)
    {
        foreach (var day in days)
        {
            var unwanted = candidate.Unwanted.Contains(day.Date);
            if (heedsWishes && unwanted) continue;
            for (var start = day.Open.From; day.Open.Covers(Occupied(task, TimesAt(task, candidate, start)));)
            {
                var times = TimesAt(task, candidate, start);
                var (occupied, sitting) = (Occupied(task, times), Sitting(task, times));
                // What is in the way is passed in one leap, so that a full day costs little.
                if (EndOf(day.Breaks, occupied) is { } afterBreak)
                {
                    start = OnGrid(day, afterBreak);
                    continue;
                }

                if (EndOf(committee, sitting) is { } afterHearing)
                {
                    start = OnGrid(day, afterHearing - (times.HearingAt - times.PreparationAt));
                    continue;
                }

                var room = task.Rooms.FirstOrDefault(name => !rooms.Any(taken => taken.Room == name && taken.Time.Overlaps(occupied)));
                var available = room is null ? [] : WhoCanCome(task.Members, candidate.Recused, sitting);
                if (room is not null && AreEnough(available, task.Members)) return new PlannedSlot(times, room, candidate.CandidacyId, available, unwanted);
                start += Step;
            }
        }

        return null;
    }

    private static NotPlaced Why(PlanningTask task, PlanningDay[] days, PlanningCandidate candidate)
    {
        var fits = false;
        foreach (var day in days)
        {
            for (var start = day.Open.From; day.Open.Covers(Occupied(task, TimesAt(task, candidate, start))); start += Step)
            {
                var times = TimesAt(task, candidate, start);
                if (EndOf(day.Breaks, Occupied(task, times)) is not null) continue;
                fits = true;
                if (AreEnough(WhoCanCome(task.Members, candidate.Recused, Sitting(task, times)), task.Members)) return NotPlaced.NothingLeft;
            }
        }

        return fits ? NotPlaced.TooFewMembers : NotPlaced.LongerThanTheDays;
    }

    private static SlotTimes TimesAt(PlanningTask task, PlanningCandidate candidate, Instant start)
    {
        var hearing = start + task.Lengths.PreparationWith(candidate.Extra);
        return new SlotTimes(start, hearing, hearing + task.Lengths.HearingWith(candidate.Extra));
    }

    private static Duration LengthFor(PlanningTask task, PlanningCandidate candidate) =>
        task.Lengths.PreparationWith(candidate.Extra) + task.Lengths.HearingWith(candidate.Extra);

    /// <summary>From the preparation to the end of the deliberation.</summary>
    private static TimeRange Occupied(PlanningTask task, SlotTimes times) => new(times.PreparationAt, times.EndsAt + task.Pause);

    /// <summary>The committee's part of it.</summary>
    private static TimeRange Sitting(PlanningTask task, SlotTimes times) => new(times.HearingAt, times.EndsAt + task.Pause);

    /// <summary>The end of the last of the times in the way; null where none is.</summary>
    private static Instant? EndOf(IEnumerable<TimeRange> taken, TimeRange wanted) => taken.Where(wanted.Overlaps).Max(range => (Instant?)range.To);

    /// <summary>The first start on the day's grid that is not before an instant.</summary>
    private static Instant OnGrid(PlanningDay day, Instant notBefore)
    {
        var steps = (long)Math.Ceiling((notBefore - day.Open.From) / Step);
        return day.Open.From + (Step * steps);
    }
}

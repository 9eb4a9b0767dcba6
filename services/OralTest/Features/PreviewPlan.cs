using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>
/// R40, R41, R45: proposes slots for the candidates who have none, from days, rooms, lengths and what the members said. Nothing is
/// saved: the officer changes what they like, and offers it.
/// </summary>
internal static class PreviewPlan
{
    /// <param name="Days">When hearings can be.</param>
    /// <param name="Rooms">Where; each takes one candidate at a time.</param>
    /// <param name="PreparationMinutes">How long the preparation is without accommodations.</param>
    /// <param name="HearingMinutes">How long the hearing is without accommodations.</param>
    /// <param name="PauseMinutes">For the deliberation after each hearing.</param>
    /// <param name="BreakFrom">A break of every day begins, as <c>12:00</c> in Brussels; none where it is not given.</param>
    /// <param name="BreakTo">It ends.</param>
    /// <param name="More">Slots for candidates still to come.</param>
    /// <param name="ExtraTimeOn">What extra time (R39) lengthens.</param>
    public sealed record Request(
        IReadOnlyList<Day> Days, IReadOnlyList<string> Rooms, int PreparationMinutes, int HearingMinutes, int PauseMinutes = 0, string? BreakFrom = null, string? BreakTo = null,
        int More = 0, ExtraTimeOn ExtraTimeOn = ExtraTimeOn.Both)
    {
        public static Request Example => new([Day.Example], ["Brussel, zaal 3", "Brussel, zaal 4"], 60, 90, 30, "12:00", "13:00", 1);
    }

    /// <param name="From">Opening: a local time in Brussels, or an instant.</param>
    /// <param name="To">Closing, on the same day.</param>
    public sealed record Day(string From, string To)
    {
        public static Day Example => new("2025-12-11T09:00", "2025-12-11T17:30");
    }

    /// <param name="Slots">The proposal, in order of time.</param>
    /// <param name="Unplaced">Candidates for whom nothing was found.</param>
    public sealed record Response(IReadOnlyList<Proposed> Slots, IReadOnlyList<Missing> Unplaced)
    {
        public static Response Example => new([Proposed.Example], [Missing.Example]);
    }

    /// <param name="CandidacyId">Whose needs it was made for; null for one still to come. Candidates choose freely among those that fit.</param>
    /// <param name="MembersAvailable">How many members who may hear the candidate can come.</param>
    /// <param name="AgainstWish">Whether the day does not suit the candidate, since no other was left.</param>
    public sealed record Proposed(Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Guid? CandidacyId, int MembersAvailable, bool AgainstWish)
    {
        public static Proposed Example => new(
            Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3",
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 9, false);
    }

    public sealed record Missing(Guid? CandidacyId, NotPlaced Why, string Text)
    {
        public static Missing Example => new(null, NotPlaced.NothingLeft, "Committee and rooms are taken on all these days.");
    }

    private const int MostDays = 60;
    private const int MostRooms = 20;
    private const int MostMore = 100;
    private const int LongestPart = 12 * 60;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/plan", HandleAsync)
        .WithSummary("Proposes slots without clashes for the candidates who have none; nothing is saved.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(Guid vacancyId, Request request, OralTestDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var days = ReadDays(request, faults);
        faults.AddRange(Check(request));
        if (faults.Count > 0) return Problem.Invalid(faults);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        // What is past cannot be planned.
        var now = clock.GetCurrentInstant();
        if (days.Exists(day => day.Open.From <= now)) return Problem.Invalid(days.Index().Where(d => d.Item.Open.From <= now).Select(d => new FieldError($"days[{d.Index}].from", "in-the-past")));

        var plan = Planning.Propose(await PlanningData.ReadAsync(db, vacancy, request, days, ct));
        return TypedResults.Ok(new Response(
            [.. plan.Slots.Select(s => new Proposed(s.Times.PreparationAt, s.Times.HearingAt, s.Times.EndsAt, s.Room, s.CandidacyId, s.Available.Count, s.AgainstWish))],
            [.. plan.Unplaced.Select(u => new Missing(u.CandidacyId, u.Why, Texts.Of(u.Why switch
            {
                NotPlaced.LongerThanTheDays => "plan-longer-than-the-days",
                NotPlaced.TooFewMembers => "plan-too-few-members",
                NotPlaced.NothingLeft => "plan-nothing-left",
            })))]));
    }

    private static List<PlanningDay> ReadDays(Request request, List<FieldError> faults)
    {
        var (breakFrom, breakTo) = (
            request.BreakFrom is null ? null : faults.TimeOfDay("breakFrom", request.BreakFrom), request.BreakTo is null ? null : faults.TimeOfDay("breakTo", request.BreakTo));
        if ((request.BreakFrom is null) != (request.BreakTo is null)) faults.Add(new FieldError(request.BreakFrom is null ? "breakFrom" : "breakTo", "required"));
        else if (breakTo <= breakFrom) faults.Add(new FieldError("breakTo", "not-after", "breakFrom"));
        if (request.Days.Count is 0 or > MostDays) faults.Add(new FieldError("days", "between-counts", 1, MostDays));
        var days = new List<PlanningDay>();
        foreach (var (i, day) in request.Days.Take(MostDays).Index())
        {
            if (day is null)
            {
                faults.Add(new FieldError($"days[{i}]", "required"));
                continue;
            }

            var (opens, closes) = (faults.Moment($"days[{i}].from", day.From), faults.Moment($"days[{i}].to", day.To));
            if (opens is not { } from || closes is not { } to) continue;
            if (to <= from) faults.Add(new FieldError($"days[{i}].to", "not-after", "from"));
            else if (BrusselsTime.DateIn(to - Duration.Epsilon) != BrusselsTime.DateIn(from)) faults.Add(new FieldError($"days[{i}].to", "not-the-same-day"));
            var date = BrusselsTime.DateIn(from);
            // The break stands in the same hours every day; where the clock change makes it unclear, that day is named.
            days.Add(breakFrom is { } begins && breakTo is { } ends
                && faults.Local($"days[{i}].from", date + begins) is { } breakBegins && faults.Local($"days[{i}].from", date + ends) is { } breakEnds
                ? new PlanningDay(new TimeRange(from, to), [new TimeRange(breakBegins, breakEnds)])
                : new PlanningDay(new TimeRange(from, to), []));
        }

        return days;
    }

    private static IEnumerable<FieldError> Check(Request request)
    {
        if (request.PreparationMinutes is < 1 or > LongestPart) yield return new FieldError("preparationMinutes", "between", 1, LongestPart);
        if (request.HearingMinutes is < 1 or > LongestPart) yield return new FieldError("hearingMinutes", "between", 1, LongestPart);
        if (request.PauseMinutes is < 0 or > LongestPart) yield return new FieldError("pauseMinutes", "between", 0, LongestPart);
        if (request.More is < 0 or > MostMore) yield return new FieldError("more", "between", 0, MostMore);
        if (request.Rooms.Count is 0 or > MostRooms) yield return new FieldError("rooms", "between-counts", 1, MostRooms);
        foreach (var (i, room) in request.Rooms.Index())
        {
            foreach (var fault in TextCheck.Faults($"rooms[{i}]", room, 300)) yield return fault;
        }
    }
}

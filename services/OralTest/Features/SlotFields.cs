using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>A slot as an officer gives it. Its times are instants, or local times in Brussels (<c>2025-12-11T10:00</c>).</summary>
/// <param name="PreparationAt">The preparation begins, and the case opens.</param>
/// <param name="HearingAt">The hearing begins.</param>
/// <param name="EndsAt">It is over.</param>
/// <param name="Place">Where.</param>
public sealed record SlotRequest(string PreparationAt, string HearingAt, string EndsAt, string Place)
{
    public static SlotRequest Example => new("2025-12-11T10:00", "2025-12-11T11:00", "2025-12-11T12:30", "Brussel, zaal 3");
}

/// <summary>A slot as it is offered, with what an officer should know of it.</summary>
/// <param name="Version">The ETag.</param>
/// <param name="Warnings">What is odd about it; none of it keeps it from being offered.</param>
public sealed record SlotOffered(Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, long Version, IReadOnlyList<Warning> Warnings)
{
    public static SlotOffered Example => new(
        new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3", 1, []);

    internal static SlotOffered Of(Slot slot, IReadOnlyList<Warning> warnings) =>
        new(slot.SlotId, slot.PreparationAt, slot.HearingAt, slot.EndsAt, slot.Place, slot.Version, warnings);
}

/// <summary>A slot of a request, read.</summary>
internal sealed record SlotWanted(SlotTimes Times, string Place);

/// <summary>Slots among the fields of a request.</summary>
internal static class SlotFields
{
    private const int LongestPlace = 300;
    private static readonly Duration Longest = Duration.FromHours(24);

    /// <summary>Reads a slot that is to come; null, with the faults, where it makes no sense.</summary>
    public static SlotWanted? Slot(this List<FieldError> faults, string path, SlotRequest? request, Instant now)
    {
        if (request is null)
        {
            faults.Add(new FieldError(path, "required"));
            return null;
        }

        var before = faults.Count;
        string At(string field) => path.Length == 0 ? field : $"{path}.{field}";
        var (preparation, hearing, end) =
            (faults.Moment(At("preparationAt"), request.PreparationAt), faults.Moment(At("hearingAt"), request.HearingAt), faults.Moment(At("endsAt"), request.EndsAt));
        if (preparation <= now) faults.Add(new FieldError(At("preparationAt"), "in-the-past"));
        if (hearing <= preparation) faults.Add(new FieldError(At("hearingAt"), "not-after", "preparationAt"));
        if (end <= hearing) faults.Add(new FieldError(At("endsAt"), "not-after", "hearingAt"));
        // Told where nothing else is wrong: a slip in one of the times is told as what it is.
        if (faults.Count == before && end - preparation > Longest) faults.Add(new FieldError(At("endsAt"), "slot-longer-than-a-day"));
        faults.AddRange(TextCheck.Faults(At("place"), request.Place, LongestPlace));
        return faults.Count > before ? null : new SlotWanted(new SlotTimes(preparation!.Value, hearing!.Value, end!.Value), request.Place.Trim());
    }

    /// <summary>
    /// One committee hears one candidate at a time (R42): faults of slots whose hearing overlaps that of another slot of the
    /// vacancy, or of one before them in the request. The vacancy is locked.
    /// </summary>
    public static async Task AddOverlapsAsync(
        this List<FieldError> faults, OralTestDb db, Guid vacancyId, IReadOnlyList<SlotWanted> wanted, Func<int, string> pathOf, CancellationToken ct, Guid? except = null)
    {
        var (from, to) = (wanted.Min(s => s.Times.HearingAt), wanted.Max(s => s.Times.EndsAt));
        var taken = (await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancyId && s.SlotId != except && s.HearingAt < to && s.EndsAt > from)
            .Select(s => new { s.HearingAt, s.EndsAt }).ToListAsync(ct)).ConvertAll(s => new TimeRange(s.HearingAt, s.EndsAt));
        foreach (var (i, slot) in wanted.Index())
        {
            var hearing = new TimeRange(slot.Times.HearingAt, slot.Times.EndsAt);
            if (taken.Exists(hearing.Overlaps)) faults.Add(new FieldError(pathOf(i), "hearings-overlap"));
            taken.Add(hearing);
        }
    }

    /// <summary>What is odd about slots, one list a slot: the room is somebody else's then, too few members can come (R41, R42), or it is too short for anybody (R40).</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Warning>>> WarningsAsync(OralTestDb db, Vacancy vacancy, IReadOnlyList<Slot> slots, CancellationToken ct)
    {
        if (slots.Count == 0) return [];
        var within = new TimeRange(slots.Min(s => s.PreparationAt), slots.Max(s => s.EndsAt));
        string[] places = [.. slots.Select(s => s.Place).Distinct()];
        Guid[] own = [.. slots.Select(s => s.SlotId)];
        var elsewhere = await db.Slots.AsNoTracking()
            .Where(s => places.Contains(s.Place) && !own.Contains(s.SlotId) && s.PreparationAt < within.To && s.EndsAt > within.From
                && !db.Vacancies.Any(v => v.VacancyId == s.VacancyId && v.Cancelled))
            .Select(s => new { s.Place, s.PreparationAt, s.EndsAt }).ToListAsync(ct);
        var taken = elsewhere.Select(s => new TakenRoom(s.Place, new TimeRange(s.PreparationAt, s.EndsAt))).ToList();
        var members = await db.MembersAsync(vacancy.VacancyId, await Bench.RosterAsync(db, vacancy, ct), within, ct);
        var warnings = new List<IReadOnlyList<Warning>>();
        foreach (var slot in slots)
        {
            var (whole, hearing) = (new TimeRange(slot.PreparationAt, slot.EndsAt), new TimeRange(slot.HearingAt, slot.EndsAt));
            var found = new List<Warning>();
            if (taken.Exists(t => t.Room == slot.Place && t.Time.Overlaps(whole))) found.Add(Warning.Of("room-taken"));
            if (!Planning.AreEnough(Planning.WhoCanCome(members, new HashSet<string>(), hearing), members)) found.Add(Warning.Of("members-short"));
            if (vacancy.Lengths?.Fit(slot.Times, ExtraTime.None) == false) found.Add(Warning.Of("slot-short"));
            taken.Add(new TakenRoom(slot.Place, whole));
            warnings.Add(found);
        }

        return warnings;
    }
}

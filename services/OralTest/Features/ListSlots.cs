using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>What the slots of a vacancy may be sorted by.</summary>
public enum SlotSort
{
    /// <summary>In order of time.</summary>
    Time,

    /// <summary>By the candidate's name; free ones last.</summary>
    Candidate,

    /// <summary>Those not confirmed first, then in order of time.</summary>
    Confirmation,
}

/// <summary>Which slots are asked for; everything that is given has to fit.</summary>
/// <param name="Free">Those nobody has, or those somebody has.</param>
/// <param name="Confirmed">Those their candidate has confirmed, or has not.</param>
/// <param name="Hearing">How far the hearing is.</param>
/// <param name="From">Those that begin from this date or moment on.</param>
/// <param name="To">Those that begin until this date, or before this moment.</param>
/// <param name="Sort">The order.</param>
internal sealed record SlotFilter(bool? Free, bool? Confirmed, HearingState? Hearing, string? From, string? To, SlotSort? Sort)
{
    /// <summary>The slots that fit, with who has them; null, with the faults, where the filter makes no sense.</summary>
    public IQueryable<SlotLine>? Of(OralTestDb db, Guid vacancyId, List<FieldError> faults)
    {
        var begin = From is { Length: > 0 } ? faults.Begin("from", From) : null;
        var end = To is { Length: > 0 } ? faults.End("to", To) : null;
        // Numbers pass for names where a query is read, also those that name nothing.
        if (Hearing is { } hearing && !Enum.IsDefined(hearing)) faults.Add(new FieldError("hearing", "one-of", string.Join(", ", Enum.GetNames<HearingState>())));
        if (Sort is { } sort && !Enum.IsDefined(sort)) faults.Add(new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<SlotSort>())));
        if (faults.Count > 0) return null;
        var (free, confirmed, state) = (Free, Confirmed, Hearing);
        var lines =
            from s in db.Slots.AsNoTracking()
            where s.VacancyId == vacancyId && (free == null || s.CandidacyId == null == free) && (confirmed == null || (s.CandidacyId != null && s.ConfirmedAt != null == confirmed))
                && (begin == null || s.PreparationAt >= begin) && (end == null || s.PreparationAt < end)
            join c in db.Candidacies on s.CandidacyId equals c.CandidacyId into candidacies
            from c in candidacies.DefaultIfEmpty()
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            join h in db.Hearings.Where(h => h.State == HearingState.Open || h.State == HearingState.Closed || h.State == HearingState.Judged) on c.CandidacyId equals h.CandidacyId into hearings
            from h in hearings.DefaultIfEmpty()
            where state == null || h.State == state
            select new SlotLine { Slot = s, Candidacy = c, FirstName = p.FirstName, LastName = p.LastName, Hearing = (HearingState?)h.State };
        return Sort switch
        {
            SlotSort.Candidate => lines.OrderBy(l => l.Candidacy == null).ThenBy(l => l.LastName).ThenBy(l => l.FirstName).ThenBy(l => l.Slot.SlotId),
            SlotSort.Confirmation => lines.OrderBy(l => l.Candidacy == null).ThenBy(l => l.Slot.ConfirmedAt != null).ThenBy(l => l.Slot.PreparationAt).ThenBy(l => l.Slot.SlotId),
            SlotSort.Time or null => lines.OrderBy(l => l.Slot.PreparationAt).ThenBy(l => l.Slot.SlotId),
            _ => throw new InvalidOperationException("A sort that is not defined was refused before."),
        };
    }
}

/// <summary>A slot with who has it.</summary>
internal sealed class SlotLine
{
    public required Slot Slot { get; init; }

    public Candidacy? Candidacy { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public HearingState? Hearing { get; init; }
}

/// <summary>R45: the planning of a vacancy, for officers: all its slots, who has them, and how far that is.</summary>
internal static class ListSlots
{
    /// <param name="ConfirmedAt">When the candidate confirmed it as it is.</param>
    /// <param name="State">Where the candidacy stands.</param>
    /// <param name="Hearing">How far the hearing is; null while it is only planned.</param>
    /// <param name="ExtraMinutes">Extra time granted to the candidate (R39).</param>
    /// <param name="BreakMinutes">Breaks granted to the candidate.</param>
    /// <param name="Fits">Whether it is as long as what the candidate is owed; null where nobody has it.</param>
    /// <param name="MembersAvailable">How many members who may hear the candidate can come; fewer than eight cannot hear (R42).</param>
    /// <param name="Version">The ETag of a change.</param>
    public sealed record Item(
        Guid SlotId, Guid RegistrationPeriodId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Guid? CandidacyId, string? FirstName, string? LastName,
        Instant? ConfirmedAt, CandidacyState? State, HearingState? Hearing, int? ExtraMinutes, int? BreakMinutes, bool? Fits, int MembersAvailable, long Version)
    {
        public static Item Example => new(
            new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3",
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", Instant.FromUtc(2025, 12, 1, 9, 0), CandidacyState.Planned, null, 0, 0, true, 10, 3);

        internal static Item Of(SlotLine line, Vacancy vacancy, Roster roster, IReadOnlyList<PlanningMember> members)
        {
            var (slot, extra) = (line.Slot, line.Candidacy?.Extra);
            var recused = slot.CandidacyId is { } id ? roster.Members.Where(m => roster.IsRecusedFrom(m.Subject, id)).Select(m => m.Subject).ToHashSet() : [];
            return new Item(
                slot.SlotId, slot.RegistrationPeriodId, slot.PreparationAt, slot.HearingAt, slot.EndsAt, slot.Place, slot.CandidacyId, line.FirstName, line.LastName,
                slot.ConfirmedAt, line.Candidacy?.State, line.Hearing, extra?.Minutes, extra?.BreakMinutes, extra is null ? null : vacancy.Lengths?.Fit(slot.Times, extra),
                Planning.WhoCanCome(members, recused, new TimeRange(slot.HearingAt, slot.EndsAt)).Count, slot.Version);
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/slots", HandleAsync)
        .WithSummary("The slots of a vacancy, with who has taken them: filtered, sorted and paged.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync(
        Guid vacancyId, [AsParameters] SlotFilter filter, [AsParameters] Paging paging, OralTestDb db, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        var faults = new List<FieldError>();
        if (filter.Of(db, vacancyId, faults) is not { } lines) return Problem.Invalid(faults);
        var total = await lines.CountAsync(ct);
        var page = await lines.Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        var members = page.Count == 0
            ? []
            : await db.MembersAsync(vacancyId, roster, new TimeRange(page.Min(l => l.Slot.PreparationAt), page.Max(l => l.Slot.EndsAt)), ct);
        return TypedResults.Ok(new Page<Item>([.. page.Select(line => Item.Of(line, vacancy, roster, members))], total, paging.Number, paging.Size));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>What the officers' overview may be sorted by.</summary>
public enum ProgressSort
{
    /// <summary>By selection code.</summary>
    Code,

    /// <summary>The next hearing first; those without one last.</summary>
    NextHearing,

    /// <summary>Those first in which the most candidates wait for a slot.</summary>
    Waiting,
}

/// <summary>The officers' overview: how far the oral test is, vacancy by vacancy, and in one of them.</summary>
internal static class ListProgress
{
    /// <summary>How far the oral test of a vacancy is, in numbers.</summary>
    /// <param name="Members">Who sits on the committee.</param>
    /// <param name="Waiting">Candidates who may choose a slot and have none.</param>
    /// <param name="Planned">Candidates with a slot.</param>
    /// <param name="Confirmed">Of those, who have confirmed it.</param>
    /// <param name="Held">Heard, and not judged.</param>
    /// <param name="Judged">Judged.</param>
    /// <param name="Stopped">Without a slot in time, or absent.</param>
    /// <param name="FreeSlots">Slots to come that nobody has.</param>
    /// <param name="NextHearingAt">The next hearing with a candidate.</param>
    public sealed record Item(
        Guid VacancyId, string SelectionCode, LocalizedText? Title, bool Cancelled, int Members, int Waiting, int Planned, int Confirmed, int Held, int Judged, int Stopped,
        int FreeSlots, Instant? NextHearingAt)
    {
        public static Item Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
            false, 10, 3, 12, 9, 4, 2, 1, 5, Instant.FromUtc(2025, 12, 11, 10, 0));
    }

    /// <param name="Search">The beginning of the selection code, case aside.</param>
    /// <param name="Cancelled">Cancelled ones, or the others; both where it is not given.</param>
    /// <param name="Sort">The order.</param>
    internal sealed record Filter(string? Search, bool? Cancelled, ProgressSort? Sort);

    /// <summary>One vacancy in detail.</summary>
    /// <param name="States">Candidacies by where they stand.</param>
    /// <param name="Hearings">Hearings by how far they are, suspended ones included.</param>
    /// <param name="Slots">All that were offered.</param>
    /// <param name="Taken">Of those, how many somebody has.</param>
    /// <param name="Wishes">Candidates who named days that do not suit them.</param>
    /// <param name="WithoutAFit">Candidates who wait and for whom no free slot is long enough (R39): offer one.</param>
    /// <param name="Undeclared">Members who have still to declare about somebody (R41).</param>
    public sealed record Detail(
        Guid VacancyId, IReadOnlyDictionary<string, int> States, IReadOnlyDictionary<string, int> Hearings, int Slots, int Taken, int Confirmed, int Free, int Wishes,
        IReadOnlyList<Guid> WithoutAFit, IReadOnlyList<string> Undeclared)
    {
        public static Detail Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new Dictionary<string, int> { [nameof(CandidacyState.Planned)] = 12, [nameof(CandidacyState.Invited)] = 3 },
            new Dictionary<string, int> { [nameof(HearingState.Judged)] = 2 }, 20, 12, 9, 5, 4, [], ["member3"]);
    }

    private const int LongestSearch = 50;
    private static readonly CandidacyState[] Waiting = [CandidacyState.Reached, CandidacyState.Invited, CandidacyState.Rescheduling];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies", ListAsync)
            .WithSummary("How far the oral tests are, vacancy by vacancy: filtered, sorted and paged.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapGet("/vacancies/{vacancyId:guid}/progress", ReadAsync)
            .WithSummary("How far the oral test of a vacancy is.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<Page<Item>>, Problem>> ListAsync([AsParameters] Filter filter, [AsParameters] Paging paging, OralTestDb db, IClock clock, CancellationToken ct)
    {
        if (filter.Sort is { } sort && !Enum.IsDefined(sort)) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<ProgressSort>())));
        if (filter.Search?.Length > LongestSearch) return Problem.Invalid(new FieldError("search", "too-long", LongestSearch));
        // What was only heard of, and not published, is nobody's work yet.
        var listed = db.Vacancies.AsNoTracking().Where(v => v.Seen > 0);
        if (filter.Cancelled is { } cancelled) listed = listed.Where(v => v.Cancelled == cancelled);
        if (filter.Search?.Trim().ToUpperInvariant() is { Length: > 0 } search) listed = listed.Where(v => v.SelectionCode.ToUpper().StartsWith(search));
        var total = await listed.CountAsync(ct);

        var now = clock.GetCurrentInstant();
        var counted = listed.Select(v => new
        {
            v.VacancyId, v.SelectionCode, v.Title, v.Cancelled,
            Members = db.Members.Count(m => m.VacancyId == v.VacancyId && m.LeftAt == null),
            Waiting = db.Candidacies.Count(c => c.VacancyId == v.VacancyId && Waiting.Contains(c.State)),
            Planned = db.Candidacies.Count(c => c.VacancyId == v.VacancyId && c.State == CandidacyState.Planned),
            Confirmed = db.Slots.Count(s => s.VacancyId == v.VacancyId && s.ConfirmedAt != null && db.Candidacies.Any(c => c.CandidacyId == s.CandidacyId && c.State == CandidacyState.Planned)),
            Held = db.Candidacies.Count(c => c.VacancyId == v.VacancyId && c.State == CandidacyState.Held),
            Judged = db.Candidacies.Count(c => c.VacancyId == v.VacancyId && c.State == CandidacyState.Judged),
            Stopped = db.Candidacies.Count(c => c.VacancyId == v.VacancyId && c.State == CandidacyState.Stopped),
            FreeSlots = db.Slots.Count(s => s.VacancyId == v.VacancyId && s.CandidacyId == null && s.PreparationAt > now),
            NextHearingAt = db.Slots.Where(s => s.VacancyId == v.VacancyId && s.CandidacyId != null && s.EndsAt > now).Min(s => (Instant?)s.HearingAt),
        });
        var sorted = filter.Sort switch
        {
            ProgressSort.NextHearing => counted.OrderBy(v => v.NextHearingAt == null).ThenBy(v => v.NextHearingAt).ThenBy(v => v.VacancyId),
            ProgressSort.Waiting => counted.OrderByDescending(v => v.Waiting).ThenBy(v => v.VacancyId),
            _ => counted.OrderBy(v => v.SelectionCode).ThenBy(v => v.VacancyId),
        };
        var rows = await sorted.Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Select(v => new Item(
                v.VacancyId, v.SelectionCode, v.Title, v.Cancelled, v.Members, v.Waiting, v.Planned, v.Confirmed, v.Held, v.Judged, v.Stopped, v.FreeSlots, v.NextHearingAt))],
            total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<Detail>, Problem>> ReadAsync(Guid vacancyId, OralTestDb db, IClock clock, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var states = await db.Candidacies.Where(c => c.VacancyId == vacancyId && c.State != CandidacyState.Expected)
            .GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key.ToString(), g => g.Count, ct);
        var hearings = await db.Hearings.Where(h => h.VacancyId == vacancyId)
            .GroupBy(h => h.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key.ToString(), g => g.Count, ct);
        var slots = await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancyId).ToListAsync(ct);
        var waiting = await db.Candidacies.AsNoTracking().Where(c => c.VacancyId == vacancyId && Waiting.Contains(c.State)).OrderBy(c => c.CandidacyId).ToListAsync(ct);
        var wishes = await db.Wishes.CountAsync(w => w.Days.Length > 0 && db.Candidacies.Any(c => c.CandidacyId == w.CandidacyId && c.VacancyId == vacancyId), ct);
        var free = slots.FindAll(s => s.CandidacyId is null && s.PreparationAt > now);
        var undeclared = await db.UndeclaredAsync(vacancyId, ct);
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        return TypedResults.Ok(new Detail(
            vacancyId, states, hearings, slots.Count, slots.Count(s => s.CandidacyId is not null), slots.Count(s => s.ConfirmedAt is not null), free.Count, wishes,
            [.. waiting.Where(c => !free.Exists(s => vacancy.Lengths?.Fit(s.Times, c.Extra) != false)).Select(c => c.CandidacyId)],
            [.. undeclared.Where(u => u.Value > 0 && !roster.IsRecused(u.Key)).Select(u => u.Key).Order(StringComparer.Ordinal)]));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R45: the slots a candidate may choose among, and why not where that is so.</summary>
internal static class OfferedSlots
{
    /// <param name="CandidacyId">Whose choice.</param>
    /// <param name="State">Where the candidacy stands.</param>
    /// <param name="Own">The slot chosen.</param>
    /// <param name="Items">The free slots to come, and one's own.</param>
    public sealed record Response(Guid CandidacyId, CandidacyState State, OwnSlot? Own, IReadOnlyList<Item> Items, int Total, int Page, int PageSize)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CandidacyState.Invited, null, [Item.Example], 1, 1, 50);
    }

    /// <param name="SlotId">To choose it by.</param>
    /// <param name="OpensAt">From when it may be chosen.</param>
    /// <param name="ClosesAt">The first instant at which that is too late.</param>
    /// <param name="HelpEndsAt">The first instant at which it is too late to report trouble with choosing it (R29).</param>
    /// <param name="May"><c>Yes</c>, or why not.</param>
    public sealed record Item(
        Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Instant OpensAt, Instant ClosesAt, Instant HelpEndsAt, SlotAnswer May)
    {
        public static Item Example => new(
            new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3",
            Instant.FromUtc(2025, 11, 27, 23, 0), Instant.FromUtc(2025, 12, 5, 23, 0), Instant.FromUtc(2025, 12, 9, 23, 0), SlotAnswer.Yes);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/candidacies/{candidacyId:guid}/slots", HandleAsync)
        .WithSummary("The slots the candidate may choose from.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, [AsParameters] Paging paging, Caller caller, OralTestDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        var candidacy = await (
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.CandidacyId == candidacyId && p.Subject == caller.Subject
            select c).AsNoTracking().SingleOrDefaultAsync(ct);
        if (candidacy is null) return Problem.NotFound();

        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == candidacy.VacancyId, ct);
        var now = clock.GetCurrentInstant();
        var own = await db.Slots.AsNoTracking().SingleOrDefaultAsync(s => s.CandidacyId == candidacyId, ct);
        var free = db.Slots.AsNoTracking().Where(s => s.VacancyId == candidacy.VacancyId && s.CandidacyId == null && s.PreparationAt > now
            && !db.Vacancies.Any(v => v.VacancyId == s.VacancyId && v.Cancelled));
        var total = await free.CountAsync(ct);
        var rows = await (
            from s in free
            join p in db.Periods on s.RegistrationPeriodId equals p.RegistrationPeriodId
            orderby s.PreparationAt, s.SlotId
            select new { Slot = s, Period = p }).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var state = candidacy.State == CandidacyState.Judged ? CandidacyState.Held : candidacy.State;
        return TypedResults.Ok(new Response(
            candidacyId, state, own is null ? null : OwnSlot.Of(own, closed),
            [.. rows.Select(row => new Item(
                row.Slot.SlotId, row.Slot.PreparationAt, row.Slot.HearingAt, row.Slot.EndsAt, row.Slot.Place, row.Period.OpensAt, row.Period.ClosesAt,
                WorkingDays.HelpEndsAt(row.Slot.PreparationAt, closed),
                SlotRules.MayChoose(
                    now, candidacy.State, row.Slot.Times, row.Period.Times, own?.Times, candidacy.ChoosesFreely, vacancy?.Lengths?.Fit(row.Slot.Times, candidacy.Extra) != false)))],
            total, paging.Number, paging.Size));
    }
}

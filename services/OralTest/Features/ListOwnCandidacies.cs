using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;

namespace Selection.OralTest.Features;

/// <summary>A candidate's own candidacies that have reached the oral test.</summary>
internal static class ListOwnCandidacies
{
    public sealed record Item(
        Guid CandidacyId, Guid VacancyId, string SelectionCode, LocalizedText? Title, CandidacyState State, Instant? ChooseUntil, OwnSlot? Slot)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
            CandidacyState.Planned, Instant.FromUtc(2025, 12, 5, 23, 0), OwnSlot.Example);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/candidacies", HandleAsync)
        .WithSummary("The caller's candidacies in the oral test, with their slot.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Ok<Page<Item>>> HandleAsync([AsParameters] Paging paging, Caller caller, OralTestDb db, ClosingDays closed, CancellationToken ct)
    {
        var own =
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            where p.Subject == caller.Subject && c.State != CandidacyState.Expected
            select c;
        var total = await own.CountAsync(ct);
        var rows = await (
            from c in own
            join v in db.Vacancies on c.VacancyId equals v.VacancyId into vacancies
            from v in vacancies.DefaultIfEmpty()
            join s in db.Slots on c.CandidacyId equals s.CandidacyId into slots
            from s in slots.DefaultIfEmpty()
            orderby c.CandidacyId descending
            select new { Candidacy = c, Vacancy = v, Slot = s }).AsNoTracking().Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Select(row => new Item(
                row.Candidacy.CandidacyId,
                row.Candidacy.VacancyId,
                row.Vacancy?.SelectionCode ?? "",
                row.Vacancy?.Title,
                // Whether the committee has judged shows with the results, not before (R47).
                row.Candidacy.State == CandidacyState.Judged ? CandidacyState.Held : row.Candidacy.State,
                row.Candidacy.State == CandidacyState.Invited ? row.Candidacy.InvitedUntil : null,
                row.Slot is null ? null : OwnSlot.Of(row.Slot, closed)))],
            total, paging.Number, paging.Size));
    }
}

/// <summary>The slot a candidate has.</summary>
/// <param name="CancelUntil">The last instant to give it up (R27).</param>
/// <param name="HelpEndsAt">The first instant at which it is too late to report trouble (R29).</param>
/// <param name="ConfirmedAt">When the candidate confirmed it as it is; null where that is still asked for.</param>
public sealed record OwnSlot(
    Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Instant CancelUntil, Instant HelpEndsAt, Instant? ConfirmedAt)
{
    public static OwnSlot Example => new(
        new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3", Instant.FromUtc(2025, 12, 11, 8, 0), Instant.FromUtc(2025, 12, 9, 23, 0), Instant.FromUtc(2025, 12, 1, 9, 0));

    internal static OwnSlot Of(Slot slot, ClosingDays closed) => new(
        slot.SlotId, slot.PreparationAt, slot.HearingAt, slot.EndsAt, slot.Place, SlotRules.CancelUntil(slot.Times), WorkingDays.HelpEndsAt(slot.PreparationAt, closed), slot.ConfirmedAt);
}

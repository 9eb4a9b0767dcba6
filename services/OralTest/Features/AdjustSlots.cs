using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R45: an officer adds, moves and removes single slots that nobody has. One that is taken is rescheduled or withdrawn, see <see cref="RescheduleSlot"/>.</summary>
internal static class AdjustSlots
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/vacancies/{vacancyId:guid}/registration-periods/{registrationPeriodId:guid}/slots", AddAsync)
            .WithSummary("Adds a slot to a registration period.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPut("/slots/{slotId:guid}", MoveAsync).WithSummary("Moves a slot that nobody has; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapDelete("/slots/{slotId:guid}", RemoveAsync).WithSummary("Removes a slot that nobody has.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Created<SlotOffered>, Problem>> AddAsync(
        Guid vacancyId, Guid registrationPeriodId, SlotRequest request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.LockVacancyAsync(vacancyId, ct);
        var period = await db.Periods.AsNoTracking().SingleOrDefaultAsync(p => p.RegistrationPeriodId == registrationPeriodId && p.VacancyId == vacancyId, ct);
        if (vacancy is null || period is null) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var now = clock.GetCurrentInstant();
        if (period.ClosesAt <= now) return Problem.Refused("R26", "period-over");
        var faults = new List<FieldError>();
        var wanted = faults.Slot("", request, now);
        if (wanted is not null) await faults.AddOverlapsAsync(db, vacancyId, [wanted], _ => "hearingAt", ct);
        if (faults.Count > 0) return Problem.Invalid(faults);

        var slot = OfferSlots.NewSlot(wanted!, period);
        db.Slots.Add(slot);
        db.Record(new RecordEntry(caller.Subject, "slot.added", "registration-period", registrationPeriodId, RuleVersion: vacancy.RuleVersion,
            Details: new { vacancyId, slot.SlotId, slot.PreparationAt }), now);
        var view = await SaveAsync(db, vacancy, slot, response, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/oraltest/slots/{slot.SlotId}", view);
    }

    private static async Task<Results<Ok<SlotOffered>, Problem>> MoveAsync(
        Guid slotId, SlotRequest request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TakeAsync(db, slotId, ct) is not var (vacancy, slot)) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (Refusal(vacancy, slot, now) is { } refusal) return refusal;
        if (ifMatch.Check(slot.Version) is { } stale) return stale;
        var faults = new List<FieldError>();
        var wanted = faults.Slot("", request, now);
        if (wanted is not null) await faults.AddOverlapsAsync(db, vacancy.VacancyId, [wanted], _ => "hearingAt", ct, except: slotId);
        if (faults.Count > 0) return Problem.Invalid(faults);

        slot.MoveTo(wanted!.Times, wanted.Place);
        db.Record(new RecordEntry(caller.Subject, "slot.moved", "registration-period", slot.RegistrationPeriodId, RuleVersion: vacancy.RuleVersion,
            Details: new { slot.VacancyId, slotId, slot.PreparationAt }), now);
        var view = await SaveAsync(db, vacancy, slot, response, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(Guid slotId, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await TakeAsync(db, slotId, ct) is not var (vacancy, slot)) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (Refusal(vacancy, slot, now) is { } refusal) return refusal;
        db.Slots.Remove(slot);
        db.Record(new RecordEntry(caller.Subject, "slot.removed", "registration-period", slot.RegistrationPeriodId, RuleVersion: vacancy.RuleVersion,
            Details: new { slot.VacancyId, slotId, slot.PreparationAt }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>A slot with its vacancy, both alone, in the order that commands lock in.</summary>
    private static async Task<(Vacancy Vacancy, Slot Slot)?> TakeAsync(OralTestDb db, Guid slotId, CancellationToken ct)
    {
        var vacancyId = await db.Slots.Where(s => s.SlotId == slotId).Select(s => (Guid?)s.VacancyId).SingleOrDefaultAsync(ct);
        if (vacancyId is null || await db.LockVacancyAsync(vacancyId.Value, ct) is not { } vacancy) return null;
        return await db.LockSlotAsync(slotId, ct) is { } slot ? (vacancy, slot) : null;
    }

    private static Problem? Refusal(Vacancy vacancy, Slot slot, Instant now)
    {
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        if (slot.CandidacyId is not null) return Problem.Refused("R45", "slot-is-taken");
        return slot.PreparationAt <= now ? Problem.Refused("R45", "slot-begun") : null;
    }

    internal static async Task<SlotOffered> SaveAsync(OralTestDb db, Vacancy vacancy, Slot slot, HttpResponse response, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        response.SetVersion(slot.Version);
        return SlotOffered.Of(slot, (await SlotFields.WarningsAsync(db, vacancy, [slot], ct))[0]);
    }
}

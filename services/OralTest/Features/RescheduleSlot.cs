using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R45: an officer moves a slot that a candidate has, or takes it back, with the reason the candidate is told. It was not the
/// candidate's doing: whatever the period, another may be chosen from then on.
/// </summary>
internal static class RescheduleSlot
{
    /// <param name="PreparationAt">The preparation begins: an instant, or a local time in Brussels.</param>
    /// <param name="HearingAt">The hearing begins.</param>
    /// <param name="EndsAt">It is over.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Reason">Why, for the candidate to read.</param>
    public sealed record MoveRequest(string PreparationAt, string HearingAt, string EndsAt, string Place, string Reason)
    {
        public static MoveRequest Example => new("2025-12-12T10:00", "2025-12-12T11:00", "2025-12-12T12:30", "Brussel, zaal 3", "De zaal is die dag gesloten.");
    }

    /// <param name="Reason">Why, for the candidate to read.</param>
    public sealed record WithdrawRequest(string Reason)
    {
        public static WithdrawRequest Example => new("De commissie kan die dag niet voltallig zijn.");
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/slots/{slotId:guid}/reschedule", MoveAsync)
            .WithSummary("Moves a slot that a candidate has, and tells the candidate why; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPost("/slots/{slotId:guid}/withdraw", WithdrawAsync)
            .WithSummary("Takes a slot back from the candidate who has it, who chooses another; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<SlotOffered>, Problem>> MoveAsync(
        Guid slotId, MoveRequest request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Taken.TakeAsync(db, slotId, ct) is not { } taken) return Problem.NotFound();
        var (vacancy, candidacy, slot) = taken;
        if (taken.Refusal(ifMatch) is { } refusal) return refusal;
        var now = clock.GetCurrentInstant();
        var faults = TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason).ToList();
        var wanted = faults.Slot("", new SlotRequest(request.PreparationAt, request.HearingAt, request.EndsAt, request.Place), now);
        if (wanted is not null) await faults.AddOverlapsAsync(db, vacancy.VacancyId, [wanted], _ => "hearingAt", ct, except: slotId);
        if (wanted is not null && vacancy.Lengths?.Fit(wanted.Times, candidacy.Extra) == false) faults.Add(new FieldError("endsAt", "slot-too-short"));
        if (faults.Count > 0) return Problem.Invalid(faults);

        var before = slot.Times;
        slot.MoveTo(wanted!.Times, wanted.Place);
        (candidacy.SuspendedAt, candidacy.InvitedUntil) = (now, null);
        candidacy.Version++;
        db.Publish(Planned.Of(candidacy, slot, now, request.Reason.Trim()));
        db.Record(new RecordEntry(caller.Subject, "slot.rescheduled", "candidacy", candidacy.CandidacyId, candidacy.PersonId, vacancy.RuleVersion,
            new { slotId, before = before.PreparationAt, after = slot.PreparationAt }, request.Reason.Trim()), now);
        var view = await AdjustSlots.SaveAsync(db, vacancy, slot, response, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, Problem>> WithdrawAsync(
        Guid slotId, WithdrawRequest request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Taken.TakeAsync(db, slotId, ct) is not { } taken) return Problem.NotFound();
        var (vacancy, candidacy, slot) = taken;
        if (taken.Refusal(ifMatch) is { } refusal) return refusal;
        var now = clock.GetCurrentInstant();
        // The candidate hears of it by being invited to the others: without one there would be nothing to say but that it is gone.
        var others = await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancy.VacancyId && s.CandidacyId == null && s.PreparationAt > now).ToListAsync(ct);
        if (!others.Exists(s => vacancy.Lengths?.Fit(s.Times, candidacy.Extra) != false)) return Problem.Refused("R45", "slot-none-other");

        db.Slots.Remove(slot);
        await db.ChooseAgainAsync(candidacy, now, ct, request.Reason.Trim());
        db.Record(new RecordEntry(caller.Subject, "slot.withdrawn", "candidacy", candidacy.CandidacyId, candidacy.PersonId, vacancy.RuleVersion,
            new { slotId, slot.PreparationAt }, request.Reason.Trim()), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>A slot that somebody has, locked with all it belongs to.</summary>
    private sealed record Taken(Vacancy Vacancy, Candidacy Candidacy, Slot Slot, Hearing? Hearing)
    {
        public void Deconstruct(out Vacancy vacancy, out Candidacy candidacy, out Slot slot) => (vacancy, candidacy, slot) = (Vacancy, Candidacy, Slot);

        /// <summary>In the order that commands lock in; a slot nobody has comes without its candidacy.</summary>
        public static async Task<Taken?> TakeAsync(OralTestDb db, Guid slotId, CancellationToken ct)
        {
            var found = await db.Slots.AsNoTracking().SingleOrDefaultAsync(s => s.SlotId == slotId, ct);
            if (found?.CandidacyId is not { } candidacyId) return null;
            if (await db.LockVacancyAsync(found.VacancyId, ct) is not { } vacancy || await db.LockCandidacyAsync(candidacyId, ct) is not { } candidacy) return null;
            var hearing = await db.LockHearingAsync(candidacyId, ct);
            // Asked again under the lock: it may have been given up meanwhile.
            return await db.LockSlotAsync(slotId, ct) is { } slot && slot.CandidacyId == candidacyId ? new Taken(vacancy, candidacy, slot, hearing) : null;
        }

        public Problem? Refusal(IfMatch ifMatch)
        {
            if (!Vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
            if (Hearing is not null) return Problem.Refused("R42", "hearing-exists").With("state", Hearing.State);
            return Candidacy.State != CandidacyState.Planned ? Problem.Refused("R45", "hearing-not-planned") : ifMatch.Check(Slot.Version);
        }
    }
}

/// <summary>What the other services hear of a slot that a candidate has.</summary>
internal static class Planned
{
    /// <param name="candidacy">Whose.</param>
    /// <param name="slot">Which.</param>
    /// <param name="now">When it came about.</param>
    /// <param name="moveReason">Why an officer moved it; null where the candidate chose it.</param>
    public static OralTestPlanned Of(Candidacy candidacy, Slot slot, Instant now, string? moveReason = null) => new(
        candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, slot.PreparationAt, slot.HearingAt, slot.Place,
        SlotRules.CancelUntil(slot.Times), now, slot.EndsAt, moveReason);
}

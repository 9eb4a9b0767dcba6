using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R27, R45: a candidate gives the slot up, until exactly one hour before. While a registration period runs or is to come
/// another may be chosen; after the last one the candidacy stops, since nobody registers outside a period (R26, R28).
/// </summary>
internal static class CancelSlot
{
    public sealed record Response(Guid CandidacyId, CandidacyState State)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CandidacyState.Invited);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/candidacies/{candidacyId:guid}/slot", HandleAsync)
        .WithSummary("Gives the slot back, while that is still allowed.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var candidacy = await db.LockOwnCandidacyAsync(candidacyId, caller.Subject, ct);
        if (candidacy is null) return Problem.NotFound();
        if (candidacy.State != CandidacyState.Planned || await db.LockSlotOfAsync(candidacyId, ct) is not { } slot)
            return Problem.Refused("R27", "slot-none");
        var now = clock.GetCurrentInstant();
        if (SlotRefusal.Of(SlotRules.MayCancel(now, slot.Times)) is { } refusal) return refusal;

        var periods = await db.Periods.AsNoTracking().Where(p => p.VacancyId == candidacy.VacancyId && p.ClosesAt > now).ToListAsync(ct);
        slot.Free();
        candidacy.Version++;
        if (candidacy.ChoosesFreely)
        {
            // Chooses again after a suspension, or after an officer moved the slot: no period binds yet (R42).
            candidacy.State = CandidacyState.Rescheduling;
            await db.InviteAgainAsync(candidacy, now, ct);
        }
        else if (periods.Count > 0)
        {
            candidacy.State = CandidacyState.Invited;
            candidacy.InvitedUntil = periods.Max(p => p.ClosesAt);
            db.Publish(new OralTestInvited(candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, periods.Min(p => p.OpensAt), candidacy.InvitedUntil.Value, now));
        }
        else
        {
            candidacy.State = CandidacyState.Stopped;
            candidacy.StopReason = OralTestStop.NotRegistered;
            db.Publish(new OralTestStopped(candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, OralTestStop.NotRegistered, now));
        }

        var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => v.RuleVersion).SingleAsync(ct);
        db.Record(new RecordEntry(caller.Subject, "slot.cancelled", "candidacy", candidacyId, candidacy.PersonId, ruleVersion,
            new { slot.SlotId, candidacy.State }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacyId, candidacy.State));
    }
}

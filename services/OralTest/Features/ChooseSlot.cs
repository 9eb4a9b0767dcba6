using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R26, R27, R45: a candidate chooses a slot, or switches to it; the old one is kept where the new one is gone.</summary>
internal static class ChooseSlot
{
    public sealed record Request(Guid SlotId)
    {
        public static Request Example => new(Guid.Parse("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/candidacies/{candidacyId:guid}/slot", HandleAsync)
        .WithSummary("Chooses a slot, or moves to another one.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<OwnSlot>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var candidacy = await db.LockOwnCandidacyAsync(candidacyId, caller.Subject, ct);
        if (candidacy is null) return Problem.NotFound();
        // Both in one order, so that two who swap do not wait for each other.
        var slots = await db.Slots
            .FromSql($"select * from slots where slot_id = {request.SlotId} or candidacy_id = {candidacyId} order by slot_id for update").ToListAsync(ct);
        var wanted = slots.SingleOrDefault(s => s.SlotId == request.SlotId && s.VacancyId == candidacy.VacancyId);
        if (wanted is null) return Problem.NotFound();
        if (wanted.CandidacyId == candidacyId) return TypedResults.Ok(OwnSlot.Of(wanted, closed));

        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == candidacy.VacancyId, ct);
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var period = await db.Periods.AsNoTracking().SingleAsync(p => p.RegistrationPeriodId == wanted.RegistrationPeriodId, ct);
        var held = slots.SingleOrDefault(s => s.CandidacyId == candidacyId);
        var now = clock.GetCurrentInstant();
        var answer = SlotRules.MayChoose(
            now, candidacy.State, wanted.Times, period.Times, held?.Times, candidacy.ChoosesFreely, vacancy.Lengths?.Fit(wanted.Times, candidacy.Extra) != false);
        if (SlotRefusal.Of(answer) is { } refusal) return refusal;
        if (wanted.CandidacyId is not null) return Problem.Refused("R26", "slot-taken");

        held?.Free();
        wanted.TakeFor(candidacyId);
        candidacy.State = CandidacyState.Planned;
        candidacy.Version++;
        db.Publish(Planned.Of(candidacy, wanted, now));
        db.Record(new RecordEntry(caller.Subject, held is null ? "slot.chosen" : "slot.switched", "candidacy", candidacyId, candidacy.PersonId, vacancy.RuleVersion,
            new { wanted.SlotId, gaveUp = held?.SlotId }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(OwnSlot.Of(wanted, closed));
    }
}

/// <summary>Why a slot is not for this candidate now, as a problem.</summary>
internal static class SlotRefusal
{
    public static Problem? Of(SlotAnswer answer) => answer switch
    {
        SlotAnswer.Yes => null,
        SlotAnswer.NotReached => Problem.Refused("R40", "slot-not-reached"),
        SlotAnswer.Over => Problem.Refused("R45", "slot-over"),
        SlotAnswer.PeriodNotOpen => Problem.Refused("R26", "slot-period-not-open"),
        SlotAnswer.PeriodOver => Problem.Refused("R26", "slot-period-over"),
        SlotAnswer.Begun => Problem.Refused("R26", "slot-begun"),
        SlotAnswer.TooLateToGiveUp => Problem.Refused("R27", "slot-too-late"),
        SlotAnswer.TooShort => Problem.Refused("R39", "slot-too-short"),
    };
}

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

/// <summary>R45: a candidate confirms having taken note of the slot as it is; once it is moved, it is asked for anew.</summary>
internal static class ConfirmSlot
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/candidacies/{candidacyId:guid}/slot/confirm", HandleAsync)
        .WithSummary("Confirms having taken note of one's slot.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<OwnSlot>, Problem>> HandleAsync(Guid candidacyId, Caller caller, OralTestDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var candidacy = await db.LockOwnCandidacyAsync(candidacyId, caller.Subject, ct);
        if (candidacy is null) return Problem.NotFound();
        if (candidacy.State != CandidacyState.Planned || await db.LockSlotOfAsync(candidacyId, ct) is not { } slot)
            return Problem.Refused("R45", "slot-none-to-confirm");
        if (slot.ConfirmedAt is null)
        {
            var now = clock.GetCurrentInstant();
            slot.Confirm(now);
            var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => v.RuleVersion).SingleAsync(ct);
            db.Record(new RecordEntry(caller.Subject, "slot.confirmed", "candidacy", candidacyId, candidacy.PersonId, ruleVersion, new { slot.SlotId }), now);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return TypedResults.Ok(OwnSlot.Of(slot, closed));
    }
}

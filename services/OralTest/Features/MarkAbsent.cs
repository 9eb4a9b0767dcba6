using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R28, R45: the candidate did not come; the candidacy ends.</summary>
internal static class MarkAbsent
{
    public sealed record Response(Guid CandidacyId, CandidacyState State)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CandidacyState.Stopped);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/absent", HandleAsync)
        .WithSummary("Says that the candidate did not come.")
        .RequireAuthorization(Policies.CommitteeChair);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not null) return Problem.Refused("R42", "hearing-exists").With("state", bench.Hearing.State);
        var candidacy = bench.Candidacy;
        if (candidacy is { State: CandidacyState.Stopped, StopReason: OralTestStop.Absent }) return TypedResults.Ok(new Response(candidacyId, candidacy.State));
        if (candidacy.State != CandidacyState.Planned || await db.LockSlotOfAsync(candidacyId, ct) is not { } slot)
            return Problem.Refused("R45", "hearing-not-planned");
        var now = clock.GetCurrentInstant();
        if (!SlotRules.HearingMayBegin(now, slot.Times)) return Problem.Refused("R45", "hearing-too-early").With("hearingAt", slot.HearingAt);

        candidacy.State = CandidacyState.Stopped;
        candidacy.StopReason = OralTestStop.Absent;
        candidacy.Version++;
        db.Publish(new OralTestStopped(candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, OralTestStop.Absent, now));
        db.Record(new RecordEntry(caller.Subject, "oral-test.absent", "candidacy", candidacyId, candidacy.PersonId, bench.Vacancy.RuleVersion, new { slot.SlotId }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacyId, candidacy.State));
    }
}

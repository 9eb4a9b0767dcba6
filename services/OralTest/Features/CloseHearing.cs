using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42: the chair closes the hearing; those who were there from beginning to end may now hand in their sheets.</summary>
internal static class CloseHearing
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/close", HandleAsync)
        .WithSummary("Closes a hearing.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        // Any count below eight has suspended it already, so an open hearing has its eight.
        if (bench.Hearing is not { State: HearingState.Open } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.PausedAt is not null) return Problem.Refused("R42", "hearing-paused");

        var now = clock.GetCurrentInstant();
        var candidacy = bench.Candidacy;
        hearing.State = HearingState.Closed;
        hearing.ClosedAt = now;
        hearing.Version++;
        candidacy.State = CandidacyState.Held;
        candidacy.Version++;
        db.Publish(new OralTestHeld(candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, hearing.Throughout.Length, now));
        db.Record(new RecordEntry(caller.Subject, "hearing.closed", "hearing", hearing.HearingId, candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, throughout = hearing.Throughout }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
    }
}

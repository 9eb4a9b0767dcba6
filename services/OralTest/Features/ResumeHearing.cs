using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42: the hearing goes on with those who are back; it is a count like any other, and too few suspend the hearing.</summary>
internal static class ResumeHearing
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/resume", HandleAsync)
        .WithSummary("Goes on after an interruption, with those who are present.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, HeadCount request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Open } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.PausedAt is not { } since) return Problem.Refused("R42", "hearing-not-paused");

        var now = clock.GetCurrentInstant();
        hearing.PausedAt = null;
        db.Note(hearing, CourseEvent.Resumed, caller.Subject, now);
        db.Record(new RecordEntry(caller.Subject, "hearing.resumed", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, pausedAt = since }), now);
        if (await request.TakeAsync(db, bench, hearing, now, ct) is { } wrong) return wrong;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42: the chair notes who is there now. Below eight from beginning to end the hearing is suspended and planned again.</summary>
internal static class CountPresence
{
    public sealed record Request(IReadOnlyList<string> Present)
    {
        public static Request Example => new(["chair", "member1", "member2"]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/presence", HandleAsync)
        .WithSummary("Says who is present now; too few suspend the hearing.")
        .RequireAuthorization(Policies.CommitteeChair);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Open } hearing) return Problem.Refused("R42", "hearing-not-open");

        var now = clock.GetCurrentInstant();
        switch (Attendance.Recount(bench.Roster, candidacyId, hearing.Throughout, request.Present))
        {
            case AttendanceOutcome.NotMembers strangers:
                return Problem.Refused("R42", "present-not-members").With("subjects", strangers.Subjects);
            case AttendanceOutcome.Recused recused:
                return Problem.Refused("R41", "present-recused").With("subjects", recused.Subjects);
            case AttendanceOutcome.GoesOn goesOn:
                Note(goesOn.Present, goesOn.Throughout);
                hearing.Version++;
                break;
            case AttendanceOutcome.Suspended suspended:
                Note(suspended.Present, suspended.Throughout);
                await db.SuspendAsync(hearing, bench.Candidacy, caller.Subject, bench.Vacancy.RuleVersion, now, ct);
                break;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing));

        void Note(IReadOnlyList<string> present, IReadOnlyList<string> throughout)
        {
            (hearing.Present, hearing.Throughout) = ([.. present], [.. throughout]);
            db.Presences.Add(new PresenceRow { HearingId = hearing.HearingId, At = now, Present = hearing.Present, CountedBy = caller.Subject });
            db.Record(new RecordEntry(caller.Subject, "hearing.presence", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
                new { candidacyId, present, throughout }), now);
        }
    }
}

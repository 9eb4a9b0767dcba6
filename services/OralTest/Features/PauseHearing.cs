using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42: the chair interrupts the hearing. Who leaves the room during a break is there from beginning to end, if they are back when it goes on.</summary>
internal static class PauseHearing
{
    public sealed record Request(string Reason)
    {
        public static Request Example => new("Pauze van tien minuten.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/pause", HandleAsync)
        .WithSummary("Interrupts a hearing.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Open } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.PausedAt is not null) return Problem.Refused("R42", "hearing-paused");

        var now = clock.GetCurrentInstant();
        hearing.PausedAt = now;
        hearing.Version++;
        db.Note(hearing, CourseEvent.Paused, caller.Subject, now, text: request.Reason);
        db.Record(new RecordEntry(caller.Subject, "hearing.paused", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId }, request.Reason), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
    }
}

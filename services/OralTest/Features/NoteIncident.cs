using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R42: the chair notes an incident, until the candidate is judged. Where the hearing cannot go on after it, it is broken off
/// and held again, without harm to the candidate.
/// </summary>
internal static class NoteIncident
{
    /// <param name="Text">What happened; nothing about anybody's health.</param>
    /// <param name="BreakOff">Whether the hearing cannot go on.</param>
    public sealed record Request(string Text, bool BreakOff = false)
    {
        public static Request Example => new("Brandalarm: de zaal werd ontruimd.", true);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/incidents", HandleAsync)
        .WithSummary("Notes an incident in a hearing, and breaks the hearing off where it cannot go on.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("text", request.Text, TextLengths.Longest)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.State == HearingState.Judged) return Problem.Refused("R43", "hearing-judged");
        if (request.BreakOff && hearing.State != HearingState.Open) return Problem.Refused("R42", "hearing-not-open");

        var now = clock.GetCurrentInstant();
        db.Note(hearing, CourseEvent.Incident, caller.Subject, now, text: request.Text);
        db.Record(new RecordEntry(caller.Subject, "hearing.incident", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, request.BreakOff }, request.Text), now);
        if (request.BreakOff) await db.SuspendAsync(hearing, bench.Candidacy, SuspensionCause.Incident, caller.Subject, bench.Vacancy.RuleVersion, now, ct);
        else hearing.Version++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
    }
}

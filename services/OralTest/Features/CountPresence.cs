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
/// R42: the chair notes who is there now; who came and who left since the last count follows from it, with the reasons given.
/// Below eight from beginning to end, or with nobody to chair it, the hearing is suspended and planned again.
/// </summary>
internal static class CountPresence
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/presence", HandleAsync)
        .WithSummary("Says who is present now, and why somebody came or left; too few suspend the hearing.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, HeadCount request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Open } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.PausedAt is not null) return Problem.Refused("R42", "hearing-paused");

        if (await request.TakeAsync(db, bench, hearing, clock.GetCurrentInstant(), ct) is { } wrong) return wrong;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
    }
}

/// <summary>Who is in the room.</summary>
/// <param name="Present">Their subjects.</param>
/// <param name="Reasons">Why somebody came or left since the last count, by subject; as far as it needs to be said.</param>
public sealed record HeadCount(IReadOnlyList<string> Present, IReadOnlyDictionary<string, string>? Reasons = null)
{
    public static HeadCount Example => new(["chair", "member1", "member2"], new Dictionary<string, string> { ["member3"] = "Moest een trein halen." });

    /// <summary>Notes the count on a hearing that goes on; null, or what is wrong with it. The caller saves.</summary>
    internal async Task<Problem?> TakeAsync(OralTestDb db, Bench bench, Hearing hearing, Instant now, CancellationToken ct)
    {
        FieldError[] errors = [.. Check(hearing)];
        if (errors.Length > 0) return Problem.Invalid(errors);
        switch (Attendance.Recount(bench.Roster, hearing.CandidacyId, hearing.Throughout, Present, hearing.ChairedBy, hearing.Deputy))
        {
            case AttendanceOutcome.NotMembers strangers:
                return Problem.Refused("R42", "present-not-members").With("subjects", strangers.Subjects);
            case AttendanceOutcome.Recused recused:
                return Problem.Refused("R41", "present-recused").With("subjects", recused.Subjects);
            case AttendanceOutcome.Undeclared undeclared:
                return Problem.Refused("R41", "present-undeclared").With("subjects", undeclared.Subjects);
            case AttendanceOutcome.GoesOn goesOn:
                Note(db, bench, hearing, goesOn.Present, goesOn.Throughout, now);
                if (goesOn.Chair != bench.Self.Subject) db.Note(hearing, CourseEvent.Chaired, bench.Self.Subject, now, goesOn.Chair);
                hearing.Version++;
                return null;
            case AttendanceOutcome.Suspended suspended:
                Note(db, bench, hearing, suspended.Present, suspended.Throughout, now);
                await db.SuspendAsync(hearing, bench.Candidacy, suspended.Cause, bench.Self.Subject, bench.Vacancy.RuleVersion, now, ct);
                return null;
            default:
                throw new InvalidOperationException("An outcome of attendance is not handled.");
        }
    }

    private IEnumerable<FieldError> Check(Hearing hearing) => (Reasons ?? new Dictionary<string, string>()).SelectMany(reason =>
        Present.Contains(reason.Key) == hearing.Present.Contains(reason.Key)
            ? (FieldError[])[new FieldError($"reasons.{reason.Key}", "nobody-came-or-left")]
            : TextCheck.Unkeepable($"reasons.{reason.Key}", reason.Value, TextLengths.LongestReason));

    private void Note(OralTestDb db, Bench bench, Hearing hearing, IReadOnlyList<string> present, IReadOnlyList<string> throughout, Instant now)
    {
        var by = bench.Self.Subject;
        foreach (var subject in hearing.Present.Except(present)) db.Note(hearing, CourseEvent.Left, by, now, subject, Reasons?.GetValueOrDefault(subject));
        foreach (var subject in present.Except(hearing.Present)) db.Note(hearing, CourseEvent.Arrived, by, now, subject, Reasons?.GetValueOrDefault(subject));
        (hearing.Present, hearing.Throughout) = ([.. present], [.. throughout]);
        db.Presences.Add(new PresenceRow { HearingId = hearing.HearingId, At = now, Present = hearing.Present, CountedBy = by });
        db.Record(new RecordEntry(by, "hearing.presence", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { hearing.CandidacyId, present, throughout }), now);
    }
}

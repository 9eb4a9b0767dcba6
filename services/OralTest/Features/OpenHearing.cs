using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R42: the chair opens the hearing with those who are there: at least eight, the chair among them, all of the committee, none
/// recused. A deputy named now takes over should the chair leave; without one the hearing is suspended then.
/// </summary>
internal static class OpenHearing
{
    /// <param name="Deputy">One of those present, who takes over should the chair leave.</param>
    public sealed record Request(IReadOnlyList<string> Present, string? Deputy = null)
    {
        public static Request Example => new(["chair", "member1", "member2"], "member1");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/open", HandleAsync)
        .WithSummary("Opens a hearing with the members who are present, and names who takes over should the chair leave.")
        .RequireAuthorization(Policies.CommitteeChair);

    private static async Task<Results<Ok<HearingView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Roster.EligibleFor(candidacyId).Count < Composition.Fewest) return Problem.Refused("R41", "committee-incomplete");
        if (bench.Hearing is not null) return Problem.Refused("R42", "hearing-exists").With("state", bench.Hearing.State);
        if (bench.Candidacy.State != CandidacyState.Planned || await db.LockSlotOfAsync(candidacyId, ct) is not { } slot)
            return Problem.Refused("R45", "hearing-not-planned");
        var now = clock.GetCurrentInstant();
        if (!SlotRules.HearingMayBegin(now, slot.Times)) return Problem.Refused("R45", "hearing-too-early").With("hearingAt", slot.HearingAt);
        if (request.Deputy is { } deputy && (deputy == caller.Subject || !request.Present.Contains(deputy)))
            return Problem.Invalid(new FieldError("deputy", "deputy-not-present"));

        switch (Attendance.Begin(bench.Roster, candidacyId, request.Present, caller.Subject))
        {
            case AttendanceOutcome.NotMembers strangers:
                return Problem.Refused("R42", "present-not-members").With("subjects", strangers.Subjects);
            case AttendanceOutcome.Recused recused:
                return Problem.Refused("R41", "present-recused").With("subjects", recused.Subjects);
            case AttendanceOutcome.Undeclared undeclared:
                return Problem.Refused("R41", "present-undeclared").With("subjects", undeclared.Subjects);
            case AttendanceOutcome.Suspended suspended:
                return Problem.Refused("R42", suspended.Cause == SuspensionCause.NoChair ? "present-no-chair" : "present-too-few");
            case AttendanceOutcome.GoesOn begun:
                var hearing = Begin(db, bench, slot, begun, request.Deputy, now);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                response.SetVersion(hearing.Version);
                return TypedResults.Ok(HearingView.Of(hearing, bench.Roster));
            default:
                throw new InvalidOperationException("An outcome of attendance is not handled.");
        }
    }

    private static Hearing Begin(OralTestDb db, Bench bench, Slot slot, AttendanceOutcome.GoesOn begun, string? deputy, Instant now)
    {
        var chair = bench.Self.Subject;
        var hearing = new Hearing
        {
            HearingId = Guid.CreateVersion7(),
            CandidacyId = bench.Candidacy.CandidacyId,
            VacancyId = bench.Vacancy.VacancyId,
            SlotId = slot.SlotId,
            Version = 1,
            State = HearingState.Open,
            OpenedAt = now,
            ChairedBy = chair,
            Deputy = deputy,
            Present = [.. begun.Present],
            Throughout = [.. begun.Throughout],
        };
        db.Hearings.Add(hearing);
        db.Presences.Add(new PresenceRow { HearingId = hearing.HearingId, At = now, Present = hearing.Present, CountedBy = chair });
        db.Note(hearing, CourseEvent.Chaired, chair, now, chair);
        foreach (var subject in begun.Present) db.Note(hearing, CourseEvent.Arrived, chair, now, subject);
        db.Record(new RecordEntry(chair, "hearing.opened", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { hearing.CandidacyId, slot.SlotId, present = hearing.Present, deputy }), now);
        return hearing;
    }
}

/// <summary>A hearing's course, as the answer to what changes it.</summary>
/// <param name="Present">Who is in the room.</param>
/// <param name="Throughout">Who has been there from the beginning: only they score.</param>
/// <param name="Chair">Who chairs it; null while nobody who was there may.</param>
/// <param name="Deputy">Who takes over when the chair leaves.</param>
/// <param name="PausedAt">Since when it stands still.</param>
/// <param name="SuspendedFor">Why it was broken off.</param>
public sealed record HearingView(
    Guid HearingId, Guid CandidacyId, HearingState State, long Version, Instant OpenedAt, Instant? ClosedAt, IReadOnlyList<string> Present, IReadOnlyList<string> Throughout,
    string? Chair, string? Deputy, Instant? PausedAt, SuspensionCause? SuspendedFor)
{
    public static HearingView Example => new(
        new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), HearingState.Open, 1, Instant.FromUtc(2025, 12, 11, 10, 0), null, ["chair", "member1", "member2"], ["chair", "member1", "member2"],
        "chair", "member1", null, null);

    internal static HearingView Of(Hearing hearing, Roster roster) => new(
        hearing.HearingId, hearing.CandidacyId, hearing.State, hearing.Version, hearing.OpenedAt, hearing.ClosedAt, hearing.Present, hearing.Throughout,
        Chairing.Of(roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout), hearing.Deputy, hearing.PausedAt, hearing.SuspendedFor);
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42: the chair opens the hearing with those who are there: at least eight, all of the committee, none recused.</summary>
internal static class OpenHearing
{
    public sealed record Request(IReadOnlyList<string> Present)
    {
        public static Request Example => new(["chair", "member1", "member2"]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/open", HandleAsync)
        .WithSummary("Opens a hearing with the members who are present.")
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

        switch (Attendance.Begin(bench.Roster, candidacyId, request.Present))
        {
            case AttendanceOutcome.NotMembers strangers:
                return Problem.Refused("R42", "present-not-members").With("subjects", strangers.Subjects);
            case AttendanceOutcome.Recused recused:
                return Problem.Refused("R41", "present-recused").With("subjects", recused.Subjects);
            case AttendanceOutcome.Suspended:
                return Problem.Refused("R42", "present-too-few");
            case AttendanceOutcome.GoesOn begun:
                var hearing = new Hearing
                {
                    HearingId = Guid.CreateVersion7(),
                    CandidacyId = candidacyId,
                    VacancyId = bench.Vacancy.VacancyId,
                    SlotId = slot.SlotId,
                    Version = 1,
                    State = HearingState.Open,
                    OpenedAt = now,
                    Present = [.. begun.Present],
                    Throughout = [.. begun.Throughout],
                };
                db.Hearings.Add(hearing);
                db.Presences.Add(new PresenceRow { HearingId = hearing.HearingId, At = now, Present = hearing.Present, CountedBy = caller.Subject });
                db.Record(new RecordEntry(caller.Subject, "hearing.opened", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
                    new { candidacyId, slot.SlotId, present = hearing.Present }), now);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                response.SetVersion(hearing.Version);
                return TypedResults.Ok(HearingView.Of(hearing));
            default:
                throw new InvalidOperationException("An outcome of attendance is not handled.");
        }
    }
}

/// <summary>A hearing's course, as the answer to what changes it.</summary>
public sealed record HearingView(
    Guid HearingId, Guid CandidacyId, HearingState State, long Version, Instant OpenedAt, Instant? ClosedAt, IReadOnlyList<string> Present, IReadOnlyList<string> Throughout)
{
    public static HearingView Example => new(
        new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), HearingState.Open, 1, Instant.FromUtc(2025, 12, 11, 10, 0), null, ["chair", "member1", "member2"], ["chair", "member1", "member2"]);

    internal static HearingView Of(Hearing hearing) => new(
        hearing.HearingId, hearing.CandidacyId, hearing.State, hearing.Version, hearing.OpenedAt, hearing.ClosedAt, hearing.Present, hearing.Throughout);
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer changes a session that has not begun (R25, R26). What candidates chose it for, its start, language and vendor, only
/// while nobody has a seat; its seats never below those taken. Whoever has a seat is told of another place or length.
/// </summary>
internal static class ChangeSession
{
    /// <param name="StartsAt">An instant, or a local time in Brussels.</param>
    /// <param name="LengthMinutes">About 120.</param>
    /// <param name="Capacity">Seats.</param>
    /// <param name="Language">The language of the test.</param>
    /// <param name="Place">The address, or how to take part remotely.</param>
    /// <param name="VendorClientId">The vendor's client id at the identity provider.</param>
    /// <param name="Kind">Whether one comes to the place or takes part from elsewhere.</param>
    /// <param name="Link">For a remote session: where to, in the browser.</param>
    internal sealed record Request(string StartsAt, int LengthMinutes, int Capacity, string Language, string Place, string VendorClientId, SessionKind Kind, string? Link)
    {
        public static Request Example => new("2025-11-20T09:00", 120, 30, "nl", "In de browser, met camera", "vendor", SessionKind.Remote, "https://assessment.example.org/");
    }

    /// <param name="SessionId">Which session.</param>
    /// <param name="Version">Its version now.</param>
    /// <param name="Told">How many candidates who have a seat are told.</param>
    /// <param name="Warnings">What is allowed, and worth a second look.</param>
    internal sealed record Response(Guid SessionId, long Version, int Told, IReadOnlyList<PlanSession.Warning> Warnings)
    {
        public static Response Example => new(new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), 2, 20, []);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/sessions/{sessionId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Changes a session, and tells those who have a seat what concerns them (R25, R26); needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid sessionId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, HttpResponse response, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var startsAt = faults.Moment("startsAt", request.StartsAt);
        var after = new SessionPlan(startsAt ?? default, request.LengthMinutes, request.Capacity, request.Language, request.Kind, request.Place.Trim(), request.Link, request.VendorClientId.Trim());
        faults.AddRange(SessionPlans.Faults(after));
        if (faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockWithSeatsAsync(sessionId, ct) is not { } session) return Problem.NotFound();
        if (ifMatch.Check(session.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        if (session.CancelledAt is not null || await db.CancelledVacancies.AnyAsync(v => v.VacancyId == session.VacancyId, ct)) return Problem.Refused("R26", "session-cancelled");
        if (session.StartsAt <= now) return Problem.Refused("R26", "session-begun");
        var before = PlanOf(session);
        var period = await db.RegistrationPeriods.AsNoTracking().SingleAsync(p => p.RegistrationPeriodId == session.RegistrationPeriodId, ct);
        if (after.StartsAt != before.StartsAt && !SessionPlans.MayStart(after.StartsAt, period.OpensAt, now)) return Problem.Invalid(new FieldError("startsAt", "session-too-early"));
        if (SessionPlans.FixedByBookings(before, after, session.Booked) is { Count: > 0 } chosen) return Problem.Refused("R26", "session-booked", session.Booked).With("fields", chosen);
        if (after.Capacity < session.Booked) return Problem.Refused("R26", "capacity-below-booked", session.Booked);

        (session.StartsAt, session.Day, session.LengthMinutes, session.Capacity) = (after.StartsAt, BrusselsTime.DateIn(after.StartsAt), after.LengthMinutes, after.Capacity);
        (session.Language, session.Kind, session.Place, session.Link, session.VendorClientId) = (after.Language, after.Kind, after.Place, after.Link, after.VendorClientId);
        session.Version++;
        db.Record(new RecordEntry(caller.Subject, "session.changed", "session", sessionId, null, null, new { before = Kept(before), after = Kept(after) }), now);
        await db.SaveChangesAsync(ct);
        var told = SessionPlans.ConcernsCandidates(before, after) ? await TellAsync(db, session, now, ct) : 0;
        await transaction.CommitAsync(ct);
        response.SetVersion(session.Version);
        return TypedResults.Ok(new Response(sessionId, session.Version, told, PlanSession.WarningsOf(session.StartsAt, period, closed)));
    }

    /// <summary>What an officer decided of a session.</summary>
    internal static SessionPlan PlanOf(SessionRow session) => new(
        session.StartsAt, session.LengthMinutes, session.Capacity, session.Language, session.Kind, session.Place, session.Link, session.VendorClientId);

    /// <summary>For the record: a link may let its reader in.</summary>
    private static object Kept(SessionPlan plan) => new { plan.StartsAt, plan.LengthMinutes, plan.Capacity, plan.Language, plan.Kind, plan.Place, HasLink = plan.Link is not null, plan.VendorClientId };

    private static async Task<int> TellAsync(AssessmentDb db, SessionRow session, Instant now, CancellationToken ct)
    {
        var told = await db.Database.SqlQuery<Told>($"""
            update candidacies c set version = version + 1 from bookings b
            where b.session_id = {session.SessionId} and b.state = 'Booked' and c.candidacy_id = b.candidacy_id
            returning c.candidacy_id, c.person_id, c.version
            """).ToListAsync(ct);
        await db.PublishManyAsync(
            [.. told.Select(c => new AssessmentBooked(
                c.CandidacyId, session.VacancyId, c.PersonId, c.Version, session.SessionId, session.StartsAt, Duration.FromMinutes(session.LengthMinutes), session.Whereabouts(),
                Seats.CancelUntil(session.StartsAt), now, Changed: true))], ct);
        return told.Count;
    }

    private sealed record Told(Guid CandidacyId, Guid PersonId, long Version);
}

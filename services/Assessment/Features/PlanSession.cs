using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>An officer plans a session, or several that differ in their start only (R25, R26): all of them or none.</summary>
internal static class PlanSession
{
    private const int MostAtOnce = 100;

    /// <param name="RegistrationPeriodId">The period in which one registers for it.</param>
    /// <param name="StartsAt">An instant (<c>2025-11-20T08:00:00Z</c>), or a local time in Brussels (<c>2025-11-20T09:00</c>).</param>
    /// <param name="LengthMinutes">About 120.</param>
    /// <param name="Capacity">Seats.</param>
    /// <param name="Language">The language of the test.</param>
    /// <param name="Place">The address, or how to take part remotely.</param>
    /// <param name="VendorClientId">The vendor's client id at the identity provider: only it sees the session.</param>
    /// <param name="Kind">Whether one comes to the place or takes part from elsewhere.</param>
    /// <param name="Link">For a remote session: where to, in the browser; shown to those who have a seat.</param>
    internal sealed record Request(
        Guid RegistrationPeriodId, string StartsAt, int LengthMinutes, int Capacity, string Language, string Place, string VendorClientId, SessionKind Kind = SessionKind.Place, string? Link = null)
    {
        public static Request Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), "2025-11-20T09:00", 120, 24, "nl", "Brussel, Simon Bolivarlaan 30", "vendor");
    }

    /// <param name="RegistrationPeriodId">The period in which one registers for them.</param>
    /// <param name="StartsAt">Their starts, 1 to 100: instants, or local times in Brussels.</param>
    /// <param name="LengthMinutes">About 120.</param>
    /// <param name="Capacity">Seats of each.</param>
    /// <param name="Language">The language of the test.</param>
    /// <param name="Place">The address, or how to take part remotely.</param>
    /// <param name="VendorClientId">The vendor's client id at the identity provider: only it sees the sessions.</param>
    /// <param name="Kind">Whether one comes to the place or takes part from elsewhere.</param>
    /// <param name="Link">For remote sessions: where to, in the browser; shown to those who have a seat.</param>
    internal sealed record SeriesRequest(
        Guid RegistrationPeriodId, IReadOnlyList<string> StartsAt, int LengthMinutes, int Capacity, string Language, string Place, string VendorClientId, SessionKind Kind = SessionKind.Place, string? Link = null)
    {
        public static SeriesRequest Example => new(
            new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), ["2025-11-20T09:00", "2025-11-20T13:30"], 120, 24, "nl", "In de browser, met camera", "vendor", SessionKind.Remote, "https://assessment.example.org/");
    }

    /// <param name="Code">For programs.</param>
    /// <param name="Text">For people: allowed, and worth a second look.</param>
    internal sealed record Warning(string Code, string Text);

    internal sealed record Response(Guid SessionId, Instant StartsAt, IReadOnlyList<Warning> Warnings)
    {
        public static Response Example => new(new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), []);
    }

    internal sealed record SeriesResponse(IReadOnlyList<Response> Sessions)
    {
        public static SeriesResponse Example => new([Response.Example]);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sessions", PlanAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Plans a session in a registration period (R25, R26).");
        api.MapPost("/sessions/series", PlanSeriesAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<SeriesResponse>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Plans sessions that differ in their start only: all of them or none (R25, R26).");
    }

    private static async Task<IResult> PlanAsync(Request request, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var startsAt = faults.Moment("startsAt", request.StartsAt);
        var plan = new SessionPlan(startsAt ?? default, request.LengthMinutes, request.Capacity, request.Language, request.Kind, request.Place, request.Link, request.VendorClientId);
        var (planned, problem) = await PlanAllAsync(request.RegistrationPeriodId, [plan], _ => "startsAt", faults, caller, db, clock, closed, ct);
        return problem ?? (IResult)TypedResults.Created($"/api/assessment/sessions/{planned[0].SessionId}", planned[0]);
    }

    private static async Task<IResult> PlanSeriesAsync(SeriesRequest request, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        if (request.StartsAt.Count is 0 or > MostAtOnce) return Problem.Invalid(new FieldError("startsAt", "between-counts", 1, MostAtOnce));
        var faults = new List<FieldError>();
        var starts = request.StartsAt.Select((text, i) => faults.Moment($"startsAt[{i}]", text) ?? default).ToList();
        faults.AddRange(Enumerable.Range(0, starts.Count).Where(i => starts[i] != default && starts.IndexOf(starts[i]) < i).Select(i => new FieldError($"startsAt[{i}]", "start-twice")));
        SessionPlan[] plans = [.. starts.Select(s => new SessionPlan(s, request.LengthMinutes, request.Capacity, request.Language, request.Kind, request.Place, request.Link, request.VendorClientId))];
        var (planned, problem) = await PlanAllAsync(request.RegistrationPeriodId, plans, i => $"startsAt[{i}]", faults, caller, db, clock, closed, ct);
        return problem ?? (IResult)TypedResults.Created($"/api/assessment/sessions?registrationPeriodId={request.RegistrationPeriodId}", new SeriesResponse(planned));
    }

    private static async Task<(IReadOnlyList<Response>, Problem?)> PlanAllAsync(
        Guid periodId, IReadOnlyList<SessionPlan> plans, Func<int, string> field, List<FieldError> faults, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        faults.AddRange(SessionPlans.Faults(plans[0]));
        if (faults.Count > 0) return ([], Problem.Invalid(faults));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever withdraws the period waits for this, and sees what was planned in it.
        var period = (await db.RegistrationPeriods.FromSql($"select * from registration_periods where registration_period_id = {periodId} for share").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (period is null) return ([], Problem.Invalid(new FieldError("registrationPeriodId", "period-unknown")));
        if (await db.CancelledVacancies.AnyAsync(v => v.VacancyId == period.VacancyId, ct)) return ([], Problem.Refused("R26", "vacancy-cancelled"));
        if (period.WithdrawnAt is not null) return ([], Problem.Refused("R26", "period-withdrawn"));
        var now = clock.GetCurrentInstant();
        if (period.ClosesAt <= now) return ([], Problem.Refused("R26", "period-over"));
        faults.AddRange(Enumerable.Range(0, plans.Count).Where(i => !SessionPlans.MayStart(plans[i].StartsAt, period.OpensAt, now)).Select(i => new FieldError(field(i), "session-too-early")));
        if (faults.Count > 0) return ([], Problem.Invalid(faults));

        var sessions = plans.Select(plan => RowOf(plan, period)).ToList();
        db.Sessions.AddRange(sessions);
        foreach (var session in sessions)
            db.Record(new RecordEntry(caller.Subject, "session.planned", "session", session.SessionId, null, null, new { session.VacancyId, session.StartsAt, session.Capacity, session.Kind, session.VendorClientId }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ([.. sessions.Select(s => new Response(s.SessionId, s.StartsAt, WarningsOf(s.StartsAt, period, closed)))], null);
    }

    /// <summary>What is allowed, and worth a second look.</summary>
    internal static IReadOnlyList<Warning> WarningsOf(Instant startsAt, RegistrationPeriodRow period, ClosingDays closed) =>
        [.. SessionPlans.Odd(startsAt, period.OpensAt, period.ClosesAt, closed).Select(CodeOf).Select(code => new Warning(code, Texts.In(code)))];

    private static string CodeOf(SessionOddity oddity) => oddity switch
    {
        SessionOddity.NotAWorkingDay => "session-not-working-day",
        SessionOddity.NoTimeForHelp => "session-no-time-for-help",
        SessionOddity.StartsWhileRegistrationRuns => "session-starts-in-registration",
    };

    private static SessionRow RowOf(SessionPlan plan, RegistrationPeriodRow period) => new()
    {
        SessionId = Guid.CreateVersion7(),
        RegistrationPeriodId = period.RegistrationPeriodId,
        VacancyId = period.VacancyId,
        StartsAt = plan.StartsAt,
        Day = BrusselsTime.DateIn(plan.StartsAt),
        LengthMinutes = plan.LengthMinutes,
        Capacity = plan.Capacity,
        Booked = 0,
        Changes = 0,
        Language = plan.Language,
        Kind = plan.Kind,
        Place = plan.Place.Trim(),
        Link = plan.Link,
        VendorClientId = plan.VendorClientId.Trim(),
        Version = 1,
    };
}

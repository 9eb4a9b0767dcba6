using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>An officer plans a session (R25, R26).</summary>
internal static class PlanSession
{
    private static readonly string[] Languages = ["nl", "fr", "de", "en"];

    /// <param name="RegistrationPeriodId">The period in which one registers for it.</param>
    /// <param name="StartsAt">An instant (<c>2025-11-20T08:00:00Z</c>), or a local time in Brussels (<c>2025-11-20T09:00</c>).</param>
    /// <param name="LengthMinutes">About 120.</param>
    /// <param name="Capacity">Seats.</param>
    /// <param name="Language">The language of the test.</param>
    /// <param name="Place">Where, or how to take part remotely.</param>
    /// <param name="VendorClientId">The vendor's client id at the identity provider: only it sees the session.</param>
    internal sealed record Request(Guid RegistrationPeriodId, string StartsAt, int LengthMinutes, int Capacity, string Language, string Place, string VendorClientId)
    {
        public static Request Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), "2025-11-20T09:00", 120, 24, "nl", "Brussel, Simon Bolivarlaan 30", "vendor");
    }

    internal sealed record Response(Guid SessionId, Instant StartsAt)
    {
        public static Response Example => new(new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sessions", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Plans a session in a registration period (R25, R26).");

    private static async Task<IResult> HandleAsync(Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        var errors = Check(request).ToList();
        var startsAt = Read(request.StartsAt, errors);
        if (errors.Count > 0) return Problem.Invalid(errors);

        var now = clock.GetCurrentInstant();
        var period = await db.RegistrationPeriods.AsNoTracking().SingleOrDefaultAsync(p => p.RegistrationPeriodId == request.RegistrationPeriodId, ct);
        if (period is null) return Problem.Invalid(new FieldError("registrationPeriodId", "period-unknown"));
        if (await db.CancelledVacancies.AnyAsync(v => v.VacancyId == period.VacancyId, ct)) return Problem.Refused("R26", "vacancy-cancelled");
        if (period.ClosesAt <= now) return Problem.Refused("R26", "period-over");
        if (startsAt <= now || startsAt < period.OpensAt) return Problem.Invalid(new FieldError("startsAt", "session-too-early"));

        var session = new SessionRow
        {
            SessionId = Guid.CreateVersion7(),
            RegistrationPeriodId = period.RegistrationPeriodId,
            VacancyId = period.VacancyId,
            StartsAt = startsAt,
            Day = BrusselsTime.DateIn(startsAt),
            LengthMinutes = request.LengthMinutes,
            Capacity = request.Capacity,
            Booked = 0,
            Changes = 0,
            Language = request.Language,
            Place = request.Place.Trim(),
            VendorClientId = request.VendorClientId.Trim(),
        };
        db.Sessions.Add(session);
        db.Record(new RecordEntry(caller.Subject, "session.planned", "session", session.SessionId, null, null, new { session.VacancyId, session.StartsAt, session.Capacity, session.VendorClientId }), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/assessment/sessions/{session.SessionId}", new Response(session.SessionId, session.StartsAt));
    }

    private static IEnumerable<FieldError> Check(Request request)
    {
        if (request.LengthMinutes is < 15 or > 600) yield return new FieldError("lengthMinutes", "between", 15, 600);
        if (request.Capacity is < 1 or > 10_000) yield return new FieldError("capacity", "between", 1, 10_000);
        if (!Languages.Contains(request.Language)) yield return new FieldError("language", "one-of", string.Join(", ", Languages));
        if (string.IsNullOrWhiteSpace(request.Place)) yield return new FieldError("place", "required");
        if (request.Place.Length > 300) yield return new FieldError("place", "too-long", 300);
        if (string.IsNullOrWhiteSpace(request.VendorClientId)) yield return new FieldError("vendorClientId", "required");
        if (request.VendorClientId.Length > 100) yield return new FieldError("vendorClientId", "too-long", 100);
    }

    /// <summary>A local time that the clock change skips or gives twice is refused with both instants (T5).</summary>
    private static Instant Read(string text, List<FieldError> errors)
    {
        if (InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant)) return instant;
        if (!LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var local) && !LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(text).TryGetValue(default, out local))
        {
            errors.Add(new FieldError("startsAt", "not-a-time"));
            return default;
        }

        switch (BrusselsTime.Read(local))
        {
            case LocalTimeReading.Exact exact: return exact.Instant;
            case LocalTimeReading.Unclear unclear: errors.Add(new FieldError("startsAt", "local-time-unclear", unclear.First, unclear.Second)); break;
        }

        return default;
    }
}

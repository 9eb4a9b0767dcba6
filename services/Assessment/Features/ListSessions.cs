using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>The sessions, for officers.</summary>
internal static class ListSessions
{
    /// <summary>What the list is sorted by.</summary>
    internal enum SessionSort
    {
        /// <summary>The earliest first.</summary>
        Earliest,

        /// <summary>The latest first.</summary>
        Latest,

        /// <summary>Those with the most seats left first.</summary>
        MostFree,

        /// <summary>Those with the most seats taken first.</summary>
        MostBooked,
    }

    /// <summary>What the list is narrowed to; everything that is given has to fit.</summary>
    /// <param name="VacancyId">Of a vacancy.</param>
    /// <param name="RegistrationPeriodId">Of a registration period.</param>
    /// <param name="From">Starting then or later: a date, a local time in Brussels or an instant.</param>
    /// <param name="Until">Starting up to and including this date, or before this moment.</param>
    /// <param name="VendorClientId">Held by a vendor.</param>
    /// <param name="Language">In a language.</param>
    /// <param name="Kind">At a place or remote.</param>
    /// <param name="Free">Whether seats are left.</param>
    /// <param name="Cancelled">Whether it was cancelled; those that take place where it is not given.</param>
    /// <param name="Sort">The order; the earliest first where it is not given.</param>
    internal sealed record Filter(
        Guid? VacancyId, Guid? RegistrationPeriodId, string? From, string? Until, string? VendorClientId, string? Language, SessionKind? Kind, bool? Free, bool? Cancelled, SessionSort? Sort);

    internal sealed record Item(
        Guid SessionId,
        Guid VacancyId,
        Guid RegistrationPeriodId,
        LocalDate OpensOn,
        LocalDate ClosesOn,
        Instant StartsAt,
        int LengthMinutes,
        int Capacity,
        int Booked,
        string Language,
        string Place,
        string VendorClientId,
        SessionKind Kind,
        string? Link,
        Instant? CancelledAt,
        LocalizedText? CancelReason,
        long Version)
    {
        public static Item Example => new(
            new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), new LocalDate(2025, 11, 3), new LocalDate(2025, 11, 14),
            Instant.FromUtc(2025, 11, 20, 8, 0), 120, 24, 20, "nl", "Brussel, Simon Bolivarlaan 30", "vendor", SessionKind.Place, null, null, null, 1);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("The sessions, with how many seats are taken: filtered, sorted and paged.");
        api.MapGet("/sessions/{sessionId:guid}", ReadAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Item>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One session, with the version to change it on.");
    }

    private static async Task<IResult> ListAsync([AsParameters] Filter filter, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var from = filter.From is null ? null : faults.Begin("from", filter.From);
        var until = filter.Until is null ? null : faults.End("until", filter.Until);
        if (filter.Kind is { } kind && !Enum.IsDefined(kind)) faults.Add(new FieldError("kind", "one-of", string.Join(", ", Enum.GetNames<SessionKind>())));
        if (filter.Sort is { } sort && !Enum.IsDefined(sort)) faults.Add(new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<SessionSort>())));
        if (faults.Count > 0) return Problem.Invalid(faults);

        var wanted = filter.Cancelled ?? false;
        var sessions = db.Sessions.AsNoTracking().Where(s => (s.CancelledAt != null) == wanted);
        if (filter.VacancyId is { } vacancyId) sessions = sessions.Where(s => s.VacancyId == vacancyId);
        if (filter.RegistrationPeriodId is { } periodId) sessions = sessions.Where(s => s.RegistrationPeriodId == periodId);
        if (from is { } first) sessions = sessions.Where(s => s.StartsAt >= first);
        if (until is { } last) sessions = sessions.Where(s => s.StartsAt < last);
        if (filter.VendorClientId is { } vendor) sessions = sessions.Where(s => s.VendorClientId == vendor);
        if (filter.Language is { } language) sessions = sessions.Where(s => s.Language == language);
        if (filter.Kind is { } where) sessions = sessions.Where(s => s.Kind == where);
        if (filter.Free is { } free) sessions = sessions.Where(s => s.Booked < s.Capacity == free);

        var total = await sessions.CountAsync(ct);
        var rows = await (
            from s in Sorted(sessions, filter.Sort ?? SessionSort.Earliest)
            join p in db.RegistrationPeriods on s.RegistrationPeriodId equals p.RegistrationPeriodId
            select new { Session = s, Period = p }).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. rows.Select(r => ItemOf(r.Session, r.Period))], total, paging.Number, paging.Size));
    }

    private static async Task<IResult> ReadAsync(Guid sessionId, AssessmentDb db, HttpResponse response, CancellationToken ct)
    {
        var found = await db.Sessions.AsNoTracking().Where(s => s.SessionId == sessionId)
            .Join(db.RegistrationPeriods, s => s.RegistrationPeriodId, p => p.RegistrationPeriodId, (Session, Period) => new { Session, Period }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        response.SetVersion(found.Session.Version);
        return TypedResults.Ok(ItemOf(found.Session, found.Period));
    }

    private static IQueryable<SessionRow> Sorted(IQueryable<SessionRow> sessions, SessionSort sort) => sort switch
    {
        SessionSort.Earliest => sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.SessionId),
        SessionSort.Latest => sessions.OrderByDescending(s => s.StartsAt).ThenBy(s => s.SessionId),
        SessionSort.MostFree => sessions.OrderByDescending(s => s.Capacity - s.Booked).ThenBy(s => s.StartsAt).ThenBy(s => s.SessionId),
        SessionSort.MostBooked => sessions.OrderByDescending(s => s.Booked).ThenBy(s => s.StartsAt).ThenBy(s => s.SessionId),
    };

    private static Item ItemOf(SessionRow s, RegistrationPeriodRow p) => new(
        s.SessionId, s.VacancyId, s.RegistrationPeriodId, p.OpensOn, p.ClosesOn, s.StartsAt, s.LengthMinutes, s.Capacity, s.Booked, s.Language, s.Place, s.VendorClientId,
        s.Kind, s.Link, s.CancelledAt, s.CancelReason, s.Version);
}

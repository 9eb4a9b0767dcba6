using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>The officers' list of requests (R39), and how many there are; never why they are made.</summary>
internal static class ListAccommodations
{
    private static readonly string[] Sorts = ["askedAt", "session", "name", "state"];

    /// <param name="VacancyId">Of one vacancy.</param>
    /// <param name="State">In one state.</param>
    /// <param name="Late">Late ones, or the others.</param>
    /// <param name="Mine">Those the caller decides, or the others.</param>
    /// <param name="Ended">Those whose candidacy has ended; left out: those that go on.</param>
    /// <param name="Sort">askedAt, session, name or state, with - for descending; askedAt where it is left out.</param>
    internal sealed record Filter(Guid? VacancyId, AccommodationState? State, bool? Late, bool? Mine, bool? Ended, string? Sort);

    internal sealed record Item(
        Guid RequestId,
        Guid CandidacyId,
        Guid VacancyId,
        string? SelectionCode,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        AccommodationState State,
        bool Late,
        Instant AskedAt,
        Instant? SessionStartsAt,
        string? DecidingOfficer,
        bool IsMine,
        Instant? DecidedAt,
        long Version)
    {
        public static Item Example => new(
            new("0199d3b0-1f4a-7d61-8c25-9e7b3a5d1f08"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"),
            "Jo", "Peeters", AccommodationState.Asked, false, Instant.FromUtc(2025, 11, 3, 10, 15), Instant.FromUtc(2025, 11, 20, 8, 0), null, false, null, 1);
    }

    /// <param name="ByState">How many in each state.</param>
    /// <param name="LateAndOpen">How many late ones wait for a decision.</param>
    /// <param name="MineAndOpen">How many wait for the caller's decision.</param>
    internal sealed record Counts(IReadOnlyDictionary<AccommodationState, int> ByState, int LateAndOpen, int MineAndOpen)
    {
        public static Counts Example => new(new Dictionary<AccommodationState, int> { [AccommodationState.Asked] = 3, [AccommodationState.Granted] = 12 }, 1, 2);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/accommodations", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("Requests for accommodations, filtered by vacancy, state, late, mine and ended; sort=askedAt|session|name|state, with - for descending (R39).");
        api.MapGet("/accommodations/counts", CountAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("How many requests there are in each state, how many late ones are open, and how many wait for the caller (R39).");
    }

    private static async Task<IResult> HandleAsync([AsParameters] Filter filter, [AsParameters] Paging paging, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var sort = filter.Sort ?? "askedAt";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        var requests = Of(db, filter, caller.Subject);
        var rows = await Sorted(requests, db, sort).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. rows.Select(r => ItemOf(r, caller.Subject))], await requests.CountAsync(ct), paging.Number, paging.Size));
    }

    private static async Task<Counts> CountAsync(Guid? vacancyId, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var counted = await Of(db, new Filter(vacancyId, null, null, null, null, null), caller.Subject)
            .GroupBy(r => new { r.State, r.Late, IsMine = r.DecidingOfficer == caller.Subject })
            .Select(g => new { g.Key.State, g.Key.Late, g.Key.IsMine, Count = g.Count() }).ToListAsync(ct);
        var open = counted.Where(c => AccommodationRequests.IsOpen(c.State)).ToList();
        return new Counts(
            counted.GroupBy(c => c.State).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)),
            open.Where(c => c.Late).Sum(c => c.Count), open.Where(c => c.IsMine).Sum(c => c.Count));
    }

    private static Item ItemOf(Row row, string officer)
    {
        var request = row.Request;
        return new Item(
            request.RequestId, request.CandidacyId, request.VacancyId, row.SelectionCode, request.PersonId, row.FirstName, row.LastName, request.State, request.Late,
            request.AskedAt, row.SessionStartsAt, request.DecidingOfficer, request.DecidingOfficer == officer, request.DecidedAt, request.Version);
    }

    private static IQueryable<AccommodationRow> Of(AssessmentDb db, Filter filter, string officer)
    {
        var ended = filter.Ended ?? false;
        var requests = db.Accommodations.AsNoTracking().Where(r => db.Candidacies.Any(c => c.CandidacyId == r.CandidacyId && (c.Standing == Standing.Ended) == ended));
        if (filter.VacancyId is { } vacancyId) requests = requests.Where(r => r.VacancyId == vacancyId);
        if (filter.State is { } state) requests = requests.Where(r => r.State == state);
        if (filter.Late is { } late) requests = requests.Where(r => r.Late == late);
        if (filter.Mine is { } mine) requests = requests.Where(r => (r.DecidingOfficer == officer) == mine);
        return requests;
    }

    private sealed record Row(AccommodationRow Request, string? SelectionCode, string? FirstName, string? LastName, Instant? SessionStartsAt);

    private static IQueryable<Row> Sorted(IQueryable<AccommodationRow> requests, AssessmentDb db, string sort)
    {
        var rows =
            from r in requests
            join p in db.Persons on r.PersonId equals p.PersonId
            select new
            {
                Request = r,
                SelectionCode = db.Vacancies.Where(v => v.VacancyId == r.VacancyId).Select(v => v.SelectionCode).FirstOrDefault(),
                p.FirstName,
                p.LastName,
                SessionStartsAt = db.Bookings.Where(b => b.CandidacyId == r.CandidacyId && b.State == BookingState.Booked)
                    .Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => (Instant?)s.StartsAt).FirstOrDefault(),
            };
        var ordered = sort switch
        {
            "session" => rows.OrderBy(r => r.SessionStartsAt == null).ThenBy(r => r.SessionStartsAt),
            "-session" => rows.OrderBy(r => r.SessionStartsAt == null).ThenByDescending(r => r.SessionStartsAt),
            "name" => rows.OrderBy(r => r.LastName).ThenBy(r => r.FirstName),
            "-name" => rows.OrderByDescending(r => r.LastName).ThenByDescending(r => r.FirstName),
            "state" => rows.OrderBy(r => r.Request.State),
            "-state" => rows.OrderByDescending(r => r.Request.State),
            "-askedAt" => rows.OrderByDescending(r => r.Request.AskedAt),
            _ => rows.OrderBy(r => r.Request.AskedAt),
        };
        return ordered.ThenBy(r => r.Request.RequestId).Select(r => new Row(r.Request, r.SelectionCode, r.FirstName, r.LastName, r.SessionStartsAt));
    }
}

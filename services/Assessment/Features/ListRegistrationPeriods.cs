using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>The registration periods of a vacancy, for officers (R26).</summary>
internal static class ListRegistrationPeriods
{
    /// <summary>Where a period stands, as the clock has it (T3).</summary>
    internal enum PeriodState
    {
        ToCome,
        Running,
        Over,
        Withdrawn,
    }

    /// <param name="RegistrationPeriodId">Names it.</param>
    /// <param name="Version">For If-Match.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="OpensOn">The first day on which one may register.</param>
    /// <param name="ClosesOn">The last.</param>
    /// <param name="OpensAt">Its first instant.</param>
    /// <param name="ClosesAt">The first instant that is too late.</param>
    /// <param name="Sessions">How many sessions take place.</param>
    /// <param name="Seats">How many seats they have.</param>
    /// <param name="Booked">How many of them are taken.</param>
    internal sealed record Item(
        Guid RegistrationPeriodId, long Version, PeriodState State, LocalDate OpensOn, LocalDate ClosesOn, Instant OpensAt, Instant ClosesAt, int Sessions, int Seats, int Booked)
    {
        public static Item Example => new(
            new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), 1, PeriodState.Running, new LocalDate(2025, 11, 3), new LocalDate(2025, 11, 14),
            Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 14, 16, 0), 2, 48, 20);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{vacancyId:guid}/registration-periods", ListAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("The registration periods of a vacancy, the earliest first, with their seats (R26).");
        api.MapGet("/vacancies/{vacancyId:guid}/registration-periods/{periodId:guid}", ReadAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Item>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One registration period, with the version to change it on.");
    }

    private static async Task<Page<Item>> ListAsync(Guid vacancyId, [AsParameters] Paging paging, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        var periods = db.RegistrationPeriods.Where(p => p.VacancyId == vacancyId);
        var items = await ItemsAsync(db, periods.OrderBy(p => p.OpensAt).ThenBy(p => p.RegistrationPeriodId).Skip(paging.Skip).Take(paging.Size), clock, ct);
        return new Page<Item>(items, await periods.CountAsync(ct), paging.Number, paging.Size);
    }

    private static async Task<IResult> ReadAsync(Guid vacancyId, Guid periodId, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if ((await ItemsAsync(db, db.RegistrationPeriods.Where(p => p.VacancyId == vacancyId && p.RegistrationPeriodId == periodId), clock, ct)).SingleOrDefault() is not { } found) return Problem.NotFound();
        response.SetVersion(found.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<IReadOnlyList<Item>> ItemsAsync(AssessmentDb db, IQueryable<RegistrationPeriodRow> which, IClock clock, CancellationToken ct)
    {
        var periods = await which.AsNoTracking().ToListAsync(ct);
        var ids = periods.Select(p => p.RegistrationPeriodId).ToArray();
        var seats = await db.Sessions.Where(s => ids.Contains(s.RegistrationPeriodId) && s.CancelledAt == null).GroupBy(s => s.RegistrationPeriodId)
            .Select(g => new { g.Key, Sessions = g.Count(), Seats = g.Sum(s => s.Capacity), Booked = g.Sum(s => s.Booked) }).ToDictionaryAsync(g => g.Key, ct);
        var now = clock.GetCurrentInstant();
        return [.. periods.Select(p => (Period: p, Of: seats.GetValueOrDefault(p.RegistrationPeriodId))).Select(p => new Item(
            p.Period.RegistrationPeriodId, p.Period.Version, StateOf(p.Period, now), p.Period.OpensOn, p.Period.ClosesOn, p.Period.OpensAt, p.Period.ClosesAt,
            p.Of?.Sessions ?? 0, p.Of?.Seats ?? 0, p.Of?.Booked ?? 0))];
    }

    private static PeriodState StateOf(RegistrationPeriodRow period, Instant now) =>
        period.WithdrawnAt is not null ? PeriodState.Withdrawn : period.ClosesAt <= now ? PeriodState.Over : period.OpensAt <= now ? PeriodState.Running : PeriodState.ToCome;
}

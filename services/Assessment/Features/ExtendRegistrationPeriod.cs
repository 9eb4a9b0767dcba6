using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer gives more time to register (R26), as long as the period is not over: its end moves later, never earlier. Whoever
/// still has to register is told.
/// </summary>
internal static class ExtendRegistrationPeriod
{
    /// <param name="ClosesOn">The new last day in Brussels, to its last instant (T1); or a local time there, or an instant, at which it is too late.</param>
    internal sealed record Request(string ClosesOn)
    {
        public static Request Example => new("2025-11-17");
    }

    /// <param name="RegistrationPeriodId">Which period.</param>
    /// <param name="ClosesAt">The first instant that is too late now.</param>
    /// <param name="Told">How many candidates were told; nobody where the period's turn has not come.</param>
    internal sealed record Response(Guid RegistrationPeriodId, Instant ClosesAt, int Told)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 17, 23, 0), 12);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/vacancies/{vacancyId:guid}/registration-periods/{periodId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Moves the end of a registration period later, and tells whoever still has to register (R26); needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid vacancyId, Guid periodId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        if (faults.End("closesOn", request.ClosesOn) is not { } closesAt) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The period, then the vacancy: as the end of a period takes them, which waits here or has been.
        if (await db.LockPeriodAsync(vacancyId, periodId, ct) is not { } period) return Problem.NotFound();
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").AsNoTracking().ToListAsync(ct)).Single();
        if (ifMatch.Check(period.Version) is { } stale) return stale;
        if (await db.CancelledVacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.Refused("R26", "vacancy-cancelled");
        if (period.WithdrawnAt is not null) return Problem.Refused("R26", "period-withdrawn");
        var now = clock.GetCurrentInstant();
        if (RefusalOf(Periods.MayExtend(period.ClosesAt, closesAt, now)) is { } refusal) return refusal;
        if (await db.RegistrationPeriods.AnyAsync(p => p.VacancyId == vacancyId && p.RegistrationPeriodId != periodId && p.WithdrawnAt == null && p.OpensAt < closesAt && period.OpensAt < p.ClosesAt, ct))
            return Problem.Refused("R26", "period-overlaps");

        var before = period.ClosesAt;
        (period.ClosesAt, period.ClosesOn) = (closesAt, Periods.LastDay(closesAt));
        period.Version++;
        db.Record(new RecordEntry(caller.Subject, "registration.extended", "registration-period", periodId, null, vacancy.RuleVersion, new { before, after = closesAt }), now);
        await db.SaveChangesAsync(ct);
        var current = await db.CurrentPeriodAsync(vacancyId, now, ct);
        var told = current?.RegistrationPeriodId == periodId ? await db.InviteAllAsync(period, extended: true, now, ct) : 0;
        await transaction.CommitAsync(ct);
        response.SetVersion(period.Version);
        return TypedResults.Ok(new Response(periodId, closesAt, told));
    }

    /// <summary>Locks a period of a vacancy until the transaction ends.</summary>
    internal static async Task<RegistrationPeriodRow?> LockPeriodAsync(this AssessmentDb db, Guid vacancyId, Guid periodId, CancellationToken ct) =>
        (await db.RegistrationPeriods.FromSql($"select * from registration_periods where registration_period_id = {periodId} and vacancy_id = {vacancyId} for update").ToListAsync(ct)).SingleOrDefault();

    private static Problem? RefusalOf(Extension extension) => extension switch
    {
        Extension.Yes => null,
        Extension.Over => Problem.Refused("R26", "period-ended"),
        Extension.NotLater => Problem.Invalid(new FieldError("closesOn", "period-only-later")),
    };
}

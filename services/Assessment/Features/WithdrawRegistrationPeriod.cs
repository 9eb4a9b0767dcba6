using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>An officer withdraws a registration period before it opens (R26): with its sessions, in which nobody can have a seat yet.</summary>
internal static class WithdrawRegistrationPeriod
{
    /// <param name="RegistrationPeriodId">Which period.</param>
    /// <param name="SessionsCancelled">How many sessions had been planned in it.</param>
    /// <param name="Told">How many candidates had been told of it, and are told that it is withdrawn.</param>
    internal sealed record Response(Guid RegistrationPeriodId, int SessionsCancelled, int Told)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), 2, 37);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/vacancies/{vacancyId:guid}/registration-periods/{periodId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Withdraws a registration period that has not opened, with its sessions (R26); needs If-Match.");

    private static async Task<IResult> HandleAsync(Guid vacancyId, Guid periodId, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPeriodAsync(vacancyId, periodId, ct) is not { } period) return Problem.NotFound();
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").AsNoTracking().ToListAsync(ct)).Single();
        if (ifMatch.Check(period.Version) is { } stale) return stale;
        if (period.WithdrawnAt is not null) return Problem.Refused("R26", "period-withdrawn");
        var now = clock.GetCurrentInstant();
        if (now >= period.OpensAt) return Problem.Refused("R26", "period-opened");

        var wasCurrent = (await db.CurrentPeriodAsync(vacancyId, now, ct))?.RegistrationPeriodId == periodId;
        (period.WithdrawnAt, period.EndedAt) = (now, now);
        period.Version++;
        db.Record(new RecordEntry(caller.Subject, "registration.withdrawn", "registration-period", periodId, null, vacancy.RuleVersion), now);
        await db.SaveChangesAsync(ct);
        // Who was told is told that it is not to be, and of the period that takes its place.
        var told = wasCurrent ? await db.UninviteAllAsync(period, now, ct) : 0;
        if (wasCurrent && await db.CurrentPeriodAsync(vacancyId, now, ct) is { } next) await db.InviteAllAsync(next, extended: false, now, ct);

        // Sessions come last. Whoever books takes their rows too: a seat that was taken at the very last moment is seen here, or never taken.
        await db.LockSessionsAsync(await db.Sessions.Where(s => s.RegistrationPeriodId == periodId).Select(s => s.SessionId).ToListAsync(ct), ct);
        if (await db.Sessions.AnyAsync(s => s.RegistrationPeriodId == periodId && s.Booked > 0, ct)) return Problem.Refused("R26", "period-opened");
        var cancelled = await db.Sessions.Where(s => s.RegistrationPeriodId == periodId && s.CancelledAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.CancelledAt, now).SetProperty(s => s.Changes, s => s.Changes + 1).SetProperty(s => s.Version, s => s.Version + 1), ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(periodId, cancelled, told));
    }
}

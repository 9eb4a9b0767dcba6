using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>A registration period, as officers see it.</summary>
/// <param name="ClosesAt">The first instant that is too late.</param>
/// <param name="Free">Slots to come that nobody has.</param>
public sealed record PeriodView(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, int Slots, int Free)
{
    public static PeriodView Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 27, 23, 0), Instant.FromUtc(2025, 12, 5, 23, 0), 20, 4);

    internal static IQueryable<PeriodView> Of(OralTestDb db, IQueryable<PeriodRow> periods, Instant now) => periods.Select(p => new PeriodView(
        p.RegistrationPeriodId, p.OpensAt, p.ClosesAt,
        db.Slots.Count(s => s.RegistrationPeriodId == p.RegistrationPeriodId),
        db.Slots.Count(s => s.RegistrationPeriodId == p.RegistrationPeriodId && s.CandidacyId == null && s.PreparationAt > now)));
}

/// <summary>R26, R45: an officer lets candidates choose for longer, while the period runs; those who wait are told by themselves.</summary>
internal static class ExtendPeriod
{
    /// <param name="ClosesOn">A date, to its end; or a local time in Brussels or an instant, the first moment that is too late.</param>
    public sealed record Request(string ClosesOn)
    {
        public static Request Example => new("2025-12-08T17:00");
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{vacancyId:guid}/registration-periods", ListAsync)
            .WithSummary("The registration periods of a vacancy.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPut("/vacancies/{vacancyId:guid}/registration-periods/{registrationPeriodId:guid}", HandleAsync)
            .WithSummary("Lets a registration period end later.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<Page<PeriodView>>, Problem>> ListAsync(
        Guid vacancyId, [AsParameters] Paging paging, OralTestDb db, IClock clock, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var periods = db.Periods.AsNoTracking().Where(p => p.VacancyId == vacancyId);
        var total = await periods.CountAsync(ct);
        var sorted = periods.OrderBy(p => p.OpensAt).ThenBy(p => p.RegistrationPeriodId).Skip(paging.Skip).Take(paging.Size);
        return TypedResults.Ok(new Page<PeriodView>(await PeriodView.Of(db, sorted, clock.GetCurrentInstant()).ToListAsync(ct), total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<PeriodView>, Problem>> HandleAsync(
        Guid vacancyId, Guid registrationPeriodId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var closesAt = faults.End("closesOn", request.ClosesOn);
        if (faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.LockVacancyAsync(vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var period = await db.Periods.SingleOrDefaultAsync(p => p.RegistrationPeriodId == registrationPeriodId && p.VacancyId == vacancyId, ct);
        if (period is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        // Who had no slot at its end is stopped (R28): nothing opens again for them alone.
        if (period.ClosesAt <= now) return Problem.Refused("R26", "period-over");
        if (closesAt < period.ClosesAt) return Problem.Invalid(new FieldError("closesOn", "period-only-later", period.ClosesAt));

        if (closesAt > period.ClosesAt)
        {
            db.Record(new RecordEntry(caller.Subject, "registration-period.extended", "registration-period", period.RegistrationPeriodId, RuleVersion: vacancy.RuleVersion,
                Details: new { vacancyId, before = period.ClosesAt, after = closesAt }), now);
            (period.ClosesAt, period.ClosesOn) = (closesAt.Value, PeriodRow.LastDayOf(closesAt.Value));
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return TypedResults.Ok(await PeriodView.Of(db, db.Periods.AsNoTracking().Where(p => p.RegistrationPeriodId == registrationPeriodId), now).SingleAsync(ct));
    }
}

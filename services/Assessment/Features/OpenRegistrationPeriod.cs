using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>An officer says when candidates may register (R26); whoever is to register is invited at once.</summary>
internal static class OpenRegistrationPeriod
{
    /// <param name="OpensOn">The first day in Brussels; or a local time there, or an instant, from which one may register.</param>
    /// <param name="ClosesOn">The last day in Brussels, to its last instant (T1); or a local time there, or an instant, at which it is too late.</param>
    internal sealed record Request(string OpensOn, string ClosesOn)
    {
        public static Request Example => new("2025-11-03", "2025-11-14T17:00");
    }

    /// <param name="RegistrationPeriodId">Names it.</param>
    /// <param name="OpensAt">Its first instant.</param>
    /// <param name="ClosesAt">The first instant that is too late.</param>
    /// <param name="Invited">How many were told; nobody as long as an earlier period is not over, after which they are.</param>
    internal sealed record Response(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, int Invited)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 14, 16, 0), 37);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/vacancies/{vacancyId:guid}/registration-periods", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Says when candidates may register for a session, and invites whoever is to register (R26).");

    private static async Task<IResult> HandleAsync(Guid vacancyId, Request request, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var (opensAt, closesAt) = (faults.Begin("opensOn", request.OpensOn), faults.End("closesOn", request.ClosesOn));
        if (opensAt >= closesAt) faults.Add(new FieldError("closesOn", "period-order"));
        if (opensAt is not { } opens || closesAt is not { } closes || faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Admissions share this lock: none of them slips between the period and its invitations.
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (vacancy is null) return Problem.NotFound();
        if (await db.CancelledVacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.Refused("R26", "vacancy-cancelled");

        var now = clock.GetCurrentInstant();
        if (closes <= now) return Problem.Invalid(new FieldError("closesOn", "period-past"));
        if (await db.RegistrationPeriods.AnyAsync(p => p.VacancyId == vacancyId && p.WithdrawnAt == null && p.OpensAt < closes && opens < p.ClosesAt, ct))
            return Problem.Refused("R26", "period-overlaps");
        var period = new RegistrationPeriodRow
        {
            RegistrationPeriodId = Guid.CreateVersion7(),
            VacancyId = vacancyId,
            OpensOn = BrusselsTime.DateIn(opens),
            ClosesOn = Periods.LastDay(closes),
            OpensAt = opens,
            ClosesAt = closes,
            CreatedAt = now,
            Version = 1,
        };
        db.RegistrationPeriods.Add(period);
        db.Record(new RecordEntry(caller.Subject, "registration.opened", "registration-period", period.RegistrationPeriodId, null, vacancy.RuleVersion, new { vacancyId, period.OpensAt, period.ClosesAt }), now);
        await db.SaveChangesAsync(ct);
        var current = await db.CurrentPeriodAsync(vacancyId, now, ct);
        var invited = current?.RegistrationPeriodId == period.RegistrationPeriodId ? await db.InviteAllAsync(period, extended: false, now, ct) : 0;
        await transaction.CommitAsync(ct);
        response.SetVersion(period.Version);
        return TypedResults.Created(
            $"/api/assessment/vacancies/{vacancyId}/registration-periods/{period.RegistrationPeriodId}",
            new Response(period.RegistrationPeriodId, period.OpensAt, period.ClosesAt, invited));
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>An officer says when candidates may register (R26); whoever is to register is invited at once.</summary>
internal static class OpenRegistrationPeriod
{
    /// <param name="OpensOn">The first day, in Brussels.</param>
    /// <param name="ClosesOn">The last day, to its last instant (T1).</param>
    internal sealed record Request(LocalDate OpensOn, LocalDate ClosesOn)
    {
        public static Request Example => new(new LocalDate(2025, 11, 3), new LocalDate(2025, 11, 14));
    }

    internal sealed record Response(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, int Invited)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 14, 23, 0), 37);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/vacancies/{vacancyId:guid}/registration-periods", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Says when candidates may register for a session, and invites whoever is to register (R26).");

    private static async Task<IResult> HandleAsync(Guid vacancyId, Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (request.ClosesOn < request.OpensOn) return Problem.Invalid(new FieldError("closesOn", "period-order"));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Admissions share this lock: none of them slips between the period and its invitations.
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for update").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (vacancy is null) return Problem.NotFound();
        if (await db.CancelledVacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.Refused("R26", "vacancy-cancelled");

        var now = clock.GetCurrentInstant();
        var period = new RegistrationPeriodRow
        {
            RegistrationPeriodId = Guid.CreateVersion7(),
            VacancyId = vacancyId,
            OpensOn = request.OpensOn,
            ClosesOn = request.ClosesOn,
            OpensAt = BrusselsTime.StartOf(request.OpensOn),
            ClosesAt = BrusselsTime.EndOf(request.ClosesOn),
            CreatedAt = now,
        };
        if (period.ClosesAt <= now) return Problem.Invalid(new FieldError("closesOn", "period-past"));
        if (await db.RegistrationPeriods.AnyAsync(p => p.VacancyId == vacancyId && p.OpensAt < period.ClosesAt && period.OpensAt < p.ClosesAt, ct))
            return Problem.Refused("R26", "period-overlaps");
        db.RegistrationPeriods.Add(period);
        db.Record(new RecordEntry(caller.Subject, "registration.opened", "registration-period", period.RegistrationPeriodId, null, vacancy.RuleVersion, new { vacancyId, request.OpensOn, request.ClosesOn }), now);

        var invited = await db.Database.SqlQuery<Invited>($"""
            update candidacies set version = version + 1 where vacancy_id = {vacancyId} and standing = {nameof(Standing.ToBook)}
            returning candidacy_id, person_id, version
            """).ToListAsync(ct);
        foreach (var one in invited)
            db.Publish(new AssessmentInvited(one.CandidacyId, vacancyId, one.PersonId, one.Version, period.OpensAt, period.ClosesAt, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/assessment/vacancies/{vacancyId}/registration-periods/{period.RegistrationPeriodId}",
            new Response(period.RegistrationPeriodId, period.OpensAt, period.ClosesAt, invited.Count));
    }

    private sealed record Invited(Guid CandidacyId, Guid PersonId, long Version);
}

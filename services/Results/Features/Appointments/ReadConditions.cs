using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Appointments;

/// <summary>Every check of a candidate's conditions of appointment, and what is missing on a day (R52).</summary>
internal static class ReadConditions
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/conditions", HandleAsync)
        .RequireAuthorization(Policies.OfficerAuditorOrAuthority).WithTags("appointment")
        .WithSummary("The checks of the conditions of appointment, the newest first, and what is missing on a day (on=2026-03-01; today where it is left out).");

    internal sealed record CheckLine(
        AppointmentCondition Condition, bool Holds, LocalDate? From, LocalDate? Until, LocalDate ProofOf, string Remark, string CheckedBy, Instant CheckedAt);

    internal sealed record ConditionsOf(Guid CandidacyId, LocalDate On, IReadOnlyList<MissingCondition> Missing, IReadOnlyList<CheckLine> Checks)
    {
        public static ConditionsOf Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new LocalDate(2026, 3, 1), [MissingCondition.Example],
            [new CheckLine(AppointmentCondition.Nationality, true, null, null, new LocalDate(2026, 1, 12), "Identiteitskaart.", "officer1", Instant.FromUtc(2026, 1, 12, 10, 0))]);
    }

    private static async Task<Results<Ok<ConditionsOf>, Problem>> HandleAsync(Guid candidacyId, string? on, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (Conditions.DayOf(on, BrusselsTime.DateIn(clock.GetCurrentInstant())) is not { } day) return Problem.Invalid(new FieldError("on", "json-date"));
        var candidacy = await db.Candidacies.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId, ct);
        if (candidacy is null) return Problem.NotFound();
        var checks = await db.ConditionChecks.AsNoTracking().Where(c => c.CandidacyId == candidacyId).OrderByDescending(c => c.CheckId).ToListAsync(ct);
        var missing = AppointmentConditions.Missing(checks.DistinctBy(c => c.Condition).Select(c => c.Finding()), candidacy.OpenReservation(), day);
        return TypedResults.Ok(new ConditionsOf(
            candidacyId, day, [.. missing.Select(MissingCondition.Of)],
            checks.ConvertAll(c => new CheckLine(c.Condition, c.Holds, c.From, c.Until, c.ProofOf, c.Remark, c.CheckedBy, c.CheckedAt))));
    }
}

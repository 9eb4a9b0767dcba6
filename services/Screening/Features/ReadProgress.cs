using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>How far the screening of a vacancy is.</summary>
internal static class ReadProgress
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/progress", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("Counts of a vacancy's cases: open by proposal, decided by outcome, withdrawn, waiting for the vacancy.");

    internal sealed record ByOutcome(int Admit, int AdmitUnderReservation, int Refuse);

    /// <summary><c>Lodged</c>: how many closing has handed over, null before it; <c>Total</c>: how many have come. <c>WithoutProposal</c>: open, but the vacancy's rules have not arrived yet. <c>OpenReservations</c>: admitted, with a reservation that still stands.</summary>
    internal sealed record ScreeningProgress(
        Guid VacancyId, int? Lodged, int Total, int Open, int Decided, int Withdrawn, int WithoutProposal, ByOutcome OpenByProposal, ByOutcome DecidedByOutcome, int OpenReservations)
    {
        public static ScreeningProgress Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 41, 41, 12, 28, 1, 0, new ByOutcome(7, 1, 4), new ByOutcome(17, 2, 9), 2);
    }

    private static async Task<Results<Ok<ScreeningProgress>, Problem>> HandleAsync(Guid vacancyId, ScreeningDb db, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        var counts = await db.Cases.Where(c => c.VacancyId == vacancyId && c.LodgedVersion > 0)
            .GroupBy(c => new { c.State, c.ProposedOutcome, c.Outcome, Reserved = c.Reservation != c.Lifted })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);

        int Sum(CaseState state, Func<Outcome?, bool>? proposed = null, Func<Outcome?, bool>? decided = null, bool reserved = false) => counts
            .Where(c => c.Key.State == state && (proposed is null || proposed(c.Key.ProposedOutcome))
                && (decided is null || decided(c.Key.Outcome)) && (!reserved || c.Key.Reserved))
            .Sum(c => c.Count);
        ByOutcome By(Func<Outcome, int> count) => new(count(Outcome.Admit), count(Outcome.AdmitUnderReservation), count(Outcome.Refuse));

        return TypedResults.Ok(new ScreeningProgress(
            vacancyId,
            vacancy.Lodged,
            counts.Sum(c => c.Count),
            Sum(CaseState.Open),
            Sum(CaseState.Decided),
            Sum(CaseState.Withdrawn),
            Sum(CaseState.Open, proposed: o => o is null),
            By(outcome => Sum(CaseState.Open, proposed: o => o == outcome)),
            By(outcome => Sum(CaseState.Decided, decided: o => o == outcome)),
            Sum(CaseState.Decided, reserved: true)));
    }
}

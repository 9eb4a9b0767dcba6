using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
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
        .WithSummary("Counts of a vacancy's cases: open by proposal, disputed and claimed, decided by outcome, withdrawn, waiting for the vacancy; and by officer.");

    internal sealed record ByOutcome(int Admit, int AdmitUnderReservation, int Refuse);

    /// <summary>An officer's part: cases held now, cases whose time is over, and decisions taken, reopened ones among them.</summary>
    internal sealed record OfficerProgress(string Officer, int Claimed, int Lapsed, int Decided)
    {
        public static OfficerProgress Example => new("officer1", 2, 0, 19);
    }

    /// <summary>
    /// <c>Lodged</c>: how many closing has handed over, null before it; <c>Total</c>: how many have come. <c>WithoutProposal</c>: open,
    /// but the vacancy's rules have not arrived yet. <c>Undisputed</c>: open, and can be accepted at once; <c>Disputed</c>: the other open
    /// ones, of which <c>RefusalsToMotivate</c> wait for an officer's motivation. <c>Claimed</c>: somebody has them; <c>Lapsed</c>: open,
    /// and whoever had them let the time go by. <c>OpenReservations</c>: admitted, with a reservation that still stands.
    /// </summary>
    internal sealed record ScreeningProgress(
        Guid VacancyId, int? Lodged, int Total, int Open, int Decided, int Withdrawn, int WithoutProposal, ByOutcome OpenByProposal, ByOutcome DecidedByOutcome, int OpenReservations,
        int Undisputed, int Disputed, int RefusalsToMotivate, int Claimed, int Lapsed, IReadOnlyList<OfficerProgress> Officers)
    {
        public static ScreeningProgress Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 41, 41, 12, 28, 1, 0, new ByOutcome(7, 1, 4), new ByOutcome(17, 2, 9), 2, 7, 5, 4, 2, 0, [OfficerProgress.Example]);
    }

    private static async Task<Results<Ok<ScreeningProgress>, Problem>> HandleAsync(Guid vacancyId, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var groups = await db.Cases.Where(c => c.VacancyId == vacancyId && c.LodgedVersion > 0)
            .GroupBy(c => new
            {
                c.State,
                c.ProposedOutcome,
                c.Outcome,
                c.Undisputed,
                c.ClaimedBy,
                HasLapsed = c.ClaimedUntil <= now,
                IsReserved = c.Reservation != c.Lifted,
            })
            .Select(g => new Group(g.Key.State, g.Key.ProposedOutcome, g.Key.Outcome, g.Key.Undisputed, g.Key.ClaimedBy, g.Key.HasLapsed, g.Key.IsReserved, g.Count()))
            .ToListAsync(ct);
        var decided = await db.Decisions.Where(d => d.VacancyId == vacancyId).GroupBy(d => d.DecidedBy)
            .Select(g => new { Officer = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Officer, g => g.Count, ct);

        int Sum(Func<Group, bool> which) => groups.Where(which).Sum(g => g.Count);
        ByOutcome By(Func<Outcome, int> count) => new(count(Outcome.Admit), count(Outcome.AdmitUnderReservation), count(Outcome.Refuse));
        return TypedResults.Ok(new ScreeningProgress(
            vacancyId,
            vacancy.Lodged,
            Sum(_ => true),
            Sum(g => g.State is CaseState.Open),
            Sum(g => g.State is CaseState.Decided),
            Sum(g => g.State is CaseState.Withdrawn),
            Sum(g => g is { State: CaseState.Open, Proposal: null }),
            By(outcome => Sum(g => g.State is CaseState.Open && g.Proposal == outcome)),
            By(outcome => Sum(g => g.State is CaseState.Decided && g.Outcome == outcome)),
            Sum(g => g is { State: CaseState.Decided, IsReserved: true }),
            Sum(g => g is { State: CaseState.Open, Undisputed: true }),
            Sum(g => g is { State: CaseState.Open, Undisputed: false }),
            Sum(g => g is { State: CaseState.Open, Proposal: Outcome.Refuse }),
            Sum(g => g is { ClaimedBy: not null, HasLapsed: false }),
            Sum(g => g is { ClaimedBy: not null, HasLapsed: true }),
            [
                .. groups.Where(g => g.ClaimedBy is not null).Select(g => g.ClaimedBy!).Union(decided.Keys).Order(StringComparer.Ordinal)
                    .Select(officer => new OfficerProgress(
                        officer, Sum(g => g.ClaimedBy == officer && !g.HasLapsed), Sum(g => g.ClaimedBy == officer && g.HasLapsed), decided.GetValueOrDefault(officer))),
            ]));
    }

    private sealed record Group(
        CaseState State, Outcome? Proposal, Outcome? Outcome, bool Undisputed, string? ClaimedBy, bool HasLapsed, bool IsReserved, int Count);
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>How far the assessment of a vacancy is, in figures, for officers.</summary>
internal static class ShowProgress
{
    /// <param name="VacancyId">Which vacancy.</param>
    /// <param name="Candidacies">How many candidacies there are in all.</param>
    /// <param name="States">How many stand where.</param>
    /// <param name="AwaitingResult">How many of those booked have sat, or should have, and have no result yet.</param>
    /// <param name="Exempted">How many are exempt, by ground.</param>
    /// <param name="Stopped">How many stopped, by reason.</param>
    /// <param name="CorrectionsWaiting">Corrections that wait for an officer (R36).</param>
    /// <param name="ReviewsWaiting">Exemptions that wait for an officer (R36).</param>
    /// <param name="HelpWaiting">Requests for help that wait for an answer (R29).</param>
    /// <param name="Sessions">The sessions that take place, the earliest first, with their seats.</param>
    internal sealed record Response(
        Guid VacancyId, int Candidacies, IReadOnlyDictionary<Standing, int> States, int AwaitingResult, IReadOnlyDictionary<ExemptionGround, int> Exempted,
        IReadOnlyDictionary<AssessmentStop, int> Stopped, int CorrectionsWaiting, int ReviewsWaiting, int HelpWaiting, IReadOnlyList<SessionSeats> Sessions)
    {
        public static Response Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 60,
            new Dictionary<Standing, int> { [Standing.ToBook] = 4, [Standing.Booked] = 20, [Standing.Exempted] = 10, [Standing.Passed] = 15, [Standing.Failed] = 6, [Standing.Stopped] = 5 }, 3,
            new Dictionary<ExemptionGround, int> { [ExemptionGround.EarlierPass] = 7, [ExemptionGround.FunctionHeld] = 3 },
            new Dictionary<AssessmentStop, int> { [AssessmentStop.NotRegistered] = 3, [AssessmentStop.Absent] = 2 }, 1, 0, 2, [SessionSeats.Example]);
    }

    /// <param name="SessionId">Which session.</param>
    /// <param name="StartsAt">Its start.</param>
    /// <param name="Seats">How many seats it has.</param>
    /// <param name="Taken">How many are taken.</param>
    /// <param name="Free">How many are left.</param>
    internal sealed record SessionSeats(Guid SessionId, Instant StartsAt, int Seats, int Taken, int Free)
    {
        public static SessionSeats Example => new(new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), 24, 20, 4);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/vacancies/{vacancyId:guid}/progress", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("How many candidacies of a vacancy stand where in the assessment, what waits for an officer, and the seats of its sessions.");

    private static async Task<IResult> HandleAsync(Guid vacancyId, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var candidacies = db.Candidacies.Where(c => c.VacancyId == vacancyId);
        var groups = await candidacies.GroupBy(c => new { c.Standing, c.StopReason, c.ExemptionGround }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var sat = await db.Bookings.CountAsync(b => b.State == BookingState.Booked && db.Sessions.Any(s => s.SessionId == b.SessionId && s.VacancyId == vacancyId && s.StartsAt <= now), ct);
        var corrections = await db.Corrections.CountAsync(x => x.State == CorrectionState.Waiting && candidacies.Any(c => c.CandidacyId == x.CandidacyId), ct);
        var reviews = await db.WaitingReviews().CountAsync(r => candidacies.Any(c => c.CandidacyId == r.CandidacyId), ct);
        var help = await db.HelpRequests.CountAsync(h => h.AnsweredAt == null && candidacies.Any(c => c.CandidacyId == h.CandidacyId), ct);
        var sessions = await db.Sessions.Where(s => s.VacancyId == vacancyId && s.CancelledAt == null).OrderBy(s => s.StartsAt).ThenBy(s => s.SessionId)
            .Select(s => new SessionSeats(s.SessionId, s.StartsAt, s.Capacity, s.Booked, s.Capacity - s.Booked)).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            vacancyId, groups.Sum(g => g.Count),
            Enum.GetValues<Standing>().ToDictionary(s => s, s => groups.Where(g => g.Key.Standing == s).Sum(g => g.Count)), sat,
            Enum.GetValues<ExemptionGround>().ToDictionary(e => e, e => groups.Where(g => g.Key.Standing == Standing.Exempted && g.Key.ExemptionGround == e).Sum(g => g.Count)),
            Enum.GetValues<AssessmentStop>().ToDictionary(r => r, r => groups.Where(g => g.Key.Standing == Standing.Stopped && g.Key.StopReason == r).Sum(g => g.Count)),
            corrections, reviews, help, sessions));
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>A candidate inspects the result of their assessment (R38): score, parts, pass mark, day, and what follows.</summary>
internal static class ShowResult
{
    /// <param name="CandidacyId">Which candidacy.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="StopReason">Why it stopped, where it did.</param>
    /// <param name="ExemptionGround">Why no test was needed, where none was.</param>
    /// <param name="ExemptSince">The day of the pass, or from which the function is held.</param>
    /// <param name="Score">Out of 100, exact.</param>
    /// <param name="PassMark">From which one passes.</param>
    /// <param name="Parts">Scores of the situational judgement tests.</param>
    /// <param name="TestDay">The session's date in Brussels.</param>
    /// <param name="ExemptUntil">After a pass: the first day it no longer exempts.</param>
    /// <param name="BarredUntil">After a fail or a bar: the first free day.</param>
    internal sealed record Response(
        Guid CandidacyId,
        Standing State,
        AssessmentStop? StopReason,
        ExemptionGround? ExemptionGround,
        LocalDate? ExemptSince,
        decimal? Score,
        decimal? PassMark,
        IReadOnlyDictionary<string, decimal>? Parts,
        LocalDate? TestDay,
        LocalDate? ExemptUntil,
        LocalDate? BarredUntil)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), Standing.Passed, null, null, null, 71.5m, 60m, new Dictionary<string, decimal> { ["leadership"] = 74m, ["reasoning"] = 69m },
            new LocalDate(2025, 11, 20), new LocalDate(2027, 11, 20), null);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/candidacies/{candidacyId:guid}/result", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The caller's own result of the assessment, with what follows from it (R30 to R35).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var candidacy = await db.Candidacies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject), ct);
        if (candidacy is null) return Problem.NotFound();
        var sitting = await db.Bookings.AsNoTracking().Where(b => b.CandidacyId == candidacyId && b.Effect != null)
            .OrderByDescending(b => b.BookedAt)
            .Join(db.Sessions, b => b.SessionId, s => s.SessionId, (Booking, Session) => new { Booking, Session.Day }).FirstOrDefaultAsync(ct);
        var isDecided = candidacy.Standing is Standing.Exempted or Standing.Passed or Standing.Failed or Standing.Stopped;
        if (sitting is null && !isDecided) return Problem.NotFound();

        var rule = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => v.Rule).SingleAsync(ct);
        var taken = sitting is { Booking.Score: not null } ? sitting : null;
        return TypedResults.Ok(new Response(
            candidacyId, candidacy.Standing, candidacy.StopReason, candidacy.ExemptionGround, candidacy.ExemptSince,
            taken?.Booking.Score, taken is null ? null : rule.PassMark, taken?.Booking.Parts, taken?.Day,
            taken?.Booking.Effect == Effect.Pass ? Ledger.EndOfExemption(taken.Day, rule.ExemptionYears) : null,
            taken?.Booking.Effect == Effect.Fail ? Ledger.EndOfDevelopment(taken.Day, rule.DevelopmentMonths) : candidacy.BarredUntil));
    }
}

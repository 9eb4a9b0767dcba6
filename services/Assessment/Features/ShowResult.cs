using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>A candidate inspects the result of their assessment (R38): score, parts, pass mark, day, what follows, and what can be done against it.</summary>
internal static class ShowResult
{
    private const int AnnulmentDays = 60;

    /// <summary>Entries of the record that tell of a decision on a candidacy.</summary>
    private static readonly string[] Decisions = ["result.applied", "result.amended", "candidacy.stopped", "candidacy.exempted", "candidacy.restored"];

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
    /// <param name="DecidedOn">The day of the decision, from which remedies count.</param>
    /// <param name="Sentences">The same for people, and what follows from it.</param>
    /// <param name="Remedies">What can be done against the decision, and how to learn more.</param>
    /// <param name="History">What was told of the sittings, the oldest first.</param>
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
        LocalDate? BarredUntil,
        LocalDate? DecidedOn,
        IReadOnlyList<string> Sentences,
        IReadOnlyList<Remedy> Remedies,
        IReadOnlyList<ToldResult> History)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), Standing.Passed, null, null, null, 71.5m, 60m, new Dictionary<string, decimal> { ["leadership"] = 74m, ["reasoning"] = 69m },
            new LocalDate(2025, 11, 20), new LocalDate(2027, 11, 20), null, new LocalDate(2025, 11, 21),
            ["You scored 71.5 out of 100 on 20 November 2025; the pass mark is 60.", "You go on to the oral test."], [Remedy.Example], [ToldResult.Example]);
    }

    /// <param name="Code">For programs.</param>
    /// <param name="Rule">The rule's number.</param>
    /// <param name="Until">The last day, where there is one.</param>
    /// <param name="Text">For people.</param>
    internal sealed record Remedy(string Code, string Rule, LocalDate? Until, string Text)
    {
        public static Remedy Example => new("remedy-council-of-state", "R50", new LocalDate(2026, 1, 20), "You can bring this decision before the Council of State up to and including 20 January 2026.");
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/candidacies/{candidacyId:guid}/result", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The caller's own result of the assessment, with what follows from it, what can be done against it and how it came about (R30 to R38).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var candidacy = await db.Candidacies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject), ct);
        if (candidacy is null) return Problem.NotFound();
        var sitting = await (
            from b in db.Bookings.AsNoTracking()
            join s in db.Sessions on b.SessionId equals s.SessionId
            where b.CandidacyId == candidacyId && b.Effect != null
            orderby b.BookedAt descending
            select new { Booking = b, s.Day }).FirstOrDefaultAsync(ct);
        var isDecided = candidacy.Standing is Standing.Exempted or Standing.Passed or Standing.Failed or Standing.Stopped;
        if (sitting is null && !isDecided) return Problem.NotFound();

        var rule = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => v.Rule).SingleAsync(ct);
        var decidedAt = await db.Records.Where(r => r.EntityType == "candidacy" && r.EntityId == candidacyId && Decisions.Contains(r.Action)).MaxAsync(r => (Instant?)r.At, ct);
        var decidedOn = isDecided && decidedAt is { } at ? BrusselsTime.DateIn(at) : (LocalDate?)null;
        var taken = sitting is { Booking.Score: not null } ? sitting : null;
        var exemptUntil = taken?.Booking.Effect == Effect.Pass ? Ledger.EndOfExemption(taken.Day, rule.ExemptionYears) : (LocalDate?)null;
        var barredUntil = taken?.Booking.Effect == Effect.Fail ? Ledger.EndOfDevelopment(taken.Day, rule.DevelopmentMonths) : candidacy.BarredUntil;
        return TypedResults.Ok(new Response(
            candidacyId, candidacy.Standing, candidacy.StopReason, candidacy.ExemptionGround, candidacy.ExemptSince,
            taken?.Booking.Score, taken is null ? null : rule.PassMark, taken?.Booking.Parts, taken?.Day, exemptUntil, barredUntil, decidedOn,
            [.. ResultWords.Of(candidacy, taken?.Booking, taken?.Day, sitting?.Booking.Effect, rule.PassMark, exemptUntil, barredUntil)],
            decidedOn is { } day ? RemediesOf(day) : [],
            await db.HistoryOfAsync(candidacyId, rule.PassMark, ct)));
    }

    /// <summary>Against the decision and beside it (R49, R50): 60 days, of which day 1 is the day after (T5).</summary>
    private static IReadOnlyList<Remedy> RemediesOf(LocalDate decidedOn)
    {
        var annulment = BrusselsTime.LastOfDays(decidedOn, AnnulmentDays);
        return
        [
            new Remedy("remedy-council-of-state", "R50", annulment, Texts.In("remedy-council-of-state", annulment)),
            new Remedy("remedy-complaint", "R50", null, Texts.In("remedy-complaint")),
            new Remedy("remedy-feedback", "R49", null, Texts.In("remedy-feedback")),
        ];
    }
}

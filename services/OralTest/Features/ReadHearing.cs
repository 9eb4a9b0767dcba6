using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Measures;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R42, R43: one hearing with all a member needs to score it; its version is the deliberation's ETag.</summary>
internal static class ReadHearing
{
    /// <param name="VacancyId">Of which vacancy: its committee and its case paper are found under it.</param>
    /// <param name="Measures">The accommodations granted (R39), in words; never why.</param>
    /// <param name="ThresholdPercent">The total from which a candidate is suitable.</param>
    /// <param name="Specific">The function's own competencies.</param>
    /// <param name="Management">The management competencies, in their groups.</param>
    /// <param name="Deliberation">What the committee has arrived at; it exists once every sheet is in.</param>
    public sealed record Response(
        Guid CandidacyId,
        Guid VacancyId,
        string? FirstName,
        string? LastName,
        CandidacyState State,
        HearingView? Hearing,
        Instant? PreparationAt,
        Instant? HearingAt,
        string? Place,
        IReadOnlyList<string> Measures,
        int Scale,
        decimal ThresholdPercent,
        IReadOnlyList<SpecificCompetency> Specific,
        IReadOnlyList<CompetencyGroup> Management,
        DeliberationView? Deliberation)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "Jo", "Peeters", CandidacyState.Planned, HearingView.Example, Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), "Brussel, zaal 3",
            ["30 minuten extra tijd"], 20, 60m, [], [], DeliberationView.Example);
    }

    /// <param name="TotalPercent">What the results come to, before the judgement as in it; null while a competency lacks its result or its motivation.</param>
    /// <param name="Suitable">Whether that is suitable.</param>
    public sealed record DeliberationView(IReadOnlyList<ResultLine> Results, string Motivation, decimal? TotalPercent, bool? Suitable, Instant? JudgedAt)
    {
        public static DeliberationView Example => new(
            [new ResultLine("change-management", 15m, "Overtuigend, met eigen voorbeelden.")], "Geschikt: de kandidaat kent het werkveld en leidt met een heldere visie.", 72.5m, true, Instant.FromUtc(2025, 12, 11, 15, 30));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}", HandleAsync)
        .WithSummary("A hearing: who, when, the competencies to score, and the deliberation.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Reading, ct);
        if (bench is null || bench.Candidacy.State == CandidacyState.Expected) return Problem.NotFound();
        if (bench.MemberRefusal() is { } refusal) return refusal;

        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == bench.Candidacy.PersonId, ct);
        var slot = await db.Slots.AsNoTracking().SingleOrDefaultAsync(s => s.CandidacyId == candidacyId, ct);
        var hearing = bench.Hearing;
        // Whoever was not there, or has not submitted, does not learn from the results what the others gave.
        var mayReadResults = hearing is not null
            && (bench.Chairs || await db.Sheets.AnyAsync(s => s.HearingId == hearing.HearingId && s.Subject == caller.Subject && s.SubmittedAt != null, ct));
        if (hearing is not null) response.SetVersion(hearing.Version);
        return TypedResults.Ok(new Response(
            candidacyId, bench.Candidacy.VacancyId, person?.FirstName, person?.LastName, bench.Candidacy.State, hearing is null ? null : HearingView.Of(hearing, bench.Roster),
            slot?.PreparationAt, slot?.HearingAt, slot?.Place, MeasureWords.Of(bench.Candidacy.Measures, CultureInfo.CurrentUICulture), bench.Vacancy.Scoring.Scale, bench.Vacancy.Scoring.ThresholdPercent,
            bench.Vacancy.Competencies?.Specific ?? [], bench.Vacancy.Competencies?.Management ?? [],
            hearing is { Results.Length: > 0 } && mayReadResults ? ViewOf(hearing, bench.Vacancy) : null));
    }

    /// <summary>Nobody judges, which is final, without having seen what the results come to; a judgement says what it found.</summary>
    private static DeliberationView ViewOf(Hearing hearing, Vacancy vacancy)
    {
        var judgement = hearing is { TotalPercent: { } total, Suitable: { } suitable }
            ? new Judgement(total, suitable)
            : Judgement.Of(hearing.Results, vacancy.Codes, vacancy.Scoring);
        return new DeliberationView(hearing.Results, hearing.Motivation, judgement?.TotalPercent, judgement?.Suitable, hearing.JudgedAt);
    }
}

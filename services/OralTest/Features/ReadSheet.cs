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

/// <summary>R43: the member's own sheet with all it takes to score: every competency in the reader's language, the scale, and what was saved so far.</summary>
internal static class ReadSheet
{
    /// <param name="HearingId">Comes along with each save.</param>
    /// <param name="Measures">The accommodations granted (R39), never why.</param>
    /// <param name="Specific">The function's own competencies.</param>
    /// <param name="Management">The management competencies, by group.</param>
    /// <param name="Missing">Competencies without a score: with any, the sheet cannot be submitted.</param>
    /// <param name="Sha256">The hash it was submitted under.</param>
    public sealed record Response(
        Guid CandidacyId, Guid HearingId, string? FirstName, string? LastName, HearingState State, long Version, bool Submitted, Instant? SavedAt, Instant? SubmittedAt,
        IReadOnlyList<string> Measures, Scale Scale, IReadOnlyList<SpecificLine> Specific, IReadOnlyList<ManagementLines> Management, IReadOnlyList<string> Missing, string? Sha256)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), "Jo", "Peeters", HearingState.Open, 2, false,
            Instant.FromUtc(2025, 12, 11, 10, 28), null, [], Scale.Example, [SpecificLine.Example], [ManagementLines.Example], ["leadership"], null);
    }

    /// <param name="Text">The scale in words.</param>
    public sealed record Scale(decimal From, decimal To, decimal Step, string Text)
    {
        public static Scale Example => new(0m, 20m, 0.5m, "Van 0 tot 20, in stappen van een half punt.");
    }

    /// <param name="Essential">Whether it needs at least half the scale, whatever the total.</param>
    /// <param name="MadeAt">When the line was last changed, by the clock of the device.</param>
    public sealed record SpecificLine(
        string Code, string Domain, string Description, MasteryType Mastery, string MasteryText, MasteryLevel Level, string LevelText,
        decimal Weight, bool Essential, decimal? Score, string? Notes, Instant? MadeAt)
    {
        public static SpecificLine Example => new(
            "change-management", "Verandermanagement", "Leidt een verandering van begin tot einde.", MasteryType.Application, "Toepassing", MasteryLevel.Advanced, "Gevorderd",
            1m, false, 15m, "Concrete voorbeelden.", Instant.FromUtc(2025, 12, 11, 10, 27, 31));
    }

    public sealed record ManagementLines(string Group, IReadOnlyList<ManagementLine> Competencies)
    {
        public static ManagementLines Example => new("Omgaan met informatie", [ManagementLine.Example]);
    }

    /// <param name="Essential">Whether it needs at least half the scale, whatever the total.</param>
    /// <param name="MadeAt">When the line was last changed, by the clock of the device.</param>
    public sealed record ManagementLine(string Code, string Name, string Description, decimal Weight, bool Essential, decimal? Score, string? Notes, Instant? MadeAt)
    {
        public static ManagementLine Example => new("leadership", "Leiderschap", "Geeft richting.", 1m, true, null, null, null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}/sheet", HandleAsync)
        .WithSummary("The member's own score sheet, with all it takes to score.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Reading, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.Refusal(bench) is { } refusal) return refusal;
        var hearing = bench.Hearing!;
        var sheet = await db.Sheets.AsNoTracking().SingleOrDefaultAsync(s => s.HearingId == hearing.HearingId && s.Subject == caller.Subject, ct)
            ?? new Sheet { HearingId = hearing.HearingId, Subject = caller.Subject };
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == bench.Candidacy.PersonId, ct);
        response.SetVersion(sheet.Version);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(Fill(bench, person, sheet));
    }

    private static Response Fill(Bench bench, Person? person, Sheet sheet)
    {
        var (hearing, scoring, language) = (bench.Hearing!, bench.Vacancy.Scoring, CultureInfo.CurrentUICulture);
        var lines = sheet.Scores.ToDictionary(line => line.Code);
        var competencies = ScoredCompetency.Of(bench.Vacancy.Competencies);
        return new Response(
            hearing.CandidacyId, hearing.HearingId, person?.FirstName, person?.LastName, hearing.State, sheet.Version, sheet.SubmittedAt is not null, sheet.SavedAt, sheet.SubmittedAt,
            MeasureWords.Of(bench.Candidacy.Measures, language),
            new Scale(0m, scoring.Scale, 0.5m, Texts.In(language, "scale", scoring.Scale)),
            [.. competencies.Where(c => c.Specific is not null).Select(SpecificOf)],
            [.. competencies.Where(c => c.Group is not null).GroupBy(c => c.Group!).Select(group => new ManagementLines(group.Key.In(language.Name), [.. group.Select(ManagementOf)]))],
            SheetSaved.Of(sheet, bench.Vacancy, []).Missing, sheet.Hash is null ? null : Convert.ToHexStringLower(sheet.Hash));

        SpecificLine SpecificOf(ScoredCompetency competency)
        {
            var (specific, line) = (competency.Specific!, lines.GetValueOrDefault(competency.Code));
            return new SpecificLine(
                competency.Code, competency.Name.In(language.Name), competency.Description.In(language.Name),
                specific.Mastery, Texts.In(language, $"mastery-{specific.Mastery}"), specific.Level, Texts.In(language, $"level-{specific.Level}"),
                scoring.Weights.GetValueOrDefault(competency.Code, 1m), scoring.Essential.Contains(competency.Code), line?.Score, line?.Notes, line?.MadeAt);
        }

        ManagementLine ManagementOf(ScoredCompetency competency)
        {
            var line = lines.GetValueOrDefault(competency.Code);
            return new ManagementLine(
                competency.Code, competency.Name.In(language.Name), competency.Description.In(language.Name),
                scoring.Weights.GetValueOrDefault(competency.Code, 1m), scoring.Essential.Contains(competency.Code), line?.Score, line?.Notes, line?.MadeAt);
        }
    }
}

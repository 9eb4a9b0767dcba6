using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>
/// R43: what the committee deliberates on: per competency where its members stand, how far apart, and what it has arrived at.
/// Only for those who have submitted their own sheet.
/// </summary>
internal static class ReadDifferences
{
    /// <param name="AllSubmitted">Whether the committee may deliberate.</param>
    /// <param name="Deviation">Scores further than this from the mean are marked.</param>
    public sealed record Response(Guid CandidacyId, long Version, bool AllSubmitted, decimal Deviation, IReadOnlyList<Item> Competencies)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 3, true, 4m, [Item.Example]);
    }

    /// <param name="Mean">2 decimals, half up.</param>
    /// <param name="Spread">From the lowest to the highest.</param>
    /// <param name="WithoutNotes">Who made no notes.</param>
    /// <param name="Result">The committee's, as far as it has come.</param>
    public sealed record Item(
        string Code, string Name, bool Essential, decimal Min, decimal Max, decimal Mean, decimal Spread, IReadOnlyList<ComparedScore> Scores,
        IReadOnlyList<string> WithoutNotes, decimal? Result, string? Motivation)
    {
        public static Item Example => new(
            "change-management", "Verandermanagement", false, 9m, 16m, 13.13m, 7m,
            [new ComparedScore("member1", 9m, "Te weinig eigen voorbeelden.", true), new ComparedScore("member2", 16m, null, false)], ["member2"], 13.5m, "Overtuigend, met eigen voorbeelden.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}/differences", HandleAsync)
        .WithSummary("The submitted sheets compared, where they differ most first; ?deviation= points from the mean are marked, ?order=Published keeps the notice's order.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, decimal? deviation, DifferenceOrder? order, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Reading, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.Refusal(bench) is { } refusal) return refusal;
        var (vacancy, hearing) = (bench.Vacancy, bench.Hearing!);
        var scale = vacancy.Scoring.Scale;
        if (deviation < 0 || deviation > scale) return Problem.Invalid(new FieldError("deviation", "between", 0, scale));
        var open = await OpenSheets.ReadAsync(db, hearing, caller.Subject, ct);
        if (open.Sealed) return Problem.Forbidden("R43", "sheets-sealed");

        var points = deviation ?? Differences.UsualDeviation(scale);
        var competencies = ScoredCompetency.Of(vacancy.Competencies).ToDictionary(c => c.Code);
        var results = hearing.Results.ToDictionary(r => r.Code);
        response.SetVersion(hearing.Version);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Response(
            candidacyId, hearing.Version, hearing.Throughout.All(open.SubmittedAt.ContainsKey), points,
            [.. Differences.Of(open.Compared(hearing), vacancy.Codes, points, order ?? DifferenceOrder.Spread).Select(found => new Item(
                found.Code, competencies[found.Code].Name.In(CultureInfo.CurrentUICulture.Name), vacancy.Scoring.Essential.Contains(found.Code),
                found.Min, found.Max, found.Mean, found.Spread, found.Scores, found.WithoutNotes,
                results.GetValueOrDefault(found.Code)?.Result, results.GetValueOrDefault(found.Code)?.Motivation))]));
    }
}

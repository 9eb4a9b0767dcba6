using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R43: the chair records what the committee arrives at, once every sheet is in; as often as it takes, until it is judged.</summary>
internal static class Deliberate
{
    public sealed record Request(IReadOnlyList<ResultLine> Results, string? Motivation = null)
    {
        public static Request Example => new(
            [new ResultLine("change-management", 15m, "Overtuigend, met eigen voorbeelden.")], "Geschikt: de kandidaat kent het werkveld en leidt met een heldere visie.");
    }

    /// <param name="Missing">Competencies without a result or a motivation.</param>
    /// <param name="TotalPercent">What the results come to, once none is missing.</param>
    /// <param name="Suitable">Whether that is suitable.</param>
    public sealed record Response(Guid CandidacyId, long Version, IReadOnlyList<string> Missing, decimal? TotalPercent, bool? Suitable)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 5, [], 72.5m, true);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/hearings/{candidacyId:guid}/deliberation", HandleAsync)
        .WithSummary("Saves the committee's results and motivation.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] gaps = [.. LineErrors.Gaps("results", request.Results)];
        if (gaps.Length > 0) return Problem.Invalid(gaps);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-not-closed");
        if (hearing.State == HearingState.Judged) return Problem.Refused("R43", "hearing-judged");
        if (hearing.State == HearingState.Open) return Problem.Refused("R42", "hearing-not-closed");
        if (ifMatch.Check(hearing.Version) is { } stale) return stale;
        if (await SheetsInAsync(db, hearing, ct) is { } waiting) return waiting;

        var scale = bench.Vacancy.Scoring.Scale;
        FieldError[] errors =
        [
            .. ScoreSheet.Check(request.Results, bench.Vacancy.Codes, scale).Select(fault => LineErrors.Of("results", fault, "result", bench.Vacancy)),
            .. request.Results.Index().SelectMany(line => TextCheck.Unkeepable($"results[{line.Index}].motivation", line.Item.Motivation, TextLengths.Longest)),
            .. TextCheck.Unkeepable("motivation", request.Motivation, TextLengths.Longest),
        ];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var now = clock.GetCurrentInstant();
        hearing.Results = [.. request.Results];
        hearing.Motivation = request.Motivation ?? "";
        hearing.Version++;
        var missing = ScoreSheet.Missing(hearing.Results, bench.Vacancy.Codes);
        var judgement = Judgement.Of(hearing.Results, bench.Vacancy.Codes, bench.Vacancy.Scoring);
        db.Record(new RecordEntry(caller.Subject, "deliberation.saved", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, hearing.Version, missing = missing.Count }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(new Response(candidacyId, hearing.Version, missing, judgement?.TotalPercent, judgement?.Suitable));
    }

    /// <summary>Null once everybody who was there has submitted (R43).</summary>
    internal static async Task<Problem?> SheetsInAsync(OralTestDb db, Hearing hearing, CancellationToken ct)
    {
        var submitted = await db.Sheets.Where(s => s.HearingId == hearing.HearingId && s.SubmittedAt != null).Select(s => s.Subject).ToListAsync(ct);
        string[] waiting = [.. hearing.Throughout.Except(submitted)];
        return waiting.Length > 0 ? Problem.Refused("R43", "sheets-missing", waiting.Length).With("subjects", waiting) : null;
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43, R46: the chair closes the deliberation. Total and suitability follow from the results; it is final here, and a second
/// judge finds the first one's judgement.
/// </summary>
internal static class JudgeCandidate
{
    public sealed record Response(Guid CandidacyId, long Version, decimal TotalPercent, bool Suitable, Instant JudgedAt)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 6, 72.5m, true, Instant.FromUtc(2025, 12, 11, 15, 30));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/judge", HandleAsync)
        .WithSummary("Settles the judgement of a candidate.")
        .RequireAuthorization(Policies.CommitteeChair);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Closed or HearingState.Judged } hearing) return Problem.Refused("R42", "hearing-not-closed");
        if (hearing.State == HearingState.Judged) return Answer(hearing, response);
        // Not asked for, but whoever says which deliberation they mean judges no other.
        if (ifMatch.Version is not null && ifMatch.Check(hearing.Version) is { } stale) return stale;
        if (await Deliberate.SheetsInAsync(db, hearing, ct) is { } waiting) return waiting;
        var missing = ScoreSheet.Missing(hearing.Results, bench.Vacancy.Codes);
        if (missing.Count > 0) return Problem.Refused("R46", "deliberation-incomplete", string.Join(", ", missing)).With("missing", missing);
        if (string.IsNullOrWhiteSpace(hearing.Motivation)) return Problem.Refused("R46", "motivation-missing");

        var now = clock.GetCurrentInstant();
        var candidacy = bench.Candidacy;
        var judgement = Judgement.Of(hearing.Results.ToDictionary(r => r.Code, r => r.Result!.Value), bench.Vacancy.Scoring);
        (hearing.State, hearing.TotalPercent, hearing.Suitable, hearing.JudgedAt) = (HearingState.Judged, judgement.TotalPercent, judgement.Suitable, now);
        hearing.Version++;
        candidacy.State = CandidacyState.Judged;
        candidacy.Version++;
        db.Publish(Verdict.Of(candidacy, hearing, bench.Vacancy, now));
        db.Record(new RecordEntry(caller.Subject, "candidate.judged", "hearing", hearing.HearingId, candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, judgement.TotalPercent, judgement.Suitable, throughout = hearing.Throughout }, hearing.Motivation), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Answer(hearing, response);
    }

    private static Ok<Response> Answer(Hearing hearing, HttpResponse response)
    {
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(new Response(hearing.CandidacyId, hearing.Version, hearing.TotalPercent!.Value, hearing.Suitable!.Value, hearing.JudgedAt!.Value));
    }
}

/// <summary>What the other services hear of a judgement. Sent again, with a higher version, when the comparison gives the candidate a place.</summary>
internal static class Verdict
{
    public static OralTestJudged Of(Candidacy candidacy, Hearing hearing, Vacancy vacancy, Instant now)
    {
        var results = hearing.Results.ToDictionary(r => r.Code);
        return new OralTestJudged(
            candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, hearing.TotalPercent!.Value, hearing.Suitable!.Value,
            [.. vacancy.Codes.Select(code => new CompetencyResult(code, results[code].Result!.Value, results[code].Motivation!))],
            hearing.Motivation, candidacy.MeritPlace, now);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43, R46: the chair closes the deliberation. Total and suitability follow from the results. A second judge finds the first
/// one's judgement: as the answer, or, who said which deliberation they mean, with the refusal of theirs.
/// </summary>
internal static class JudgeCandidate
{
    public sealed record Response(Guid CandidacyId, long Version, decimal TotalPercent, bool Suitable, Instant JudgedAt, string JudgedBy)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 6, 72.5m, true, Instant.FromUtc(2025, 12, 11, 15, 30), "chair");

        internal static Response Of(Hearing hearing) => new(
            hearing.CandidacyId, hearing.Version, hearing.TotalPercent!.Value, hearing.Suitable!.Value, hearing.JudgedAt!.Value, hearing.JudgedBy ?? hearing.ChairedBy);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/judge", HandleAsync)
        .WithSummary("Settles the judgement of a candidate. If-Match may be left out; with it nobody judges another deliberation than they have seen.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { State: HearingState.Closed or HearingState.Judged } hearing) return Problem.Refused("R42", "hearing-not-closed");
        var isJudged = hearing.State == HearingState.Judged;
        if (ifMatch.Version is not null && ifMatch.Check(hearing.Version) is { } stale)
            return isJudged ? stale.With("judgement", Response.Of(hearing)) : stale;
        if (isJudged) return Answer(hearing, response);
        if (await Deliberate.SheetsInAsync(db, hearing, ct) is { } waiting) return waiting;
        var missing = ScoreSheet.Missing(hearing.Results, bench.Vacancy.Codes);
        if (missing.Count > 0) return Problem.Refused("R46", "deliberation-incomplete", string.Join(", ", missing)).With("missing", missing);
        if (string.IsNullOrWhiteSpace(hearing.Motivation)) return Problem.Refused("R46", "motivation-missing");

        await JudgeAsync(db, bench, hearing, clock.GetCurrentInstant(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Answer(hearing, response);
    }

    private static async Task JudgeAsync(OralTestDb db, Bench bench, Hearing hearing, Instant now, CancellationToken ct)
    {
        var (candidacy, vacancy, judge) = (bench.Candidacy, bench.Vacancy, bench.Self.Subject);
        var judgement = Judgement.Of(hearing.Results.ToDictionary(r => r.Code, r => r.Result!.Value), vacancy.Scoring);
        var number = 1 + await db.Judgements.CountAsync(j => j.HearingId == hearing.HearingId, ct);
        db.Judgements.Add(new JudgementRow
        {
            HearingId = hearing.HearingId,
            Number = number,
            Results = hearing.Results,
            Motivation = hearing.Motivation,
            TotalPercent = judgement.TotalPercent,
            Suitable = judgement.Suitable,
            RuleVersion = vacancy.RuleVersion,
            JudgedBy = judge,
            JudgedAt = now,
            CorrectionReason = hearing.CorrectionReason,
            ConsentBy = hearing.CorrectionConsentBy,
        });
        (hearing.State, hearing.TotalPercent, hearing.Suitable, hearing.JudgedAt, hearing.JudgedBy, hearing.RuleVersion) =
            (HearingState.Judged, judgement.TotalPercent, judgement.Suitable, now, judge, vacancy.RuleVersion);
        (hearing.CorrectionReason, hearing.CorrectionAskedBy, hearing.CorrectionAskedAt, hearing.CorrectionConsentBy) = (null, null, null, null);
        hearing.Version++;
        candidacy.State = CandidacyState.Judged;
        candidacy.Version++;
        db.Publish(Verdict.Of(candidacy, hearing, vacancy, now));
        db.Record(new RecordEntry(judge, "candidate.judged", "hearing", hearing.HearingId, candidacy.PersonId, vacancy.RuleVersion,
            new { candidacy.CandidacyId, number, judgement.TotalPercent, judgement.Suitable, throughout = hearing.Throughout }, hearing.Motivation), now);
    }

    private static Ok<Response> Answer(Hearing hearing, HttpResponse response)
    {
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(Response.Of(hearing));
    }
}

/// <summary>What the other services hear of a judgement. Sent again, with a higher version, when it is corrected and when the comparison gives the candidate a place.</summary>
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

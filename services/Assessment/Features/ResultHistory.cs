using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;

namespace Selection.Assessment.Features;

/// <summary>A result as it was told to the candidate (R36, R38).</summary>
/// <param name="At">From when it stood.</param>
/// <param name="TestDay">The session's date in Brussels.</param>
/// <param name="Outcome">What happened at the sitting.</param>
/// <param name="Score">Out of 100, exact.</param>
/// <param name="Why">Why it took the place of the one before; null for the first of a sitting.</param>
internal sealed record ToldResult(Instant At, LocalDate TestDay, SittingOutcome Outcome, decimal? Score, string? Why)
{
    public static ToldResult Example => new(Instant.FromUtc(2025, 11, 21, 15, 0), new LocalDate(2025, 11, 20), SittingOutcome.Taken, 71.5m, null);
}

/// <summary>
/// What a candidate was told of their sittings, the oldest first. A correction against them shows once an officer has decided
/// so, and not before (R36): one that waits, was dismissed or overtaken has told nobody anything.
/// </summary>
internal static class ResultHistory
{
    public static async Task<IReadOnlyList<ToldResult>> HistoryOfAsync(this AssessmentDb db, Guid candidacyId, decimal passMark, CancellationToken ct)
    {
        var received = await (
            from s in db.Submissions.AsNoTracking()
            join b in db.Bookings on s.BookingId equals b.BookingId
            join x in db.Sessions on b.SessionId equals x.SessionId
            where b.CandidacyId == candidacyId && s.Verdict == Verdict.Accepted
            orderby s.Id
            select new { b.BookingId, x.Day, s.ResultId, s.Revision, s.Outcome, s.Score, s.ReceivedAt }).ToListAsync(ct);
        var corrections = await db.Corrections.AsNoTracking().Where(c => c.CandidacyId == candidacyId).ToDictionaryAsync(c => (c.ResultId, c.Revision), ct);
        var told = new List<ToldResult>();
        var effects = new Dictionary<Guid, Effect>();
        foreach (var result in received)
        {
            var correction = corrections.GetValueOrDefault((result.ResultId, result.Revision));
            if (correction is { State: not CorrectionState.Applied }) continue;
            var outcome = Enum.Parse<SittingOutcome>(result.Outcome);
            var score = outcome == SittingOutcome.Taken && Scores.Read(result.Score) is ScoreReading.Value value ? value.Score : (decimal?)null;
            var effect = Outcomes.EffectOf(outcome, score, passMark);
            var why = !effects.TryGetValue(result.BookingId, out var before) ? null
                : correction?.Motivation ?? Texts.In(before == effect ? "correction-of-score" : "correction-by-vendor");
            effects[result.BookingId] = effect;
            told.Add(new ToldResult(correction?.DecidedAt ?? result.ReceivedAt, result.Day, outcome, score, why));
        }

        return told;
    }
}

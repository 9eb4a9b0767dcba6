using NodaTime;
using Selection.Contracts.Assessment.V1;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R30 to R36: the vendor fetches who is registered and posts results over gRPC, by candidate number only.</summary>
internal static class TakeAssessment
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var vendor = stage.Cast.Vendor;
        var timeline = stage.Timeline;
        var mine = stage.Candidates.Where(c => c.Sits).Select(c => c.SessionId.ToString()).ToHashSet();
        var sessions = (await vendor.SessionsAsync((timeline.Sessions[0] - Duration.FromHours(1)).ToDateTimeOffset(), (timeline.Sessions[^1] + Duration.FromHours(1)).ToDateTimeOffset(), ct))
            .Where(s => mine.Contains(s.SessionId)).OrderBy(s => s.StartsAt).ToList();
        stage.Differences.Expect("sessions the vendor is told of", mine.Count, sessions.Count);

        var sent = 0;
        foreach (var session in sessions)
        {
            var registrations = await vendor.RegistrationsAsync(session.SessionId, ct);
            var registered = registrations.Select(r => r.CandidateNumber).ToHashSet();
            var candidates = stage.Candidates.Where(c => c.Sits && c.SessionId.ToString() == session.SessionId).ToList();
            stage.Differences.Expect("candidate numbers the vendor is told of", true, registered.SetEquals(candidates.Select(c => c.CandidateNumber)));
            stage.Differences.Expect("registered on the session", candidates.Count, session.Registered);
            foreach (var candidate in candidates)
            {
                var measures = string.Join(", ", registrations.Where(r => r.CandidateNumber == candidate.CandidateNumber).SelectMany(r => r.Accommodations));
                stage.Differences.Expect($"{candidate}: measures the vendor is told of (R39)", candidate.Script.Accommodation?.ToVendor ?? "", measures);
            }

            await stage.Time.MoveToAsync(Instant.FromDateTimeOffset(session.StartsAt.ToDateTimeOffset()) + Duration.FromHours(3), ct);
            sent += await SubmitAsync(stage, candidates, ct);
        }

        await Funnel.WaitForAsync(stage,
        [
            ("AssessmentFailed", stage.Candidates.Count(c => c.Script.Ends is FinalStep.AssessmentFailed)),
            ("AssessmentStopped", stage.Candidates.Count(c => c.Script.Ends is FinalStep.AssessmentStopped)),
            ("AssessmentPassed", stage.Candidates.Count(c => c.IsInvitedToTheOralTest && !c.Script.IsExempt)),
        ], ct);
        await Stage.EachAsync(stage.Candidates.Where(c => c.Sits && c.Script.Sitting is not Sitting.Absent), ct, (c, stop) => CheckScoreAsync(stage, c, stop));
        return $"{sessions.Count} sessions, {sent} results";
    }

    private static async Task<int> SubmitAsync(Stage stage, IReadOnlyList<Candidate> candidates, CancellationToken ct)
    {
        // Most on one stream, with a stranger among them who must not harm a neighbour.
        var plain = candidates.Where(c => c.Script.Sitting is Sitting.OneResult or Sitting.Absent or Sitting.SentTwice).ToList();
        var stranger = new SubmitResultRequest { ResultId = NewId(), Revision = 1, SessionId = candidates[0].SessionId.ToString(), CandidateNumber = "00000000", Outcome = Outcome.Taken, Score = "70" };
        var repeated = plain.Where(c => c.Script.Sitting is Sitting.SentTwice).ToList();
        var results = plain.ToDictionary(c => c.Script.Sitting is Sitting.Absent ? Result(c, 1, null) : Result(c, 1, c.Script.Score));
        var receipts = (await stage.Cast.Vendor.SubmitAllAsync([.. results.Keys, stranger], ct)).ToDictionary(r => r.ResultId, r => r.Disposition);
        foreach (var (result, candidate) in results)
            stage.Differences.Expect($"{candidate}: receipt", Disposition.Accepted, receipts.GetValueOrDefault(result.ResultId));
        stage.Differences.Expect("receipt for an unknown candidate number", Disposition.Rejected, receipts.GetValueOrDefault(stranger.ResultId));

        foreach (var candidate in repeated)
            await ExpectAsync(stage, candidate, results.Single(r => r.Value == candidate).Key, Disposition.Duplicate, ct);
        foreach (var candidate in candidates.Except(plain)) await SubmitOneAsync(stage, candidate, ct);
        return candidates.Count;
    }

    private static async Task SubmitOneAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var score = candidate.Script.Score;
        switch (candidate.Script.Sitting)
        {
            case Sitting.CorrectedToPass:
                var first = Result(candidate, 1, "55");
                await ExpectAsync(stage, candidate, first, Disposition.Accepted, ct);
                await WaitForFailAsync(stage, candidate, ct);
                await ExpectAsync(stage, candidate, Again(first, 2, score), Disposition.Accepted, ct);
                return;
            case Sitting.ImpossibleScoresFirst:
                foreach (var impossible in (string[])["100.001", "-1", "60.0001", "6e1", "60,5", ""])
                    await ExpectAsync(stage, candidate, Result(candidate, 1, impossible), Disposition.Rejected, ct);
                await ExpectAsync(stage, candidate, Result(candidate, 1, score), Disposition.Accepted, ct);
                return;
            case Sitting.OlderAndConflicting:
                var second = Result(candidate, 2, score);
                await ExpectAsync(stage, candidate, second, Disposition.Accepted, ct);
                await ExpectAsync(stage, candidate, Again(second, 2, score + "0"), Disposition.Duplicate, ct);
                await ExpectAsync(stage, candidate, Again(second, 1, "40"), Disposition.Superseded, ct);
                await ExpectAsync(stage, candidate, Again(second, 2, "41"), Disposition.Conflict, ct);
                await ExpectAsync(stage, candidate, Result(candidate, 1, "42"), Disposition.Conflict, ct);
                return;
            case Sitting.OneResult or Sitting.Absent or Sitting.SentTwice:
                throw new InvalidOperationException("Sent on the stream.");
        }
    }

    /// <summary>The fail has been decided and told before it is corrected.</summary>
    private static Task WaitForFailAsync(Stage stage, Candidate candidate, CancellationToken ct) =>
        Poll.UntilAsync($"{candidate} has failed", async () => (await Funnel.StepOfAsync(stage, candidate, ct)) == "AssessmentFailed", ct);

    private static async Task ExpectAsync(Stage stage, Candidate candidate, SubmitResultRequest result, Disposition expected, CancellationToken ct)
    {
        var receipt = await stage.Cast.Vendor.SubmitAsync(result, ct);
        stage.Differences.Expect($"{candidate}: receipt for revision {result.Revision} with {result.Score} ({receipt.Reason})", expected, receipt.Disposition);
    }

    private static SubmitResultRequest Result(Candidate candidate, int revision, string? score)
    {
        var result = new SubmitResultRequest
        {
            ResultId = NewId(),
            Revision = revision,
            SessionId = candidate.SessionId.ToString(),
            CandidateNumber = candidate.CandidateNumber,
            Outcome = score is null ? Outcome.Absent : Outcome.Taken,
        };
        if (score is not null) result.Score = score;
        return result;
    }

    private static SubmitResultRequest Again(SubmitResultRequest result, int revision, string score) =>
        new(result) { Revision = revision, Score = score };

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static async Task CheckScoreAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var answer = (await candidate.Account.GetAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/result", ct)).Must();
        var score = answer.Body.GetProperty("score").GetDecimal();
        stage.Differences.Expect($"{candidate}: score (R38)", decimal.Parse(candidate.Script.Score, System.Globalization.CultureInfo.InvariantCulture), score);
    }
}

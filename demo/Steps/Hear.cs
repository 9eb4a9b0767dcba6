using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R42 to R46: hearing by hearing, the clock on its slot: presence, sealed sheets, deliberation, judgement; then the comparison.</summary>
internal static class Hear
{
    /// <summary>How the committee's motivation begins, in the procedure's language.</summary>
    public const string CommitteeSays = "De commissie vindt de kandidaat";

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var hearings = new PriorityQueue<Candidate, Instant>(stage.Candidates.Where(c => c.HasSlot).Select(c => (c, c.Slot!.HearingAt)));
        var held = 0;
        while (hearings.TryDequeue(out var candidate, out _))
        {
            await ReadCasePaperAsync(stage, candidate, ct);
            await stage.Time.MoveToAsync(candidate.Slot!.HearingAt, ct);
            if (candidate.Script.Hearing is Hearing.Absent)
            {
                (await stage.Cast.Chair.PostAsync($"/api/oraltest/hearings/{candidate.CandidacyId}/absent", null, ct)).Must();
            }
            else if (candidate.Script.Hearing is Hearing.SuspendedOnce && candidate.Slot != stage.SpareSlot)
            {
                await SuspendAsync(stage, candidate, ct);
                hearings.Enqueue(candidate, candidate.Slot!.HearingAt);
            }
            else
            {
                await HearAsync(stage, candidate, ct);
                held++;
            }
        }

        var judged = stage.Candidates.Where(c => c.IsJudged).ToList();
        await Funnel.WaitForAsync(stage,
        [
            ("OralTestJudged", judged.Count),
            ("OralTestStopped", stage.Candidates.Count(c => c.Script.Ends is FinalStep.OralTestStopped)),
        ], ct);
        await CompareAsync(stage, judged, ct);
        return $"{held} hearings of {OralResults.Competencies} competencies each";
    }

    private static async Task ReadCasePaperAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        if (candidate.Script.Hearing is Hearing.Absent) return;
        await stage.Time.MoveToAsync(candidate.Slot!.PreparationAt, ct);
        (await candidate.Account.GetAsync($"/api/oraltest/candidacies/{candidate.CandidacyId}/case-paper", ct)).Must();
    }

    /// <summary>Eight begin and one leaves: seven are too few, and the candidate chooses another slot.</summary>
    private static async Task SuspendAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var (chair, path) = (stage.Cast.Chair, $"/api/oraltest/hearings/{candidate.CandidacyId}");
        var eight = await SubjectsAsync(stage.Cast.Bench.Take(8), ct);
        (await chair.PostAsync($"{path}/open", new { present = eight }, ct)).Must();
        (await chair.PostAsync($"{path}/presence", new { present = eight.Take(7) }, ct)).Must();
        stage.ExpectRefusal($"{candidate}: closing a suspended hearing", await chair.PostAsync($"{path}/close", null, ct), "R42");
        (await candidate.Account.PutAsync($"/api/oraltest/candidacies/{candidate.CandidacyId}/slot", new { slotId = stage.SpareSlot!.SlotId }, ct)).Must();
        candidate.Slot = stage.SpareSlot;
    }

    private static async Task HearAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var (chair, path) = (stage.Cast.Chair, $"/api/oraltest/hearings/{candidate.CandidacyId}");
        var bench = stage.Cast.Bench;
        var measures = (await chair.GetAsync(path, ct)).Must().Body.GetProperty("measures").EnumerateArray().Select(m => m.GetString());
        stage.Differences.Expect($"{candidate}: measures the committee reads (R39)", candidate.Script.Accommodation?.ToCommittee ?? "", string.Join(", ", measures));
        (await chair.PostAsync($"{path}/open", new { present = await SubjectsAsync(bench, ct) }, ct)).Must();
        if (candidate.Script.Hearing is Hearing.AttendsWhileAMemberLeaves)
        {
            var leaving = bench[^1];
            bench = [.. bench.SkipLast(1)];
            (await chair.PostAsync($"{path}/presence", new { present = await SubjectsAsync(bench, ct) }, ct)).Must();
            stage.ExpectRefusal($"{candidate}: a member who left scores", await leaving.PutAsync($"{path}/sheet", Sheet(stage, candidate, 0), ct), "R42");
            stage.ExpectRefusal($"{candidate}: the recused member scores", await stage.Cast.Recused.PutAsync($"{path}/sheet", Sheet(stage, candidate, 0), ct), null);
        }

        (await chair.PostAsync($"{path}/close", null, ct)).Must();
        await Stage.EachAsync(bench.Index(), ct, async (member, stop) =>
        {
            (await member.Item.PutAsync($"{path}/sheet", Sheet(stage, candidate, member.Index), stop)).Must();
            (await member.Item.PostAsync($"{path}/sheet/submit", null, stop)).Must();
        });

        var sheets = (await chair.GetAsync($"{path}/sheets", ct)).Must();
        var motivation = candidate.Script.Ends is FinalStep.Suitable
            ? $"{CommitteeSays} geschikt: de sterke punten wegen duidelijk door."
            : $"{CommitteeSays} niet geschikt: te veel competenties blijven onder het gevraagde niveau.";
        var results = Codes(stage).Zip(candidate.Script.Results, (code, result) => new { code, result, motivation = $"De commissie geeft {result} op 20 na het gesprek over de praktijkcase." });
        (await chair.PutAsync($"{path}/deliberation", new { results, motivation }, ct, sheets.ETag)).Must();
        (await chair.PostAsync($"{path}/judge", null, ct)).Must();
        (await stage.Cast.Officer1.GetAsync($"{path}/minutes", ct)).Must();
    }

    /// <summary>A member's own scores: around what the committee will agree on.</summary>
    private static object Sheet(Stage stage, Candidate candidate, int member) => new
    {
        scores = Codes(stage).Zip(candidate.Script.Results, (code, result) => new { code, score = Math.Clamp(result + member % 3 - 1, 0, 20), notes = "Eigen notities van het lid." }),
    };

    /// <summary>Diplomas and merits, compared by the committee: here only for the record, since the vacancy breaks no ties.</summary>
    private static async Task CompareAsync(Stage stage, IReadOnlyList<Candidate> judged, CancellationToken ct)
    {
        var places = judged.OrderByDescending(c => c.Script.Total).ThenBy(c => c.Script.Key, StringComparer.Ordinal)
            .Select((c, i) => new { candidacyId = c.CandidacyId, place = i + 1, reason = "Diploma en verdiensten, naast die van de anderen gelegd." });
        var path = $"/api/oraltest/vacancies/{stage.VacancyId}/comparison";
        (await stage.Cast.Chair.PutAsync(path, new { places }, ct)).Must();
    }

    private static IReadOnlyList<string> Codes(Stage stage) => stage.Vacancy!.Definition.Competencies.OralTestCodes();

    private static async Task<IReadOnlyList<string>> SubjectsAsync(IEnumerable<Actor> actors, CancellationToken ct)
    {
        var subjects = new List<string>();
        foreach (var actor in actors) subjects.Add(await actor.SubjectAsync(ct));
        return subjects;
    }
}

using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R46, R47: one officer proposes the list, another approves it, and it opens at its instant.</summary>
internal static class PublishResults
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var (proposer, approver) = (stage.Cast.Officer1, stage.Cast.Officer2);
        var path = $"/api/results/vacancies/{stage.VacancyId}/list";
        var judged = stage.Candidates.Where(c => c.IsJudged).ToList();
        await Poll.UntilAsync("the list is complete, and knows the comparison", async () =>
            (await proposer.GetAsync($"{path}?pageSize=1", ct)) is { Succeeded: true } standing
            && standing.As<Standing>() is { MissingCount: 0 } list && list.Total == judged.Count
            && (await proposer.ListAsync<Listed>(path, ct)).All(l => l.MeritPlace is not null), ct);
        var listVersion = (await proposer.PostAsync($"{path}/propose", null, ct)).Must().Body.GetProperty("version").GetInt64();

        stage.ExpectRefusal("approving one's own list", await proposer.PostAsync($"{path}/approve", new { listVersion }, ct), "R47");
        var publishAt = await stage.Platform.NowAsync(ct) + Duration.FromDays(1);
        (await approver.PostAsync($"{path}/approve", new { listVersion, publishAt }, ct)).Must();
        stage.ExpectRefusal($"{judged[0]}: reading the result before its instant", await judged[0].Account.GetAsync($"/api/results/candidacies/{judged[0].CandidacyId}", ct), null);

        await stage.Time.MoveToAsync(publishAt, ct);
        await Funnel.WaitForAsync(stage,
        [
            ("Suitable", judged.Count(c => c.Script.Ends is FinalStep.Suitable)),
            ("NotSuitable", judged.Count(c => c.Script.Ends is FinalStep.NotSuitable)),
        ], ct);
        return $"{judged.Count(c => c.Script.Ends is FinalStep.Suitable)} suitable, {judged.Count(c => c.Script.Ends is FinalStep.NotSuitable)} not";
    }

    private sealed record Standing(int MissingCount, int Total);

    private sealed record Listed(Guid CandidacyId, int? MeritPlace);
}

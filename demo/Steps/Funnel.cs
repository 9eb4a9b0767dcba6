using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R53: what everybody may see, and what the demo waits on.</summary>
internal static class Funnel
{
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(Stage stage, CancellationToken ct)
    {
        var answer = (await stage.Platform.Anybody.GetAsync($"/api/candidacy/vacancies/{stage.VacancyId}/funnel", ct)).Must().As<FunnelAnswer>();
        return answer.Steps.ToDictionary(s => s.Step, s => s.Count);
    }

    /// <summary>Waits until so many candidacies stand at a step.</summary>
    public static Task WaitForAsync(Stage stage, string step, int count, CancellationToken ct) =>
        WaitForAsync(stage, [(step, count)], ct);

    /// <summary>Waits until so many candidacies stand at each of these steps; what stands there instead is a difference.</summary>
    public static async Task WaitForAsync(Stage stage, (string Step, int Count)[] expected, CancellationToken ct)
    {
        IReadOnlyDictionary<string, int> last = new Dictionary<string, int>();
        try
        {
            await Poll.UntilAsync("the funnel", async () =>
            {
                last = await ReadAsync(stage, ct);
                return expected.All(e => last.GetValueOrDefault(e.Step) == e.Count);
            }, ct);
        }
        catch (TimeoutException)
        {
            foreach (var (step, count) in expected) stage.Differences.Expect($"candidacies at {step}", count, last.GetValueOrDefault(step));
        }
    }

    /// <summary>Where one candidacy stands, as its candidate sees it.</summary>
    public static async Task<string?> StepOfAsync(Stage stage, Candidate candidate, CancellationToken ct) =>
        (await candidate.Account.GetAsync($"/api/candidacy/candidacies/{candidate.CandidacyId}", ct)).Must().Text("step");

    private sealed record FunnelAnswer(IReadOnlyList<StepCount> Steps);

    private sealed record StepCount(string Step, int Count);
}

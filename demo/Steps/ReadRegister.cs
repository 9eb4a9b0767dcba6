using System.Text.Json;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R54: an officer asks for the register of the procedure, which holds every candidate with who decided what, when and why.</summary>
internal static class ReadRegister
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var officer = stage.Cast.Officer1;
        var asked = (await officer.PostAsync($"/api/results/vacancies/{stage.VacancyId}/registers", null, ct)).Must().As<Register>();
        var register = await Poll.UntilAsync("every service has answered for the register", async () =>
            (await officer.GetAsync($"/api/results/registers/{asked.RegisterId}", ct)).Must().As<Register>() is { State: "Ready" } ready ? ready : null, ct);

        var file = (await officer.GetAsync($"/api/results/registers/{register.RegisterId}/register.json", ct)).Must().Body;
        var candidacies = file.GetProperty("candidacies").EnumerateArray().ToDictionary(c => c.GetProperty("candidacyId").GetGuid());
        foreach (var candidate in stage.Candidates.Where(c => c.IsLodged))
        {
            if (!candidacies.TryGetValue(candidate.CandidacyId, out var chapter)) stage.Differences.Add($"{candidate}: not in the register");
            else if (candidate.Script.Ends is not FinalStep.Withdrawn) stage.Differences.Expect($"{candidate}: decisions of the screening in the register", true, Topics(chapter).Contains("screening-decision"));
            if (candidate.IsJudged) stage.Differences.Expect($"{candidate}: final decision in the register", true, Topics(chapter).Contains("final-decision"));
        }

        (await officer.GetAsync($"/api/results/registers/{register.RegisterId}/register.pdf", ct)).Must();
        stage.ExpectRefusal("a candidate reading the register", await stage.Candidates[0].Account.GetAsync($"/api/results/registers/{register.RegisterId}", ct), null);
        return $"{candidacies.Count} candidacies, {register.Bytes / 1024} KiB of JSON; SHA-256 {register.Sha256![..12]}…";
    }

    private static HashSet<string?> Topics(JsonElement chapter) =>
        chapter.ValueKind is JsonValueKind.Object && chapter.TryGetProperty("statements", out var statements)
            ? [.. statements.EnumerateArray().Select(s => s.GetProperty("topic").GetString())]
            : [];

    private sealed record Register(Guid RegisterId, string State, long? Bytes, string? Sha256);
}

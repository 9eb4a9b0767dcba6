using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;

namespace Selection.Demo.Steps;

/// <summary>
/// R1 to R3: the notice of the seed, imported under a code of its own with its German title missing, which the check
/// finds; then published, to close some two weeks from the platform's today.
/// </summary>
internal static class PublishVacancy
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var officer = stage.Cast.Officer1;
        var timeline = new Timeline(Timeline.DateIn(await stage.Platform.NowAsync(ct)));
        var seed = await ReadSeedAsync(ct);
        while (true)
        {
            var code = $"ANG{Random.Shared.Next(10_000, 100_000)}";
            var definition = seed with { SelectionCode = code, ClosingDate = timeline.FirstClosing };
            var created = await officer.PostAsync("/api/candidacy/vacancies/import", FileOf(definition with { Title = definition.Title with { De = "" } }), ct);
            if (created.Status == HttpStatusCode.Conflict) continue;

            var vacancyId = created.Must().Id("vacancyId");
            await CheckDraftAsync(stage, vacancyId, ["title.de"], ct);
            stage.ExpectRefusal("publishing a notice without its German title", await officer.PostAsync($"/api/candidacy/vacancies/{vacancyId}/publish", null, ct, created.ETag), null);
            var mended = (await officer.PutAsync($"/api/candidacy/vacancies/{vacancyId}", definition, ct, created.ETag)).Must();
            await CheckDraftAsync(stage, vacancyId, [], ct);
            (await officer.PostAsync($"/api/candidacy/vacancies/{vacancyId}/publish", null, ct, mended.ETag)).Must();
            stage.Vacancy = new PlayedVacancy(vacancyId, definition, timeline);
            await CheckPublicAsync(stage, ct);
            return $"{code}, closing on {timeline.FirstClosing:yyyy-MM-dd}";
        }
    }

    private static async Task<ProcedureDefinition> ReadSeedAsync(CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        return await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options, ct)
            ?? throw new InvalidOperationException("The seed's vacancy is empty.");
    }

    /// <summary>A notice's file: all but the number of the version, which publication gives.</summary>
    private static JsonNode FileOf(ProcedureDefinition definition)
    {
        var file = JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!;
        file.AsObject().Remove("version");
        return file;
    }

    private static async Task CheckDraftAsync(Stage stage, Guid vacancyId, string[] missing, CancellationToken ct)
    {
        var check = (await stage.Cast.Officer1.GetAsync($"/api/candidacy/vacancies/{vacancyId}/check", ct)).Must().As<Check>();
        stage.Differences.Expect("what the draft still misses", string.Join(", ", missing), string.Join(", ", check.Errors.Select(e => e.Path)));
        stage.Differences.Expect("whether the draft can be published", missing.Length == 0, check.Publishable);
    }

    private static async Task CheckPublicAsync(Stage stage, CancellationToken ct)
    {
        var published = (await stage.Platform.Anybody.GetAsync($"/api/candidacy/vacancies/{stage.VacancyId}", ct)).Must();
        var definition = published.Body.GetProperty("definition").Deserialize<ProcedureDefinition>(ContractsJson.Options)!;
        stage.Differences.Expect("the public reads the title", stage.Vacancy!.Definition.Title, definition.Title);
        stage.Differences.Expect("the public reads the salary", 185_457.89m, definition.Salary.GrossYearlyEuro);
        stage.Differences.Expect("closing is at the end of the day in Brussels (T1)",
            Timeline.EndOf(stage.Timeline.FirstClosing), published.Body.GetProperty("closesAt").Deserialize<Instant>(ContractsJson.Options));
    }

    private sealed record Check(bool Publishable, IReadOnlyList<Finding> Errors);

    private sealed record Finding(string Path);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Platform;
using Selection.Demo.Steps;

namespace Selection.Portal.Tests.Browser;

/// <summary>A procedure of a few days with a few of the demo's personas: for pages that need one in a certain state, beside others on the same platform.</summary>
internal static class ShortProcedure
{
    /// <summary>Published today, closed tomorrow; the dossiers of these personas have reached the screening.</summary>
    public static async Task<Stage> CloseAsync(PlatformClient platform, Cast cast, DemoOptions options, string code, params string[] personas)
    {
        var stage = new Stage(options, platform, cast, new Differences());
        var today = Timeline.DateIn(await platform.NowAsync(default));
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var definition = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options))! with { SelectionCode = code, ClosingDate = today.PlusDays(1) };
        var body = JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!.AsObject();
        body.Remove("version");
        var draft = (await cast.Officer1.PostAsync("/api/candidacy/vacancies/import", (JsonNode)body, default)).Must();
        var id = draft.Id("vacancyId");
        (await cast.Officer1.PostAsync($"/api/candidacy/vacancies/{id}/publish", null, default, draft.ETag)).Must();
        stage.Vacancy = new PlayedVacancy(id, definition, new Timeline(today));
        var scripts = Personas.All(today).ToDictionary(s => s.Key);
        var candidates = new List<Candidate>();
        foreach (var key in personas) candidates.Add(await Apply.EnterAsync(stage, scripts[key], $"{key}.{code}".ToLowerInvariant(), default));
        stage.Candidates = candidates;
        await stage.Time.MoveToAsync(Timeline.EndOf(definition.ClosingDate) + Duration.FromMinutes(1), default);
        await Poll.UntilAsync("every dossier reaches the screening", async () =>
            (await cast.Officer1.GetAsync($"/api/screening/cases?vacancyId={id}&pageSize=1", default)).Must().As<Paged<object>>().Total == personas.Length, default);
        return stage;
    }

    /// <summary>From the screening to the committee's comparison within two days: everybody is admitted as proposed, and heard.</summary>
    public static async Task JudgeAsync(Stage stage)
    {
        await PlanAsync(stage);
        await Hear.PlayAsync(stage, default);
    }

    /// <summary>From the screening to the hearings of the next day: everybody is admitted as proposed, holds a function that exempts (R33), and has chosen a slot.</summary>
    public static async Task PlanAsync(Stage stage)
    {
        var (officer, path) = (stage.Cast.Officer1, $"/api/oraltest/vacancies/{stage.VacancyId}");
        var heldFrom = stage.Vacancy!.Definition.ClosingDate.PlusYears(-2);
        var entries = stage.Candidates.Select(c => new { personId = c.PersonId, kind = "FunctionHeld", levelGroup = "L2", from = heldFrom, until = (LocalDate?)null, source = "Attest uit het dossier" });
        (await officer.PostAsync("/api/assessment/ledger/import", new { entries }, default)).Must();
        await Screen.AcceptProposalsAsync(officer, stage.VacancyId, default);
        await WaitAsync("Reached");
        await InstallCommitteeAsync(stage, stage.Candidates, [.. stage.Cast.Members]);

        var today = Timeline.DateIn(await stage.Platform.NowAsync(default));
        var first = Timeline.StartOf(today.PlusDays(1)) + Duration.FromHours(6);
        var slots = stage.Candidates.Select((_, i) => (first + Duration.FromHours(3 * i)) is var at
            ? new { preparationAt = at, hearingAt = at + Duration.FromHours(1), endsAt = at + Duration.FromHours(3), place = "Simon Bolivarlaan 30, Brussel, zaal 4" } : null);
        var offered = (await officer.PostAsync($"{path}/slots", new { opensOn = today, closesOn = today, slots }, default)).Must().As<Offered>().Slots;
        (await officer.PutAsync($"{path}/case-paper", new { text = "Schets uw plan voor het beheerscomité." }, default)).Must();
        await WaitAsync("Invited");
        foreach (var (candidate, slot) in stage.Candidates.Zip(offered))
        {
            (await candidate.Account.PutAsync($"/api/oraltest/candidacies/{candidate.CandidacyId}/slot", new { slotId = slot.SlotId }, default)).Must();
            candidate.Slot = slot;
        }

        Task WaitAsync(string state) => Poll.UntilAsync($"all are {state} at the oral test", async () =>
            (await officer.ListAsync<Reached>($"{path}/candidacies", default)).Count(c => c.State == state) == stage.Candidates.Count, default);
    }

    /// <summary>A committee of ten, of whom the chair and these have declared that they know nobody (R41).</summary>
    public static async Task InstallCommitteeAsync(Stage stage, IReadOnlyCollection<Candidate> invited, IReadOnlyCollection<Actor> declaring)
    {
        var (officer, path) = (stage.Cast.Officer1, $"/api/oraltest/vacancies/{stage.VacancyId}/committee");
        var members = new List<object>();
        foreach (var (i, actor) in stage.Cast.Members.Prepend(stage.Cast.Chair).Index())
            members.Add(new { subject = await actor.SubjectAsync(default), name = i == 0 ? "An Janssens" : $"Lid {i} Maes", gender = i % 2 == 0 ? "F" : "M", languageRole = i / 2 % 2 == 0 ? "nl" : "fr", field = "law", isChair = i == 0 });
        (await officer.PutAsync(path, new { members }, default, (await officer.GetAsync(path, default)).ETag ?? "\"0\"")).Must();
        foreach (var member in declaring.Prepend(stage.Cast.Chair))
            (await member.PostAsync($"{path}/declarations", new { declarations = invited.Select(c => new { candidacyId = c.CandidacyId, conflict = false }) }, default)).Must();
    }

    private sealed record Offered(IReadOnlyList<Slot> Slots);

    private sealed record Reached(Guid CandidacyId, string? State);
}

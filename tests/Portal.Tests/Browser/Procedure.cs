using Microsoft.Playwright;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Platform;
using Selection.Demo.Steps;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>A platform of its own, since its clock moves on: the demo's procedure up to the invitation to the oral test, then a committee that has not declared yet.</summary>
public sealed class Procedure : IAsyncLifetime
{
    private Stage? _stage;

    public Site Site { get; } = new();

    internal Stage Stage => _stage ?? throw new InvalidOperationException("The procedure has not been played.");

    /// <summary>The candidate of the first slot.</summary>
    internal Candidate Heard { get; private set; } = null!;

    public string Committee => $"/committee/vacancies/{Stage.VacancyId}";

    public string Hearing => $"/committee/hearings/{Heard.CandidacyId}";

    internal IReadOnlyList<string> Codes => Stage.Vacancy!.Definition.Competencies.OralTestCodes();

    public async Task InitializeAsync()
    {
        await Site.InitializeAsync();
        var platform = Site.Platform;
        _stage = new Stage(platform.Options with { Candidates = 50 }, platform.Client, platform.Cast, new Differences());
        Func<Stage, CancellationToken, Task<string>>[] steps =
        [
            PublishVacancy.PlayAsync, Apply.PlayAsync, CorrectVacancy.PlayAsync, ImportLedger.PlayAsync, Close.PlayAsync, Screen.PlayAsync,
            AskAccommodations.PlayAsync, ClaimExemptions.PlayAsync, RegisterForAssessment.PlayAsync, TakeAssessment.PlayAsync,
        ];
        foreach (var step in steps) await step(Stage, default);
        await PrepareAsync();
    }

    public Task DisposeAsync() => Site.DisposeAsync();

    /// <summary>Somebody's page, in a language and on a screen so wide.</summary>
    public async Task<IPage> SignedInAsync(string userName, string language = "nl", int width = 1280, bool javaScript = true)
    {
        var page = await Site.VisitAsync(language, width, javaScript);
        await Site.SignInAsync(page, userName);
        return page;
    }

    /// <summary>A committee of ten of whom all but member1 have declared; one candidate has a slot.</summary>
    private async Task PrepareAsync()
    {
        var (officer, path) = (Stage.Cast.Officer1, $"/api/oraltest/vacancies/{Stage.VacancyId}");
        var invited = Stage.Candidates.Where(c => c.IsInvitedToTheOralTest).ToList();
        await Poll.UntilAsync("the invited have reached the oral test", async () =>
            (await officer.ListAsync<Reached>($"{path}/candidacies", default)).Count(c => c.State == "Reached") == invited.Count, default);
        await ShortProcedure.InstallCommitteeAsync(Stage, invited, [.. Stage.Cast.Members.Skip(1)]);

        var slots = Stage.Timeline.Hearings(invited.Count + 1).Take(invited.Count + 1).Select(t => new { t.PreparationAt, t.HearingAt, t.EndsAt, place = "Simon Bolivarlaan 30, Brussel, zaal 4" });
        var offered = (await officer.PostAsync($"{path}/slots", new { opensOn = Stage.Timeline.SlotsOpen, closesOn = Stage.Timeline.SlotsClose, slots }, default)).Must().As<Offered>().Slots;
        (await officer.PutAsync($"{path}/case-paper", new { text = "Schets uw plan voor het beheerscomité." }, default)).Must();
        await Poll.UntilAsync("the invited can choose", async () =>
            (await officer.ListAsync<Reached>($"{path}/candidacies", default)).Count(c => c.State == "Invited") == invited.Count, default);
        await Stage.Time.MoveToAsync(Timeline.StartOf(Stage.Timeline.SlotsOpen) + NodaTime.Duration.FromHours(9), default);
        Heard = invited.First(c => c.HasSlot && c.Script.Accommodation is null);
        (await Heard.Account.PutAsync($"/api/oraltest/candidacies/{Heard.CandidacyId}/slot", new { slotId = offered[0].SlotId }, default)).Must();
        Heard.Slot = offered[0];
    }

    private sealed record Offered(IReadOnlyList<Slot> Slots);

    private sealed record Reached(Guid CandidacyId, string? State);
}

[CollectionDefinition(Name)]
public sealed class ProcedureCollection : ICollectionFixture<Procedure>
{
    public const string Name = "a procedure";
}

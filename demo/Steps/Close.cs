using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R18: the clock passes the closing date; the dossiers freeze and reach the screening.</summary>
internal static class Close
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.Closing) + Duration.FromMinutes(1), ct);

        // The clock decides, whether the freeze has run or not (T3).
        var late = stage.Candidates.First(c => c.Script.Applying is Applying.NeverValidates);
        var opened = (await late.Account.GetAsync($"/api/candidacy/candidacies/{late.CandidacyId}", ct)).Must();
        stage.ExpectRefusal($"{late}: validating after closing",
            await late.Account.PostAsync($"/api/candidacy/candidacies/{late.CandidacyId}/validate", null, ct, opened.ETag), null);
        stage.ExpectRefusal("applying after closing",
            await late.Account.PostAsync($"/api/candidacy/vacancies/{stage.VacancyId}/candidacies", null, ct), null);

        var lodged = stage.Candidates.Count(c => c.IsLodged);
        await Funnel.WaitForAsync(stage, [("Lodged", lodged), ("Lapsed", stage.Candidates.Count(c => c.Script.Ends is FinalStep.Lapsed))], ct);
        await Poll.UntilAsync("every dossier reaches the screening", async () =>
            (await stage.Cast.Officer1.GetAsync($"/api/screening/cases?vacancyId={stage.VacancyId}&pageSize=1", ct)).Must().As<Paged<object>>().Total == lodged, ct);
        return $"{lodged} dossiers frozen";
    }
}

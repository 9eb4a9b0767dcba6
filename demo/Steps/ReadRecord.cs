using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R54: an auditor finds what was done in every service's record, each entry sealed with its number and hash.</summary>
internal static class ReadRecord
{
    private static readonly string[] Services = ["candidacy", "screening", "assessment", "oraltest", "results"];

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var auditor = stage.Cast.Auditor;
        foreach (var service in Services)
        {
            await Poll.UntilAsync($"{service}'s newest entries are sealed", async () =>
            {
                var newest = (await auditor.GetAsync($"/api/{service}/record?size=1", ct)).Must().As<Page>().Items;
                return newest is [{ Number: > 0, Hash: not null }];
            }, ct);
        }

        var acts = (await auditor.GetAsync($"/api/candidacy/record?entityType=vacancy&entityId={stage.VacancyId}", ct)).Must().As<Page>().Items;
        foreach (var act in (string[])["vacancy.published", "vacancy.corrected"])
            stage.Differences.Expect($"entries of {act}", 1, acts.Count(a => a.Action == act));
        stage.ExpectRefusal("an officer reading the record", await stage.Cast.Officer1.GetAsync("/api/candidacy/record", ct), null);
        return $"{acts.Count} entries about the vacancy itself; ./run verify checks them all";
    }

    private sealed record Page(IReadOnlyList<Entry> Items);

    private sealed record Entry(string Action, long? Number, string? Hash);
}

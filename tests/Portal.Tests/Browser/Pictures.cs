using Microsoft.Playwright;
using Selection.Portal.Languages;

namespace Selection.Portal.Tests.Browser;

/// <summary>
/// The pictures the README shows: <c>SELECTION_PICTURES=1 ./test Portal</c> makes them anew. With <c>all</c> every page the tests
/// look at is kept in each language on a wide and a narrow screen too, for somebody to look through.
/// </summary>
internal static class Pictures
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("SELECTION_PICTURES") is { Length: > 0 } asked ? asked : null;

    /// <summary>The names of the screenshots they are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "walk-notice-fr-390", "walk-rubric-nl-1280", "walk-case-nl-1280", "walk-sheet-fr-768", "walk-list-proposed-fr-1280", "walk-succession-nl-1280", "walk-results-fr-390",
    ];

    public static string Folder { get; } = Path.Combine(Folders.Repository, "portal", "pictures");

    /// <summary>Keeps what is seen without scrolling, where the README shows it and somebody asks for it.</summary>
    /// <param name="page">What is seen.</param>
    /// <param name="name">Its name.</param>
    /// <param name="visitor">Whose page it is, where it is looked at on a twin.</param>
    public static async Task KeepAsync(IPage page, string name, IBrowserContext visitor)
    {
        if (Asked is null) return;
        if (Names.Contains(name))
        {
            Directory.CreateDirectory(Folder);
            // What was filled in last may have been scrolled to; a page is drawn anew only in the next frame.
            await page.EvaluateAsync("() => new Promise(drawn => { scrollTo({ top: 0, behavior: 'instant' }); requestAnimationFrame(() => requestAnimationFrame(drawn)); })");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png") });
        }

        if (Asked == "all") await KeepAllAsync(page, name, visitor);
    }

    /// <summary>As it is now on both screens, and as its address shows it in each language.</summary>
    private static async Task KeepAllAsync(IPage page, string name, IBrowserContext visitor)
    {
        var (folder, seen) = (Directory.CreateDirectory(Path.Combine(Folders.Screenshots, "all", name)).FullName, page.ViewportSize!);
        await KeepBothAsync(page, "now");
        await page.SetViewportSizeAsync(seen.Width, seen.Height);
        // The tests cut the line to see what a page does then: it is seen as it is, and no other can be had.
        if (!await page.EvaluateAsync<bool>("navigator.onLine")) return;
        var other = await visitor.NewPageAsync();
        foreach (var (language, _) in LanguageSetup.All)
        {
            await visitor.AddCookiesAsync([new Cookie { Name = "selection.language", Value = language, Url = page.Url }]);
            // An address that only names another part of the page would not be loaded again.
            await other.GotoAsync(page.Url.Split('#')[0]);
            await KeepBothAsync(other, language);
        }

        await other.CloseAsync();
        await visitor.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "selection.language" });

        async Task KeepBothAsync(IPage shown, string language)
        {
            foreach (var width in new[] { 1280, 390 })
            {
                await shown.SetViewportSizeAsync(width, 900);
                await shown.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{language}-{width}.png"), FullPage = true });
            }
        }
    }
}

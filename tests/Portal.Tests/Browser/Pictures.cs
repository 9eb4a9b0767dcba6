using Microsoft.Playwright;

namespace Selection.Portal.Tests.Browser;

/// <summary>The pictures the README shows; <c>SELECTION_PICTURES=1 ./test Portal</c> makes them anew.</summary>
internal static class Pictures
{
    /// <summary>The names of the screenshots they are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "walk-notice-fr-390", "walk-rubric-nl-1280", "walk-case-nl-1280", "walk-sheet-fr-768", "walk-list-proposed-fr-1280", "walk-succession-nl-1280", "walk-results-fr-390",
    ];

    public static string Folder { get; } = Path.Combine(Folders.Repository, "portal", "pictures");

    /// <summary>Keeps what is seen without scrolling, where the README shows it and somebody asks for it.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SELECTION_PICTURES") is not { Length: > 0 } || !Names.Contains(name)) return;
        Directory.CreateDirectory(Folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png") });
    }
}

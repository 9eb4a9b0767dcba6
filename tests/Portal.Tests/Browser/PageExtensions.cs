using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>What is asked of every page.</summary>
internal static class PageExtensions
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    /// <summary>Nothing is found by axe, nothing sticks out to the side, and a picture is kept of it.</summary>
    public static async Task MustBeFineAsync(this IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folders.Screenshots, $"{name}.png"), FullPage = true });
        await Pictures.KeepAsync(page, name);
        var found = await page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join('\n', found.Violations.Select(v =>
            $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html} ({string.Join(" ", n.Any.Concat(n.All).Concat(n.None).Select(c => c.Message))})")))));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{name} is wider than the screen.");
    }
}

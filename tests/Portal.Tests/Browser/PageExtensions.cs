using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>What is asked of every page.</summary>
internal static class PageExtensions
{
    private static readonly AxeRunOptions Rules = new() { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    /// <summary>Where what is seen without scripts is checked: on a page that has them.</summary>
    private static readonly ConditionalWeakTable<IBrowserContext, IPage> Checkers = [];

    /// <summary>Says where the pages of somebody without scripts are checked.</summary>
    public static void CheckOn(this IPage page, IPage checker)
    {
        Checkers.Add(page.Context, checker);
        page.Context.Close += async (_, _) => await checker.Context.CloseAsync();
    }

    /// <summary>Nothing is found by axe, nothing sticks out to the side, and a picture is kept of it.</summary>
    public static async Task MustBeFineAsync(this IPage page, string name)
    {
        var visitor = page.Context;
        if (Checkers.TryGetValue(visitor, out var checker))
        {
            var html = await page.ContentAsync();
            await checker.UnrouteAllAsync();
            await checker.RouteAsync(page.Url, route => route.FulfillAsync(new RouteFulfillOptions { Body = html, ContentType = "text/html; charset=utf-8" }));
            await checker.GotoAsync(page.Url);
            page = checker;
        }

        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folders.Screenshots, $"{name}.png"), FullPage = true });
        await Pictures.KeepAsync(page, name, visitor);
        var found = await page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join('\n', found.Violations.Select(v =>
            $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html} ({string.Join(" ", n.Any.Concat(n.All).Concat(n.None).Select(c => c.Message))})")))));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{name} is wider than the screen.");
    }
}

using Microsoft.Playwright;
using Xunit.Sdk;

namespace Selection.Portal.Tests.Browser;

/// <summary>Somebody at a browser, in a language and on a screen so wide; pictures are named after both.</summary>
/// <param name="page">Where they are.</param>
/// <param name="language">Theirs.</param>
/// <param name="width">Their screen's.</param>
/// <param name="faults">Where it is noted what is wrong with a page, so that one fault does not hide those of the pages after it.</param>
internal sealed class Person(IPage page, string language, int width, ICollection<string> faults) : IAsyncDisposable
{
    public IPage Page => page;

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();

    /// <summary>Opens a page that must be there.</summary>
    public async Task GoAsync(string path)
    {
        var answer = (await page.GotoAsync(path))!;
        if (answer.Status != 200) throw new InvalidOperationException($"{path} is answered with {answer.Status}.");
    }

    /// <summary>Opens a page, looks at it and keeps a picture.</summary>
    public async Task LookAsync(string path, string name)
    {
        await GoAsync(path);
        await FineAsync(name);
    }

    /// <summary>Looks at where one is.</summary>
    public async Task FineAsync(string name)
    {
        try
        {
            await page.MustBeFineAsync($"walk-{name}-{language}-{width}");
        }
        catch (XunitException fault)
        {
            faults.Add(fault.Message);
        }
    }

    /// <summary>Fills fields in by their names, such as <c>FirstName</c>; the value of a choice.</summary>
    public async Task FillAsync(params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var found = page.Locator($"[name='Form.{field}']");
            if (await found.First.EvaluateAsync<bool>("e => e.tagName === 'SELECT'")) await found.SelectOptionAsync(value);
            else await found.FillAsync(value);
        }
    }

    /// <summary>Sends the page's form; it must be accepted, so that one is somewhere else afterwards.</summary>
    public async Task SendAsync(string button = "main form.usa-form button[type=submit]", string? then = null)
    {
        await page.ClickAsync(button);
        if (await page.Locator(".problem-summary").CountAsync() > 0)
            throw new InvalidOperationException($"{page.Url} refuses: {await page.TextContentAsync(".problem-summary")}");
        if (then is not null) await page.WaitForURLAsync(then);
    }

    /// <summary>Confirms what cannot be taken back, having looked at what will happen.</summary>
    public async Task ConfirmAsync(string? name = null, string? then = null)
    {
        if (name is not null) await FineAsync(name);
        await SendAsync(".confirm button[type=submit]", then);
    }

    /// <summary>Comes back to a page until it shows what other services have just been told.</summary>
    public async Task UntilAsync(string path, string selector)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await page.GotoAsync(path);
            if (answer!.Status == 200 && await page.Locator(selector).CountAsync() > 0) return;
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(90))
                throw new TimeoutException($"{path} never shows {selector}; it says: {await page.TextContentAsync("main")}");
            await Task.Delay(500);
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using NodaTime;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>The public pages, in a real browser on a real platform.</summary>
[Collection(SiteCollection.Name)]
public sealed class PublicPageTests(Site site)
{
    private (string Name, string Path, int Status)[] Pages =>
    [
        ("home", "/", 200), ("vacancies", "/vacancies", 200), ("vacancies-none", "/vacancies?search=zzzz", 200),
        ("vacancy", $"/vacancies/{site.Open}", 200), ("vacancy-cancelled", $"/vacancies/{site.Cancelled}", 200), ("versions", $"/vacancies/{site.Open}/versions", 200),
        ("missing", "/vacancies/01996c02-91ae-7d03-b6f4-7e1a2c3d4b58", 404), ("nowhere", "/nowhere", 404), ("error", "/error/500", 500),
        ("signed-out", "/signed-out", 200), ("sign-in-failed", "/sign-in-failed", 200), ("accessibility", "/about/accessibility", 200), ("privacy", "/about/privacy", 200),
    ];

    public static TheoryData<string, int> Screens => new() { { "nl", 1280 }, { "fr", 390 }, { "de", 320 }, { "en", 1280 } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Every_public_page_is_accessible_in_every_language_on_a_wide_and_a_narrow_screen(string language, int width)
    {
        var page = await site.VisitAsync(language, width);
        var refused = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) refused.Add(message.Text); };
        foreach (var (name, path, status) in Pages)
        {
            var answer = (await page.GotoAsync(path))!;
            Assert.Equal(status, answer.Status);
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            await page.MustBeFineAsync($"{name}-{language}-{width}");
        }

        Assert.Empty(refused);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/vacancies?page=x", 404)]
    [InlineData("/vacancies?page=99999999999", 404)]
    [InlineData("/vacancies?page=", 200)]
    [InlineData("/vacancies?page=-1", 200)]
    public async Task An_address_that_cannot_be_read_leads_to_a_page_that_says_so(string path, int status)
    {
        var page = await site.VisitAsync("nl");
        Assert.Equal(status, (await page.GotoAsync(path))!.Status);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_a_script_one_finds_a_vacancy_reads_it_and_changes_the_language()
    {
        var page = await site.VisitAsync("en", javaScript: false);
        await page.GotoAsync("/");
        await page.FillAsync("#search", "deputy");
        await page.ClickAsync("form.search button");
        await page.ClickAsync($"main a[href$='{site.Open}']");
        Assert.Contains(site.Open.ToString(), page.Url, StringComparison.Ordinal);
        var left = Period.DaysBetween(BrusselsTime.DateIn(await site.Platform.Client.NowAsync(default)), site.OpenUntil);
        Assert.Contains($"{left} days", await page.TextContentAsync(".facts .deadline__left") ?? "", StringComparison.Ordinal);
        await page.ClickAsync(".site-header__languages a[hreflang=de]");
        Assert.Contains(site.Open.ToString(), page.Url, StringComparison.Ordinal);
        Assert.Equal("de", await page.GetAttributeAsync("html", "lang"));
        Assert.Contains("Stellvertretender Generalverwalter", await page.TextContentAsync("h1") ?? "", StringComparison.Ordinal);
        await page.GotoAsync("/vacancies/ANG26001");
        Assert.Contains(site.Open.ToString(), page.Url, StringComparison.Ordinal);
        await page.ClickAsync("text=Alle Fassungen");
        Assert.Equal(1, await page.Locator("ins").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task While_the_gateway_is_away_a_page_says_so_soon_and_offers_to_try_again()
    {
        var page = await site.VisitAsync("de");
        var restarts = site.Platform.State.Resource("gateway").Restarts;
        site.Platform.Kill("gateway");
        var answer = (await page.GotoAsync("/vacancies"))!;
        Assert.Equal(503, answer.Status);
        await page.MustBeFineAsync("away-de-1280");
        await site.Platform.RestartedAsync("gateway", restarts);
        await page.ClickAsync(".failure .usa-button");
        await page.WaitForSelectorAsync(".usa-collection");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task By_keyboard_the_first_stop_leads_to_the_content()
    {
        var page = await site.VisitAsync();
        await page.GotoAsync("/vacancies");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("usa-skipnav", await page.EvaluateAsync<string>("document.activeElement.className"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_notice_prints_without_what_is_for_the_screen()
    {
        var page = await site.VisitAsync("fr");
        await page.GotoAsync($"/vacancies/{site.Open}");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await page.IsVisibleAsync(".contents"));
        Assert.False(await page.IsVisibleAsync(".site-footer"));
        Assert.True(await page.IsVisibleAsync("#competencies"));
        await page.PdfAsync(new PagePdfOptions { Path = Path.Combine(Folders.Screenshots, "vacancy-print.pdf"), Format = "A4" });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Answers_carry_a_strict_policy_and_no_page_ships_more_than_150_kB_of_script_and_style()
    {
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var page = await http.GetAsync($"/vacancies/{site.Open}");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(page.Headers.CacheControl?.NoStore);

        using var plain = new HttpClient { BaseAddress = site.Address };
        var html = await plain.GetStringAsync($"/vacancies/{site.Open}");
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
        var size = 0L;
        foreach (System.Text.RegularExpressions.Match asset in System.Text.RegularExpressions.Regex.Matches(html, "(?:stylesheet\" href|script src)=\"([^\"]+)\""))
        {
            using var answer = await http.GetAsync("/" + asset.Groups[1].Value.TrimStart('/'));
            answer.EnsureSuccessStatusCode();
            Assert.NotEmpty(answer.Content.Headers.ContentEncoding);
            size += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(size, 1_000, 150_000);
    }
}

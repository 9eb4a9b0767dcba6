using Microsoft.Playwright;
using Selection.Demo.People;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>A candidate's own pages, from the account to a validated candidacy.</summary>
[Collection(SiteCollection.Name)]
public sealed class CandidatePageTests(Site site)
{
    private const string Password = "Candidate-2026!";

    [Fact]
    public async Task R5_to_R16_without_a_script_one_opens_an_account_applies_fills_the_rubric_in_and_validates()
    {
        var userName = await RegisterAsync("nl");
        var page = await SignInAsync(userName, "nl", 1280, javaScript: false);
        await page.GotoAsync($"/vacancies/{site.Open}");
        await page.ClickAsync("a[href$='/apply']");
        await page.ClickAsync("main a[href^='/account?']");
        await page.FillAsync("[name='Form.FirstName']", "Jo");
        await page.FillAsync("[name='Form.LastName']", "Peeters");
        await SubmitAsync(page);
        Assert.Equal("true", await page.GetAttributeAsync("[name='Form.Email']", "aria-invalid"));
        Assert.Equal("Peeters", await page.InputValueAsync("[name='Form.LastName']"));
        await page.FillAsync("[name='Form.Email']", "jo.peeters@example.org");
        await SubmitAsync(page);
        Assert.EndsWith("/apply", page.Url, StringComparison.Ordinal);
        await SubmitAsync(page);
        Assert.EndsWith("?done=applied", page.Url, StringComparison.Ordinal);
        var candidacy = page.Url.Split('?')[0];

        await page.GotoAsync($"{candidacy}/validate");
        Assert.Equal(0, await page.Locator(".confirm").CountAsync());
        await page.GotoAsync($"{candidacy}/rubric/add");
        await SubmitAsync(page);
        Assert.Equal(4, await page.Locator(".problem-summary li").CountAsync());
        await ExperienceAsync(page, "Directeur", "2012-01-01", "2019-12-31");
        Assert.Equal(1, await page.Locator(".periods__bar").CountAsync());
        await page.GotoAsync($"{candidacy}/validate");
        await SubmitAsync(page);
        Assert.EndsWith("?done=validated", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/candidacies");
        Assert.Equal(1, await page.Locator("section[aria-labelledby=tab-TakingPart] .usa-collection__item").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R17_who_saves_second_sees_what_stands_now_and_keeps_what_was_typed()
    {
        var (userName, candidacy) = await ApplyAsync("fr");
        var page = await SignInAsync(userName, "fr", 390);
        await page.GotoAsync($"{candidacy}/rubric/add");
        await ExperienceAsync(page, "Directrice", "2012-01-01", "2015-12-31");
        await page.ClickAsync(".entries a");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.FillAsync("[name='Form.Function']", "Directrice générale");
        await SubmitAsync(other);
        await page.FillAsync("[name='Form.Function']", "Cheffe de service");
        await SubmitAsync(page);
        Assert.Contains("Directrice générale", await page.TextContentAsync(".usa-alert--warning") ?? "", StringComparison.Ordinal);
        Assert.Equal("Cheffe de service", await page.InputValueAsync("[name='Form.Function']"));
        await page.MustBeFineAsync("rubric-stale-fr-390");
        await SubmitAsync(page);
        Assert.Contains("Cheffe de service", await page.TextContentAsync(".entries") ?? "", StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R6_a_file_that_is_not_what_it_says_is_refused_at_its_field_and_a_good_one_can_be_fetched_renewed_and_removed()
    {
        var (userName, _) = await ApplyAsync("nl");
        var page = await SignInAsync(userName, "nl", 390);
        await page.GotoAsync("/account/documents/add");
        await page.SetInputFilesAsync("[type=file]", new FilePayload { Name = "bewijs.pdf", MimeType = "application/pdf", Buffer = "MZ"u8.ToArray() });
        await SubmitAsync(page);
        Assert.Equal("true", await page.GetAttributeAsync("[type=file]", "aria-invalid"));
        await page.MustBeFineAsync("upload-refused-nl-390");
        await page.SetInputFilesAsync("[type=file]", new FilePayload { Name = "bewijs.pdf", MimeType = "application/pdf", Buffer = Pdf.Of("Bewijs") });
        await SubmitAsync(page);
        var file = await page.Context.APIRequest.GetAsync(new Uri(site.Address, await page.GetAttributeAsync("a[download]", "href")).AbsoluteUri);
        Assert.Equal(200, file.Status);
        Assert.Contains("bewijs.pdf", file.Headers["content-disposition"], StringComparison.Ordinal);
        await page.ClickAsync("a[href$='/renew']");
        await page.SetInputFilesAsync("[type=file]", new FilePayload { Name = "nieuw bewijs.pdf", MimeType = "application/pdf", Buffer = Pdf.Of("Nieuw bewijs") });
        await SubmitAsync(page);
        Assert.Equal("nieuw bewijs.pdf", await page.TextContentAsync("a[download]"));
        await page.ClickAsync("a[href$='/renew']");
        Assert.Equal(2, await page.Locator("a[download]").CountAsync());
        await page.MustBeFineAsync("document-renew-nl-390");
        await page.GoBackAsync();
        await page.ClickAsync("a[href*='/documents/'][href$='/remove']");
        await page.MustBeFineAsync("document-remove-nl-390");
        await SubmitAsync(page);
        Assert.Equal(0, await page.Locator("a[download]").CountAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("de", 320)]
    public async Task Every_page_of_a_candidate_is_accessible(string language, int width)
    {
        var (userName, candidacy) = await ApplyAsync(language);
        var page = await SignInAsync(userName, language, width);
        await page.GotoAsync($"{candidacy}/rubric/add");
        await ExperienceAsync(page, "Directeur", "2010-01-01", "2016-06-30");
        await page.GotoAsync($"{candidacy}/rubric/add");
        await ExperienceAsync(page, "Adviseur", "2014-01-01", "2020-12-31");
        string[] paths =
        [
            "/candidacies", candidacy, $"{candidacy}/rubric", $"{candidacy}/rubric/add", $"{candidacy}/validate", $"{candidacy}/withdraw", $"{candidacy}/federal-function",
            "/account", "/account/identification", "/account/documents", "/account/documents/add", "/account/diplomas/add", "/account/jobs/add", "/account/data", "/account/data/erasure",
            "/messages", $"/vacancies/{site.Open}/apply",
        ];
        foreach (var path in paths)
        {
            var answer = (await page.GotoAsync(path))!;
            Assert.True(answer.Status == 200, $"{path}: {answer.Status}");
            await page.MustBeFineAsync($"candidate{path.Replace(candidacy, "-candidacy", StringComparison.Ordinal).Replace(site.Open.ToString(), "", StringComparison.Ordinal).Replace('/', '-')}-{language}-{width}");
        }

        await DocumentedAsync(page);
        (string Name, string List, string Entry, string[] Deeds)[] kept =
        [
            ("diploma", "/account/documents", "/account/diplomas/", ["", "/document", "/remove"]),
            ("job", "/account/documents", "/account/jobs/", ["", "/document", "/remove"]),
            ("experience", $"{candidacy}/rubric", $"{candidacy}/rubric/", ["", "/remove"]),
        ];
        foreach (var (name, list, entry, deeds) in kept)
        {
            await page.GotoAsync(list);
            var own = (await page.GetAttributeAsync($"a[href^='{entry}'][href$='/remove']", "href"))![..^"/remove".Length];
            foreach (var deed in deeds)
            {
                await page.GotoAsync(own + deed);
                await page.MustBeFineAsync($"candidate-{name}{deed.Replace('/', '-')}-{language}-{width}");
            }
        }

        await page.GotoAsync("/messages");
        await page.ClickAsync(".entries h3 a[href^='/messages/']");
        await page.MustBeFineAsync($"candidate-message-{language}-{width}");
        await page.GotoAsync("/messages");
        Assert.Equal(0, await page.Locator(".entries__entry--unread").CountAsync());
        await page.Context.CloseAsync();
    }

    private static Task SubmitAsync(IPage page) => page.ClickAsync("form.usa-form button[type=submit]");

    private static async Task ExperienceAsync(IPage page, string function, string begin, string end)
    {
        await page.SelectOptionAsync("[name='Form.Kind']", "Management");
        await page.FillAsync("[name='Form.Function']", function);
        await page.FillAsync("[name='Form.Organisation']", "Stad Gent");
        await page.FillAsync("[name='Form.Begin']", begin);
        await page.FillAsync("[name='Form.End']", end);
        await SubmitAsync(page);
        Assert.EndsWith("/rubric?done=saved", page.Url, StringComparison.Ordinal);
    }

    /// <summary>A diploma and a job, filled in on their pages.</summary>
    private static async Task DocumentedAsync(IPage page)
    {
        await page.GotoAsync("/account/diplomas/add");
        await page.SelectOptionAsync("[name='Form.Level']", "Master");
        await page.FillAsync("[name='Form.Title']", "Master in de rechten");
        await page.FillAsync("[name='Form.Institution']", "KU Leuven");
        await page.FillAsync("[name='Form.Year']", "2005");
        await page.SelectOptionAsync("[name='Form.Country']", "BE");
        await page.SelectOptionAsync("[name='Form.Language']", "nl");
        await SubmitAsync(page);
        await page.GotoAsync("/account/jobs/add");
        await page.FillAsync("[name='Form.Employer']", "Stad Gent");
        await page.FillAsync("[name='Form.Function']", "Directeur");
        await page.FillAsync("[name='Form.Begin']", "2010-01-01");
        await page.FillAsync("[name='Form.End']", "2016-06-30");
        await SubmitAsync(page);
    }

    private async Task<string> RegisterAsync(string language)
    {
        var userName = $"page.{Guid.NewGuid():N}"[..20];
        Assert.NotNull(await site.Platform.Client.RegisterAsync(userName, Password, "Jo Peeters", language, default));
        return userName;
    }

    /// <summary>Somebody with an account and a provisional candidacy.</summary>
    private async Task<(string UserName, string Candidacy)> ApplyAsync(string language)
    {
        var userName = await RegisterAsync(language);
        var user = site.Platform.Client.User(userName, Password, language);
        (await user.PostAsync("/api/candidacy/account", new { firstName = "Jo", lastName = "Peeters", email = "jo@example.org", language }, default)).Must();
        return (userName, $"/candidacies/{(await user.PostAsync($"/api/candidacy/vacancies/{site.Open}/candidacies", null, default)).Must().Id("candidacyId")}");
    }

    private async Task<IPage> SignInAsync(string userName, string language, int width, bool javaScript = true)
    {
        var page = await site.VisitAsync(language, width, javaScript);
        await Site.SignInAsync(page, userName, Password);
        return page;
    }
}

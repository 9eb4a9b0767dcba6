using System.Net;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>Signing in and out, and what a session is.</summary>
[Collection(SiteCollection.Name)]
public sealed class SessionTests(Site site)
{
    [Theory]
    [InlineData("candidate1", true)]
    [InlineData("officer1", true)]
    [InlineData("chair", false)]
    public async Task Who_signs_in_sees_who_they_are_and_signs_out_again(string userName, bool javaScript)
    {
        var page = await site.VisitAsync("en", javaScript: javaScript);
        await Site.SignInAsync(page, userName);
        if (javaScript) await page.MustBeFineAsync($"me-{userName}-en-1280");
        Assert.Contains("Hello", await page.TextContentAsync("h1") ?? "", StringComparison.Ordinal);
        await page.GotoAsync("/session/back");
        if (javaScript) await page.MustBeFineAsync($"signed-in-again-{userName}-en-1280");
        await page.GoBackAsync();
        var cookies = await page.Context.CookiesAsync();
        var session = cookies.Single(c => c.Name == "selection.portal");
        Assert.True(session.HttpOnly);
        Assert.Equal(Microsoft.Playwright.SameSiteAttribute.Lax, session.SameSite);
        // The cookie names the session; whatever is in it stays on the server.
        Assert.InRange(session.Value.Length, 50, 500);
        await page.ClickAsync(".site-header__account button");
        await page.WaitForURLAsync("**/signed-out");
        await page.GotoAsync("/me");
        Assert.Contains("/account/login", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_of_another_role_is_refused_under_its_own_address()
    {
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        var answer = (await page.GotoAsync($"/vacancies/{site.Open}/question"))!;
        Assert.Equal(403, answer.Status);
        await page.MustBeFineAsync("forbidden-nl-1280");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var answer = await http.PostAsync($"/vacancies/{site.Open}", new FormUrlEncodedContent([new("x", "y")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R3_a_question_is_asked_and_what_is_wrong_with_it_is_told_at_its_field(bool javaScript)
    {
        var page = await site.VisitAsync("fr", 390, javaScript);
        await Site.SignInAsync(page, "candidate1");
        await page.GotoAsync($"/vacancies/{site.Open}/question");
        await page.FillAsync("textarea", "court");
        await page.ClickAsync("form.usa-form button[type=submit]");
        Assert.Equal("true", await page.GetAttributeAsync("textarea", "aria-invalid"));
        Assert.Equal("court", await page.InputValueAsync("textarea"));
        Assert.Equal("#field-form-text", await page.GetAttributeAsync(".problem-summary a", "href"));
        if (javaScript) await page.MustBeFineAsync("ask-wrong-fr-390");
        await page.FillAsync("textarea", $"Une expérience sans personnel compte-t-elle ? {Guid.NewGuid()}");
        await page.ClickAsync("form.usa-form button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_database_holds_no_token_that_could_be_read_and_a_session_that_is_gone_is_over()
    {
        var page = await site.VisitAsync("en");
        await Site.SignInAsync(page, "auditor");
        await using var database = site.Platform.Database("portal");
        await using (var read = database.CreateCommand("select ticket from sessions"))
        await using (var rows = await read.ExecuteReaderAsync())
        {
            Assert.True(await rows.ReadAsync());
            Assert.DoesNotContain("access_token", System.Text.Encoding.Latin1.GetString((byte[])rows[0]), StringComparison.Ordinal);
        }

        await using (var forget = database.CreateCommand("delete from sessions")) await forget.ExecuteNonQueryAsync();
        await page.GotoAsync("/vacancies");
        Assert.True(await page.IsVisibleAsync("text=Sign in"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Before_a_session_ends_the_page_warns_and_what_was_typed_stays()
    {
        var page = await site.VisitAsync("en");
        await Site.SignInAsync(page, "candidate1");
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/vacancies/{site.Open}/question");
        await page.FillAsync("textarea", "What I typed before I went away.");
        await page.Clock.RunForAsync(25 * 60 * 1000 + 1000);
        await page.WaitForSelectorAsync("#session-warning[open]");
        await page.MustBeFineAsync("session-warning-en-1280");
        await page.ClickAsync("[data-session-extend]");
        await page.WaitForSelectorAsync("#session-warning:not([open])", new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        Assert.Equal("What I typed before I went away.", await page.InputValueAsync("textarea"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_when_the_session_had_ended_is_there_again_after_signing_in_without_a_script()
    {
        var page = await site.VisitAsync("nl", 390, javaScript: false);
        await Site.SignInAsync(page, "candidate1");
        var question = $"/vacancies/{site.Open}/question";
        var typed = $"Telt “ervaring” buiten België mee? {Guid.NewGuid()}";
        await page.GotoAsync(question);
        await page.FillAsync("textarea", typed);
        await ForgetSessionAsync(page);
        await page.ClickAsync("form.usa-form button[type=submit]");
        Assert.DoesNotContain("ervaring", page.Url, StringComparison.Ordinal);
        await using (var database = site.Platform.Database("portal"))
        {
            await using var read = database.CreateCommand("select form from kept_forms");
            await using var rows = await read.ExecuteReaderAsync();
            Assert.True(await rows.ReadAsync());
            Assert.DoesNotContain("ervaring", System.Text.Encoding.Latin1.GetString((byte[])rows[0]), StringComparison.Ordinal);
        }

        await Site.EnterAsync(page, "candidate1");
        await page.WaitForURLAsync($"**{question}");
        Assert.Equal(typed, await page.InputValueAsync("textarea"));
        await page.WaitForSelectorAsync("form .usa-alert--warning");
        // Nothing was sent of itself, and it is shown once.
        await page.ClickAsync("form.usa-form button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.GotoAsync(question);
        Assert.Equal("", await page.InputValueAsync("textarea"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_somebody_typed_is_shown_to_nobody_else_who_signs_in_after_them()
    {
        var page = await site.VisitAsync("fr");
        await Site.SignInAsync(page, "candidate1");
        await page.GotoAsync($"/vacancies/{site.Open}/question");
        await page.FillAsync("textarea", "Ce que candidate1 a écrit.");
        await ForgetSessionAsync(page);
        await page.ClickAsync("form.usa-form button[type=submit]");
        await Site.EnterAsync(page, "candidate2");
        await page.WaitForURLAsync($"**/vacancies/{site.Open}/question");
        Assert.Equal("", await page.InputValueAsync("textarea"));
        await page.Context.CloseAsync();
    }

    /// <summary>As if one had been away for too long, at the portal and at the authority.</summary>
    private static async Task ForgetSessionAsync(Microsoft.Playwright.IPage page)
    {
        foreach (var name in new[] { "selection.portal", "selection.identity" }) await page.Context.ClearCookiesAsync(new() { Name = name });
    }
}

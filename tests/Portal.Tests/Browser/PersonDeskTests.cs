using Microsoft.Playwright;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>An officer's way with persons: found, identified, given a number, made one.</summary>
[Collection(SiteCollection.Name)]
public sealed class PersonDeskTests(Site site)
{
    private const string Password = "Candidate-2026!";

    [Fact]
    public async Task R56_a_person_is_found_identified_and_merged_with_their_double_and_no_name_stands_in_an_address()
    {
        var (stays, goes) = (await AccountAsync("double.one"), await AccountAsync("double.two"));
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync("/officer");
        await page.FillAsync(".desk-search input[type=search]", "Dubbelganger");
        await DoAsync(page, ".desk-search button");
        Assert.Equal(2, await page.Locator(".desk-search a[href^='/officer/persons/']").CountAsync());
        Assert.DoesNotContain("Dubbelganger", page.Url, StringComparison.Ordinal);
        await page.MustBeFineAsync("officer-desk-found-nl-1280");
        await page.GotoAsync("/officer/persons");
        await page.MustBeFineAsync("officer-persons-nl-1280");

        await page.GotoAsync($"/officer/persons/{stays}/identify");
        await DoAsync(page, "main form button[type=submit]");
        await page.MustBeFineAsync("officer-identify-refused-nl-1280");
        await page.SelectOptionAsync("#field-form-documenttype", "Passport");
        await page.SelectOptionAsync("#field-form-country", "FR");
        await page.FillAsync("#field-form-documentnumber", "12AB34567");
        await page.FillAsync("#field-form-birthdate", "1975-03-21");
        await DoAsync(page, "main form button[type=submit]");
        Assert.Contains("done=identified", page.Url, StringComparison.Ordinal);
        await page.MustBeFineAsync("officer-person-nl-1280");

        await page.ClickAsync($"a[href$='/merge/{goes}']");
        await page.FillAsync("#field-form-confirmation", "Iemand anders");
        await DoAsync(page, "main form button[type=submit]");
        Assert.Equal("#field-form-confirmation", await page.GetAttributeAsync(".problem-summary a", "href"));
        await page.MustBeFineAsync("officer-merge-refused-nl-1280");
        await page.FillAsync("#field-form-confirmation", "Dubbelganger");
        await DoAsync(page, "main form button[type=submit]");
        Assert.Contains("done=merged", page.Url, StringComparison.Ordinal);
        await page.GotoAsync($"/officer/persons/{goes}");
        Assert.Equal(1, await page.Locator($"main a[href='/officer/persons/{stays}']").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R56_a_number_another_person_has_leads_to_comparing_the_two()
    {
        var person = await AccountAsync("number.asked");
        var page = await site.VisitAsync("fr", 390);
        await Site.SignInAsync(page, "officer2");
        await page.GotoAsync($"/officer/persons/{person}/number");
        // Jo Peeters has it, of the site's own candidate.
        await page.FillAsync("#field-form-nationalnumber", "85.07.30-033.28");
        await DoAsync(page, "main form button[type=submit]");
        await page.MustBeFineAsync("officer-number-of-another-fr-390");
        await page.ClickAsync($"a[href$='/merge/{person}']");
        await page.WaitForSelectorAsync("#sides");
        await page.MustBeFineAsync("officer-merge-fr-390");
        await page.GotoAsync("/officer/erasures");
        await page.MustBeFineAsync("officer-erasures-fr-390");
        await page.Context.CloseAsync();
    }

    private static async Task DoAsync(IPage page, string button)
    {
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync(button), r => r.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Somebody with an account and no national number; their person's id.</summary>
    private async Task<Guid> AccountAsync(string userName)
    {
        var name = userName.StartsWith("double", StringComparison.Ordinal) ? "Dubbelganger" : "Zondernummer";
        var account = await site.Platform.Client.RegisterAsync(userName, Password, $"Dana {name}", "nl", default) ?? throw new InvalidOperationException($"{userName} is taken.");
        return (await account.PostAsync("/api/candidacy/account", new { firstName = "Dana", lastName = name, email = $"{userName}@example.org", language = "nl" }, default)).Must().Id("personId");
    }
}

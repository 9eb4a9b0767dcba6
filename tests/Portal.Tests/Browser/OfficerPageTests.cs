using Selection.Demo;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>An officer's way through a procedure: the desk, the screening of a dossier to its decision, and the list.</summary>
[Collection(SiteCollection.Name)]
public sealed class OfficerPageTests(Site site)
{
    private static readonly string[] Entering = ["refused-with-reasons", "bachelor-only", "edited-to-both-kinds", "no-registration"];

    private static Guid? _screened;

    [Fact]
    public async Task R23_an_officer_takes_a_dossier_judges_its_experience_and_refuses_with_a_motivation_of_their_own()
    {
        var vacancy = await ScreenedAsync();
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync("/officer");
        await page.MustBeFineAsync("officer-desk-nl-1280");
        await page.GotoAsync($"/officer/vacancies/{vacancy}");
        await page.MustBeFineAsync("officer-procedure-nl-1280");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/screening?state=Open&claimed=Nobody&sort=name");
        await page.MustBeFineAsync("officer-screening-nl-1280");

        await page.ClickAsync("tbody tr:first-child a");
        Assert.Contains("state=Open", page.Url, StringComparison.Ordinal);
        await page.ClickAsync(".claim button");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.MustBeFineAsync("officer-case-nl-1280");

        await page.ClickAsync(".experience summary");
        await page.ClickAsync(".experience .blocks summary");
        await page.ClickAsync(".experience .blocks button");
        Assert.NotEqual("", await page.InputValueAsync(".experience textarea"));
        await page.FillAsync(".experience textarea", "De beschreven taken omvatten geen leiding over een dienst: er is geen personeel en geen begroting.");
        await page.ClickAsync(".experience button[value=false]");
        await page.WaitForSelectorAsync(".experience--rejected");

        await page.ClickAsync("label[for=outcome-Refuse]");
        await page.ClickAsync(".case__judgement .actions button");
        Assert.Equal("#field-form-motivation", await page.GetAttributeAsync(".problem-summary a", "href"));
        await page.FillAsync("#field-form-motivation", "Uw dossier bevat geen ervaring die kan worden aanvaard, en dat is voor deze functie nodig.");
        await page.ClickAsync(".case__judgement .actions button");
        await page.WaitForSelectorAsync(".confirm");
        await page.MustBeFineAsync("officer-decide-nl-1280");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.ClickAsync("a[href*='/reopen']");
        await page.MustBeFineAsync("officer-reopen-nl-1280");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R23_the_undisputed_are_accepted_after_a_preview_and_without_a_script_the_next_dossier_is_taken()
    {
        var vacancy = await ScreenedAsync();
        var page = await site.VisitAsync("fr", 320);
        await Site.SignInAsync(page, "officer2");
        foreach (var (name, path) in new[] { ("desk", "/officer"), ("procedure", $"/officer/vacancies/{vacancy}"), ("screening", $"/officer/vacancies/{vacancy}/screening"), ("accept", $"/officer/vacancies/{vacancy}/screening/accept"), ("requests", "/officer/requests") })
        {
            await page.GotoAsync(path);
            await page.MustBeFineAsync($"officer-{name}-fr-320");
        }

        await page.Context.CloseAsync();
        var plain = await site.VisitAsync("fr", 1280, javaScript: false);
        await Site.SignInAsync(plain, "officer2");
        await plain.GotoAsync($"/officer/vacancies/{vacancy}/screening");
        await plain.ClickAsync(".actions button");
        Assert.Matches("/officer/cases/[0-9a-f-]{36}", plain.Url);
        await plain.Context.CloseAsync();
    }

    [Fact]
    public async Task R46_the_list_says_what_is_missing_and_R47_each_deed_says_what_will_happen()
    {
        var vacancy = await ScreenedAsync();
        var page = await site.VisitAsync("fr", 390);
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/list");
        await page.MustBeFineAsync("officer-list-fr-390");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/list/propose");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".problem-summary");
        await page.MustBeFineAsync("officer-propose-refused-fr-390");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R26_a_registration_period_is_opened_after_a_look_at_what_it_does()
    {
        var vacancy = await ScreenedAsync();
        var page = await site.VisitAsync("nl", 390);
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/assessment/open");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".problem-summary");
        await page.MustBeFineAsync("officer-open-period-wrong-nl-390");
        var today = Timeline.DateIn(await site.Platform.Client.NowAsync(default));
        await page.FillAsync("#field-form-openson", NodaTime.Text.LocalDatePattern.Iso.Format(today.PlusDays(1)));
        await page.FillAsync("#field-form-closeson", NodaTime.Text.LocalDatePattern.Iso.Format(today.PlusDays(8)));
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.MustBeFineAsync("officer-assessment-nl-390");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/assessment/plan");
        await page.MustBeFineAsync("officer-plan-nl-390");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_officer_finds_a_candidate_by_name_and_the_name_stands_in_no_address_and_others_are_not_let_in()
    {
        await ScreenedAsync();
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync("/officer");
        await page.FillAsync(".desk-search input[type=search]", "nobody of that name");
        await page.ClickAsync(".desk-search button");
        await page.WaitForSelectorAsync("[role=status]");
        Assert.DoesNotContain("nobody", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
        var candidate = await site.VisitAsync("nl");
        await Site.SignInAsync(candidate, "candidate1");
        Assert.Equal(403, (await candidate.GotoAsync("/officer"))!.Status);
        await candidate.Context.CloseAsync();
    }

    /// <summary>A vacancy that closed a day after it was published, with four dossiers to decide; made once.</summary>
    private async Task<Guid> ScreenedAsync()
    {
        if (_screened is { } made) return made;
        var stage = await ShortProcedure.CloseAsync(site.Platform.Client, site.Platform.Cast, site.Platform.Options, "ANG26013", Entering);
        _screened = stage.VacancyId;
        return stage.VacancyId;
    }
}

using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Demo;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>An officer's way with a notice: from an empty form or a file to publication, correction and cancellation, and candidates' questions.</summary>
[Collection(SiteCollection.Name)]
public sealed class VacancyEditorTests(Site site)
{
    private static readonly string[] Parts = ["basics", "employer", "job", "terms", "conditions", "competencies", "judging", "steps"];

    [Fact]
    public async Task R1_a_notice_is_written_part_by_part_without_a_script_and_keeps_what_was_typed()
    {
        var page = await OfficerAsync("fr", 390, javaScript: false);
        var draft = await BeginAsync(page, "AFG26031");
        await page.GotoAsync($"{draft}/edit/employer");
        await page.FillAsync("#field-form-employer-name-nl", "Een dienst");
        await DoAsync(page, "button[value='add employer.description']");
        await page.FillAsync("#field-form-employer-description-0-nl", "Eerst.");
        await DoAsync(page, "button[value='add employer.description']");
        await page.FillAsync("#field-form-employer-description-1-nl", "Tweede.");
        await DoAsync(page, "button[value='up employer.description[1]']");
        Assert.Equal("Tweede.", await page.InputValueAsync("#field-form-employer-description-0-nl"));
        await DoAsync(page, "button[value='remove employer.description[1]']");
        await DoAsync(page, "button[value='add size.budgets']");
        await page.FillAsync("#field-form-size-budgets-0-euro", "beaucoup");
        await DoAsync(page, ".actions button[value=save]");
        Assert.Equal("#field-form-size-budgets-0-euro", await page.GetAttributeAsync(".problem-summary a", "href"));
        await page.MustBeFineAsync("officer-edit-wrong-fr-390");
        await page.FillAsync("#field-form-size-budgets-0-euro", "1.234.567,50");
        await DoAsync(page, ".actions button[value=save]");
        Assert.Contains("done=saved", page.Url, StringComparison.Ordinal);
        Assert.Equal("1234567,5", await page.InputValueAsync("#field-form-size-budgets-0-euro"));
        Assert.Equal("Tweede.", await page.InputValueAsync("#field-form-employer-description-0-nl"));
        Assert.Equal("Een dienst", await page.InputValueAsync("#field-form-employer-name-nl"));
        await page.GotoAsync($"{draft}/publish");
        await page.MustBeFineAsync("officer-publish-lacks-fr-390");
        await page.GotoAsync($"{draft}/delete");
        await page.MustBeFineAsync("officer-delete-fr-390");
        await DoAsync(page, ".confirm button[type=submit]");
        Assert.Contains("/officer/vacancies?done=deleted", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R17_two_officers_on_one_part_overwrite_nothing_unseen()
    {
        var (one, two) = (await OfficerAsync("nl"), await OfficerAsync("de", userName: "officer2"));
        var basics = $"{await BeginAsync(one, "AFG26032")}/edit/basics";
        await one.GotoAsync(basics);
        await two.GotoAsync(basics);
        await two.FillAsync("#field-form-contact-name", "Team Zwei");
        await two.FillAsync("#field-form-title-nl", "Van twee");
        await DoAsync(two, ".actions button[value=save]");
        await one.FillAsync("#field-form-title-fr", "De un");
        await DoAsync(one, ".actions button[value=save]");
        Assert.Contains("done=saved", one.Url, StringComparison.Ordinal);
        Assert.Equal("Team Zwei", await one.InputValueAsync("#field-form-contact-name"));
        Assert.Equal("De un", await one.InputValueAsync("#field-form-title-fr"));

        await two.GotoAsync(basics);
        await two.FillAsync("#field-form-title-nl", "Nog eens van twee");
        await DoAsync(two, ".actions button[value=save]");
        await one.FillAsync("#field-form-title-nl", "Van een");
        await DoAsync(one, ".actions button[value=save]");
        Assert.Contains("Nog eens van twee", await one.TextContentAsync(".usa-alert--warning"), StringComparison.Ordinal);
        Assert.Equal("Van een", await one.InputValueAsync("#field-form-title-nl"));
        await one.MustBeFineAsync("officer-edit-conflict-nl-1280");
        await DoAsync(one, ".actions button[value=save]");
        Assert.Equal("Van een", await one.InputValueAsync("#field-form-title-nl"));
        await one.Context.CloseAsync();
        await two.Context.CloseAsync();
    }

    [Fact]
    public async Task R3_an_imported_notice_is_published_corrected_with_what_changes_shown_and_cancelled_by_its_code()
    {
        var page = await OfficerAsync("de");
        var (good, bad) = await FilesAsync("ANG26033");
        await page.GotoAsync("/officer/vacancies/new");
        await page.MustBeFineAsync("officer-new-de-1280");
        await ImportAsync(page, bad);
        Assert.Equal(2, await page.Locator("table:has(#faults) tbody tr").CountAsync());
        await page.MustBeFineAsync("officer-import-refused-de-1280");
        await ImportAsync(page, good);
        var notice = page.Url[..page.Url.IndexOf("/edit", StringComparison.Ordinal)];
        foreach (var part in Parts)
        {
            await page.GotoAsync($"{notice}/edit/{part}");
            await page.MustBeFineAsync($"officer-edit-{part}-de-1280");
        }

        await page.GotoAsync($"{notice}/preview");
        await page.MustBeFineAsync("officer-preview-de-1280");
        await page.GotoAsync($"{notice}/publish");
        await page.MustBeFineAsync("officer-publish-de-1280");
        await DoAsync(page, ".draft form .usa-button");
        Assert.Contains("done=published", page.Url, StringComparison.Ordinal);

        await page.GotoAsync($"{notice}/correct");
        await page.MustBeFineAsync("officer-correct-de-1280");
        await DoAsync(page, ".choices button[formaction$='/basics']");
        await page.FillAsync("#field-form-summary-de", "Eine andere Zusammenfassung.");
        await DoAsync(page, ".choices button[formaction$='/competencies']");
        await page.FillAsync("#field-form-competencies-assessment-0-name-fr", "Un autre nom");
        await page.MustBeFineAsync("officer-correct-competencies-de-1280");
        await DoAsync(page, ".actions button");
        Assert.Equal(2, await page.Locator("ins").CountAsync());
        await page.MustBeFineAsync("officer-correct-review-de-1280");
        await DoAsync(page, ".actions button");
        Assert.Contains("done=corrected", page.Url, StringComparison.Ordinal);

        await page.GotoAsync($"{notice}/correct/basics");
        await page.FillAsync("#field-form-closingdate", "2001-01-01");
        await DoAsync(page, ".actions button");
        await DoAsync(page, ".actions button");
        Assert.Equal("#field-form-closingdate", await page.GetAttributeAsync(".problem-summary a", "href"));

        await page.GotoAsync($"{notice}/cancel");
        foreach (var language in new[] { "nl", "fr", "de", "en" }) await page.FillAsync($"#field-form-reason-{language}", "Die Stelle wird nicht besetzt.");
        await page.FillAsync("#field-form-selectioncode", "ANG00000");
        await DoAsync(page, ".confirm button[type=submit]");
        await page.MustBeFineAsync("officer-cancel-refused-de-1280");
        await page.FillAsync("#field-form-selectioncode", "ANG26033");
        await DoAsync(page, ".confirm button[type=submit]");
        Assert.Contains("done=cancelled", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R3_a_question_is_answered_to_whoever_asked_and_published_in_two_languages()
    {
        var asking = site.Platform.Client.User("candidate1", Cast.Password, "nl");
        (await asking.PostAsync($"/api/candidacy/vacancies/{site.Open}/questions", new { text = "Telt ervaring zonder personeel ook mee?" }, default)).Must();
        var page = await OfficerAsync("en", 390);
        await page.GotoAsync($"/officer/vacancies/{site.Open}/questions");
        await page.MustBeFineAsync("officer-questions-en-390");
        await page.ClickAsync(".entries__links a");
        await page.FillAsync("#field-reply-answer", "Neen, het gaat om leiding met personeel.");
        await DoAsync(page, "#answer ~ form button");
        Assert.Contains("done=answered", page.Url, StringComparison.Ordinal);
        await page.FillAsync("#field-form-question-fr", "L'expérience sans personnel compte-t-elle ?");
        await DoAsync(page, "#publish ~ form button");
        Assert.Equal("#field-form-answer-fr", await page.GetAttributeAsync(".problem-summary a", "href"));
        // What was done before no longer stands above what is refused now.
        Assert.Equal(0, await page.Locator(".usa-alert--success").CountAsync());
        await page.MustBeFineAsync("officer-question-refused-en-390");
        await page.FillAsync("#field-form-answer-fr", "Non.");
        await DoAsync(page, "#publish ~ form button");
        Assert.Contains("done=published", page.Url, StringComparison.Ordinal);
        await page.GotoAsync($"/officer/vacancies/{site.Open}/candidacies");
        await page.MustBeFineAsync("officer-candidacies-en-390");
        await page.GotoAsync("/officer/vacancies?state=Open&search=ANG26001");
        await page.MustBeFineAsync("officer-vacancies-en-390");
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.Context.CloseAsync();
        var visitor = await site.VisitAsync("fr");
        await visitor.GotoAsync($"/vacancies/{site.Open}");
        Assert.Contains("L'expérience sans personnel compte-t-elle ?", await visitor.TextContentAsync("main"), StringComparison.Ordinal);
        await visitor.Context.CloseAsync();
    }

    private async Task<IPage> OfficerAsync(string language, int width = 1280, bool javaScript = true, string userName = "officer1")
    {
        var page = await site.VisitAsync(language, width, javaScript);
        await Site.SignInAsync(page, userName);
        return page;
    }

    /// <summary>Presses a button and waits for the page it leads to.</summary>
    private static async Task DoAsync(IPage page, string button)
    {
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync(button), r => r.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
    }

    /// <summary>An empty draft; its address.</summary>
    private async Task<string> BeginAsync(IPage page, string code)
    {
        await page.GotoAsync("/officer/vacancies/new");
        await page.FillAsync("#field-blank-selectioncode", code);
        await page.FillAsync("#field-blank-closingdate", LocalDatePattern.Iso.Format(await InDaysAsync(30)));
        await page.ClickAsync("[aria-labelledby=empty-title] button[type=submit]");
        await page.WaitForURLAsync("**/edit");
        return page.Url[..page.Url.IndexOf("/edit", StringComparison.Ordinal)];
    }

    private static async Task ImportAsync(IPage page, string file)
    {
        await page.GotoAsync("/officer/vacancies/new");
        await page.SetInputFilesAsync("input[type=file]", file);
        await DoAsync(page, "[aria-labelledby=import-title] button[type=submit]");
    }

    /// <summary>A notice's file, and the same with two faults.</summary>
    private async Task<(string Good, string Bad)> FilesAsync(string code)
    {
        var notice = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json")))!.AsObject();
        notice["selectionCode"] = code;
        notice["closingDate"] = LocalDatePattern.Iso.Format(await InDaysAsync(30));
        var (good, bad) = (Path.Combine(Folders.Screenshots, "notice.json"), Path.Combine(Folders.Screenshots, "notice-wrong.json"));
        await File.WriteAllTextAsync(good, notice.ToJsonString(ContractsJson.Options));
        notice["title"]!.AsObject().Remove("de");
        notice["mandateYears"] = "six";
        await File.WriteAllTextAsync(bad, notice.ToJsonString(ContractsJson.Options));
        return (good, bad);
    }

    private async Task<LocalDate> InDaysAsync(int days) => Timeline.DateIn(await site.Platform.Client.NowAsync(default)).PlusDays(days);
}

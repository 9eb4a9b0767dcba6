using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Platform;
using Selection.Demo.Steps;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>What candidates ask for before a test, and what officers decide on it, page by page: accommodations, exemptions, sessions.</summary>
[Collection(SiteCollection.Name)]
public sealed class CandidateRequestTests(Site site)
{
    private const string Password = "Candidate-2026!";

    private const int Candidates = 3;

    private static Admitted? _admitted;

    [Fact]
    public async Task R39_a_candidate_asks_with_an_attest_changes_it_and_reads_what_the_officer_who_took_it_decides()
    {
        var (vacancy, _, candidates) = await AdmittedAsync();
        var own = $"/candidacies/{candidates[0].Id}/accommodation";
        var candidate = await SignInAsync(candidates[0], "nl", 390, javaScript: false);
        await candidate.GotoAsync($"{own}/ask");
        await candidate.FillAsync("[name='Form.Measures.ExtraTime']", "500");
        await SubmitAsync(candidate);
        Assert.Equal("true", await candidate.GetAttributeAsync("[name='Form.Measures.ExtraTime']", "aria-invalid"));
        await candidate.FillAsync("[name='Form.Measures.ExtraTime']", "30");
        await candidate.ClickAsync("label[for$='-LearningDisorder']");
        await candidate.ClickAsync("label[for$='-large-print']");
        await candidate.SetInputFilesAsync("[type=file]", Paper("attest.pdf"));
        await SubmitAsync(candidate);
        Assert.EndsWith("?done=asked", candidate.Url, StringComparison.Ordinal);
        await candidate.ClickAsync("a[href$='/accommodation/change']");
        Assert.True(await candidate.IsCheckedAsync("[value='large-print']"));
        await candidate.MustBeFineAsync("accommodation-change-nl-390");
        await candidate.ClickAsync("label[for$='-large-print']");
        await SubmitAsync(candidate);
        Assert.EndsWith("?done=changed", candidate.Url, StringComparison.Ordinal);
        Assert.Equal(1, await candidate.Locator("a[download]").CountAsync());
        await candidate.ClickAsync("a[href$='/accommodation/withdraw']");
        await candidate.MustBeFineAsync("accommodation-withdraw-nl-390");

        var officer = await site.VisitAsync("nl");
        await Site.SignInAsync(officer, "officer1");
        await officer.GotoAsync($"/officer/accommodations?vacancyId={vacancy}&state=Asked");
        await officer.MustBeFineAsync("accommodations-nl-1280");
        await officer.ClickAsync("tbody th a");
        var at = new Uri(officer.Url).AbsolutePath;
        Assert.Equal(0, await officer.Locator("a[download]").CountAsync());
        await SubmitAsync(officer);
        await officer.MustBeFineAsync("accommodation-case-nl-1280");
        var attest = await officer.Context.APIRequest.GetAsync(new Uri(site.Address, await officer.GetAttributeAsync("a[download]", "href")).AbsoluteUri);
        Assert.Equal(200, attest.Status);

        // A colleague sees neither why nor the attest, and cannot decide.
        var colleague = await site.VisitAsync("fr", 390);
        await Site.SignInAsync(colleague, "officer2");
        await colleague.GotoAsync(at);
        Assert.Equal(0, await colleague.Locator("a[download]").CountAsync());
        Assert.Equal(404, (await colleague.Context.APIRequest.GetAsync(attest.Url)).Status);
        await colleague.GotoAsync($"{at}/take-over");
        await colleague.MustBeFineAsync("accommodation-take-over-fr-390");
        await colleague.Context.CloseAsync();

        await officer.ClickAsync("a[href$='/grant']");
        await officer.FillAsync("[name='Form.Measures.ExtraTime']", "20");
        await SubmitAsync(officer);
        Assert.Equal("true", await officer.GetAttributeAsync("[name='Form.Motivation']", "aria-invalid"));
        await officer.FillAsync("[name='Form.Motivation']", "Twintig minuten volstaan volgens het attest.");
        await officer.MustBeFineAsync("accommodation-grant-nl-1280");
        await SubmitAsync(officer);
        Assert.EndsWith("?done=decided", officer.Url, StringComparison.Ordinal);
        await officer.Context.CloseAsync();

        await candidate.GotoAsync(own);
        Assert.Contains("Twintig minuten volstaan", await candidate.TextContentAsync("main") ?? "", StringComparison.Ordinal);
        Assert.Contains("20 minuten extra tijd", await candidate.TextContentAsync(".usa-summary-box") ?? "", StringComparison.Ordinal);
        await candidate.Context.CloseAsync();
        await LookAsync(candidates[0], "de", 390, [own, $"{own}/ask"]);
    }

    [Fact]
    public async Task R33_a_function_of_a_lower_level_is_refused_at_once_and_one_that_is_accepted_exempts_and_leads_to_the_oral_test()
    {
        var (vacancy, _, candidates) = await AdmittedAsync();
        var own = $"/candidacies/{candidates[1].Id}/exemption";
        var candidate = await SignInAsync(candidates[1], "fr", 390);
        await candidate.GotoAsync($"{own}/claim");
        await SubmitAsync(candidate);
        Assert.Equal(5, await candidate.Locator(".problem-summary li").CountAsync());
        await candidate.MustBeFineAsync("exemption-wrong-fr-390");
        await candidate.FillAsync("[name='Form.Function']", "Directeur général");
        await candidate.FillAsync("[name='Form.Service']", "SPF Mobilité");
        await candidate.SelectOptionAsync("[name='Form.Level']", "2");
        await candidate.FillAsync("[name='Form.From']", "2020-03-01");
        await candidate.SetInputFilesAsync("[type=file]", Paper("arrêté.pdf"));
        await SubmitAsync(candidate);
        Assert.Contains("R33", await candidate.TextContentAsync(".problem-summary") ?? "", StringComparison.Ordinal);
        await candidate.SelectOptionAsync("[name='Form.Level']", "5");
        await candidate.SetInputFilesAsync("[type=file]", Paper("arrêté.pdf"));
        await SubmitAsync(candidate);
        Assert.EndsWith("?done=claimed", candidate.Url, StringComparison.Ordinal);
        await candidate.GotoAsync($"{own}/change");
        await candidate.MustBeFineAsync("exemption-change-fr-390");
        await candidate.GotoAsync(own);
        await candidate.ClickAsync("a[href$='/exemption/withdraw']");
        await candidate.MustBeFineAsync("exemption-withdraw-fr-390");
        await SubmitAsync(candidate);
        Assert.Equal(0, await candidate.Locator("a[download]").CountAsync());
        await candidate.GotoAsync($"{own}/claim");
        await candidate.FillAsync("[name='Form.Function']", "Directeur général");
        await candidate.FillAsync("[name='Form.Service']", "SPF Mobilité");
        await candidate.SelectOptionAsync("[name='Form.Level']", "L2");
        await candidate.FillAsync("[name='Form.From']", "2020-03-01");
        await candidate.SetInputFilesAsync("[type=file]", Paper("arrêté.pdf"));
        await SubmitAsync(candidate);

        var officer = await site.VisitAsync("de");
        await Site.SignInAsync(officer, "officer2");
        await officer.GotoAsync($"/officer/exemptions?vacancyId={vacancy}&state=Open");
        await officer.MustBeFineAsync("exemptions-de-1280");
        await officer.ClickAsync("tbody th a");
        await officer.MustBeFineAsync("exemption-case-de-1280");
        await officer.ClickAsync("a[href$='/refuse']");
        await SubmitAsync(officer);
        Assert.Equal("true", await officer.GetAttributeAsync("[name='Form.Motivation']", "aria-invalid"));
        await officer.MustBeFineAsync("exemption-refuse-de-1280");
        await officer.GotoAsync($"{officer.Url[..officer.Url.LastIndexOf('/')]}/accept");
        await SubmitAsync(officer);
        Assert.EndsWith("?done=decided", officer.Url, StringComparison.Ordinal);
        await officer.Context.CloseAsync();

        await candidate.GotoAsync(own);
        Assert.Equal(0, await candidate.Locator("a[href$='/claim'], a[href$='/change']").CountAsync());
        await candidate.Context.CloseAsync();
        await LookAsync(candidates[1], "en", 1280, [own]);
        await WishAsync(candidates[1]);
    }

    [Fact]
    public async Task R26_and_R27_a_candidate_books_a_session_switches_and_cancels()
    {
        var (_, sessions, candidates) = await AdmittedAsync();
        var own = $"/candidacies/{candidates[2].Id}/assessment";
        var page = await SignInAsync(candidates[2], "en", 390, javaScript: false);
        await page.GotoAsync(own);
        await SubmitAsync(page);
        Assert.Equal(1, await page.Locator(".problem-summary li").CountAsync());
        foreach (var session in sessions)
        {
            await page.ClickAsync($"label[for$='{session}']");
            await SubmitAsync(page);
            Assert.EndsWith("?done=booked", page.Url, StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator($"[value='{session}']").CountAsync());
        }

        await page.ClickAsync("a[href$='/assessment/cancel']");
        await page.MustBeFineAsync("assessment-cancel-en-390");
        await SubmitAsync(page);
        Assert.EndsWith("?done=cancelled", page.Url, StringComparison.Ordinal);
        Assert.Equal(sessions.Count, await page.Locator("[type=radio]").CountAsync());
        await page.Context.CloseAsync();
        await LookAsync(candidates[2], "nl", 1280, [own, $"{own}/help", $"/candidacies/{candidates[2].Id}"]);
    }

    /// <summary>R45: days that do not suit for the oral test; what is wrong with one is told at its row.</summary>
    private async Task WishAsync(Account candidate)
    {
        var own = $"/candidacies/{candidate.Id}/oral-test/wishes";
        var page = await SignInAsync(candidate, "nl", 390);
        await Poll.UntilAsync("the exempt have reached the oral test", async () => (await page.GotoAsync(own))!.Status == 200, default);
        var day = Timeline.DateIn(await site.Platform.Client.NowAsync(default)).PlusDays(20);
        await page.FillAsync("[name='Form.Rows[0].From']", LocalDatePattern.Iso.Format(day));
        await page.FillAsync("[name='Form.Rows[0].Until']", LocalDatePattern.Iso.Format(day.PlusDays(2)));
        await page.FillAsync("[name='Form.Rows[1].From']", "2020-01-01");
        await page.FillAsync("[name='Form.Reason']", "Ik ben dan in het buitenland.");
        await SubmitAsync(page);
        Assert.Equal("true", await page.GetAttributeAsync("[name='Form.Rows[1].From']", "aria-invalid"));
        await page.MustBeFineAsync("wishes-wrong-nl-390");
        await page.FillAsync("[name='Form.Rows[1].From']", "");
        await SubmitAsync(page);
        Assert.EndsWith("?done=wishes", page.Url, StringComparison.Ordinal);
        await page.GotoAsync(own);
        Assert.Equal(LocalDatePattern.Iso.Format(day.PlusDays(2)), await page.InputValueAsync("[name='Form.Rows[0].Until']"));
        await page.Context.CloseAsync();
    }

    private static FilePayload Paper(string name) => new() { Name = name, MimeType = "application/pdf", Buffer = Pdf.Of(name) };

    private static Task SubmitAsync(IPage page) => page.ClickAsync("form.usa-form button[type=submit]");

    private async Task<IPage> SignInAsync(Account candidate, string language, int width, bool javaScript = true)
    {
        var page = await site.VisitAsync(language, width, javaScript);
        await Site.SignInAsync(page, candidate.UserName, Password);
        return page;
    }

    private async Task LookAsync(Account candidate, string language, int width, IEnumerable<string> paths)
    {
        var page = await SignInAsync(candidate, language, width);
        foreach (var path in paths)
        {
            Assert.Equal(200, (await page.GotoAsync(path))!.Status);
            await page.MustBeFineAsync($"candidate{path.Replace($"/candidacies/{candidate.Id}", "-candidacy", StringComparison.Ordinal).Replace('/', '-')}-{language}-{width}");
        }

        await page.Context.CloseAsync();
    }

    /// <summary>A vacancy that has closed, whose candidates are admitted and can register for two sessions; made once.</summary>
    private async Task<Admitted> AdmittedAsync()
    {
        if (_admitted is { } made) return made;
        var platform = site.Platform;
        var (stage, officer) = (new Stage(platform.Options, platform.Client, platform.Cast, new Differences()), platform.Cast.Officer1);
        var today = Timeline.DateIn(await platform.Client.NowAsync(default));
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var definition = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options))! with { SelectionCode = "ANG26014", ClosingDate = today.PlusDays(1) };
        var body = JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!.AsObject();
        body.Remove("version");
        var draft = (await officer.PostAsync("/api/candidacy/vacancies/import", (JsonNode)body, default)).Must();
        var id = draft.Id("vacancyId");
        (await officer.PostAsync($"/api/candidacy/vacancies/{id}/publish", null, default, draft.ETag)).Must();
        stage.Vacancy = new PlayedVacancy(id, definition, new Timeline(today));
        var candidates = new List<Account>();
        foreach (var number in Enumerable.Range(1, Candidates))
        {
            var script = new Script { Key = $"asks-{number}", Story = "asks for something before the test", Language = "nl", Ends = FinalStep.Suitable };
            candidates.Add(new Account($"{script.Key}.requests", (await Apply.EnterAsync(stage, script, $"{script.Key}.requests", default)).CandidacyId));
        }

        await stage.Time.MoveToAsync(Timeline.EndOf(definition.ClosingDate) + Duration.FromMinutes(1), default);
        await Poll.UntilAsync("every dossier reaches the screening", async () =>
            (await officer.GetAsync($"/api/screening/cases?vacancyId={id}&pageSize=1", default)).Must().As<Paged<object>>().Total == Candidates, default);
        await Screen.AcceptProposalsAsync(platform.Cast.Officer2, id, default);
        today = Timeline.DateIn(await platform.Client.NowAsync(default));
        var period = (await officer.PostAsync($"/api/assessment/vacancies/{id}/registration-periods", new { opensOn = today, closesOn = today.PlusDays(5) }, default)).Must().Id("registrationPeriodId");
        var sessions = new List<Guid>();
        foreach (var days in new[] { 9, 10 })
        {
            sessions.Add((await officer.PostAsync("/api/assessment/sessions", new
            {
                registrationPeriodId = period,
                startsAt = Timeline.StartOf(today.PlusDays(days)) + Duration.FromHours(9),
                lengthMinutes = 120,
                capacity = 10,
                language = "nl",
                place = "Simon Bolivarlaan 30, Brussel",
                vendorClientId = Cast.VendorId,
            }, default)).Must().Id("sessionId"));
        }

        foreach (var candidate in candidates)
        {
            var account = platform.Client.User(candidate.UserName, Password, "nl");
            await Poll.UntilAsync("the admitted can register", async () =>
                await account.GetAsync($"/api/assessment/candidacies/{candidate.Id}/sessions", default) is { Succeeded: true } answer && answer.Text("state") == "ToBook", default);
        }

        return _admitted = new Admitted(id, sessions, candidates);
    }

    private sealed record Account(string UserName, Guid Id);

    private sealed record Admitted(Guid VacancyId, IReadOnlyList<Guid> Sessions, IReadOnlyList<Account> Candidates);
}

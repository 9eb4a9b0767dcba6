using System.Text;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Selection.Demo;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>An officer composes a committee and plans hearings and sessions, and settles what comes in of the assessment, page by page.</summary>
[Collection(ProcedureCollection.Name)]
public sealed class PlanningPageTests(Procedure procedure)
{
    private static readonly string[] Fields = ["droit", "soins de santé", "architecture TIC", "management public"];

    /// <summary>A vacancy of the same platform that nobody else plans.</summary>
    private string Vacancy => $"/officer/vacancies/{procedure.Site.Open}";

    /// <summary>The vacancy that was played up to the oral test.</summary>
    private string Played => $"/officer/vacancies/{procedure.Stage.VacancyId}";

    [Fact]
    public async Task R41_an_officer_keeps_experts_composes_a_committee_under_the_live_check_and_replaces_a_member()
    {
        var page = await procedure.SignedInAsync("officer1", "fr", 390);
        await page.GotoAsync("/officer/experts/new");
        await SendAsync(page);
        Assert.Equal(5, await page.Locator(".problem-summary li").CountAsync());
        await page.MustBeFineAsync("expert-wrong-fr-390");
        await page.FillAsync("#field-form-subject", "expert-0");
        await page.FillAsync("#field-form-name", "Hanne De Wit");
        await page.CheckAsync("label[for=field-form-languagerole-nl]");
        await page.CheckAsync("label[for=field-form-gender-F]");
        await page.FillAsync("#field-form-fields", "droit\nsécurité sociale");
        await SendAsync(page);
        await page.WaitForURLAsync("**/experts?done=saved");
        for (var i = 1; i < 10; i++)
            (await procedure.Stage.Cast.Officer1.PostAsync("/api/oraltest/experts", new { subject = $"expert-{i}", name = $"Expert Numéro {i}", gender = i % 2 == 0 ? "F" : "M", languageRole = i / 2 % 2 == 0 ? "nl" : "fr", fields = new[] { Fields[i % Fields.Length] } }, default)).Must();
        await page.FillAsync("#search", "Numéro 9");
        await page.ClickAsync(".filters button");
        Assert.DoesNotContain("Num", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.MustBeFineAsync("experts-fr-390");
        await page.ClickAsync("tbody a[href^='/officer/experts/']");
        await page.MustBeFineAsync("expert-fr-390");

        // Seven and no chair: the check says what blocks, and nothing can be installed.
        await page.GotoAsync($"{Vacancy}/committee");
        await page.MustBeFineAsync("committee-none-fr-390");
        await page.GotoAsync($"{Vacancy}/committee/compose");
        for (var i = 0; i < 7; i++) await page.CheckAsync($"label[for=expert-{i}]");
        await page.ClickAsync("button[value=check] >> nth=1");
        Assert.True(await page.Locator(".findings__item--blocks").CountAsync() >= 2);
        Assert.Equal(0, await page.Locator("button[value=install]").CountAsync());
        await page.MustBeFineAsync("compose-blocked-fr-390");
        // Those that are ticked stay while one looks for others.
        await page.SelectOptionAsync("#gender", "M");
        await page.ClickAsync("button[value=search]");
        Assert.Equal(7, await page.Locator("input[id^=member-]").CountAsync());
        await page.CheckAsync("label[for=expert-0]");
        await page.CheckAsync("label[for=chair-0]");
        await page.ClickAsync("button[value=check] >> nth=1");
        Assert.Equal(0, await page.Locator(".findings__item--blocks").CountAsync());
        await page.MustBeFineAsync("compose-fr-390");
        await page.ClickAsync("button[value=install]");
        await page.WaitForURLAsync("**/committee?done=compose");
        Assert.Equal(8, await page.Locator("tbody tr").CountAsync());
        await page.MustBeFineAsync("committee-panel-fr-390");

        await page.ClickAsync("a[href*='/replace/'] >> nth=1");
        await SendAsync(page);
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-coming", "aria-invalid"));
        await page.SelectOptionAsync("#field-form-coming", new SelectOptionValue { Index = 1 });
        await page.FillAsync("#field-form-reason", "Ne peut pas se libérer.");
        await page.MustBeFineAsync("committee-replace-fr-390");
        await SendAsync(page);
        await page.WaitForURLAsync("**/committee?done=replace");
        Assert.Equal(1, await page.Locator(".timeline li").CountAsync());
        await page.ClickAsync("a[href*='/recuse/'] >> nth=2");
        await page.MustBeFineAsync("committee-recuse-fr-390");
        await page.FillAsync("#field-form-reason", "A travaillé avec un candidat.");
        await SendAsync(page);
        await page.WaitForURLAsync("**/committee?done=recuse");
        // Seven remain: no hearing begins.
        Assert.Equal(1, await page.Locator(".usa-alert--error").CountAsync());
        await page.ClickAsync("a[href*='/committee/availability/'] >> nth=0");
        await page.CheckAsync(".month >> nth=1 >> .day >> nth=3");
        await SendAsync(page);
        await page.WaitForURLAsync("**?month=&done=yes");
        await page.MustBeFineAsync("member-availability-fr-390");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R45_hearings_are_proposed_offered_moved_removed_and_exported_and_candidates_wait_for_nothing_else()
    {
        var page = await procedure.SignedInAsync("officer1", "en");
        await page.GotoAsync($"{Played}/planning");
        await page.MustBeFineAsync("planning-en-1280");
        await page.GotoAsync($"{Played}/planning/new");
        await page.ClickAsync("button[value=preview]");
        await page.WaitForSelectorAsync(".problem-summary");
        await page.MustBeFineAsync("plan-wrong-en-1280");
        await page.CheckAsync(".month >> nth=1 >> .day >> nth=20");
        await page.FillAsync("#field-form-rooms", "Brussels, Simon Bolivarlaan 30, room 9");
        await page.FillAsync("#field-form-more", "1");
        var today = Timeline.DateIn(await procedure.Site.Platform.Client.NowAsync(default));
        // Whichever months are shown, the day stays ticked and what was typed stays.
        foreach (var later in new[] { 1, 2 })
        {
            await page.ClickAsync(".month-buttons button >> nth=1");
            await page.WaitForURLAsync($"**?month={today.PlusMonths(later):uuuu-MM}");
            Assert.Equal(1, await page.Locator("[name='Form.Days']:checked").CountAsync());
            Assert.Equal("1", await page.InputValueAsync("#field-form-more"));
        }

        await page.MustBeFineAsync("plan-months-en-1280");
        // As long as what was offered first: one candidate has chosen of it, and all are owed the same.
        Assert.Equal("60", await page.InputValueAsync("#field-form-preparationminutes"));
        Assert.Equal("120", await page.InputValueAsync("#field-form-hearingminutes"));
        await page.ClickAsync("button[value=preview]");
        await page.WaitForSelectorAsync("#proposed");
        await page.MustBeFineAsync("plan-proposal-en-1280");
        await page.ClickAsync("button[value=offer]");
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-openson", "aria-invalid"));
        Assert.True(await page.IsCheckedAsync("#slot-0"));
        await page.FillAsync("#field-form-openson", Iso(today.PlusDays(1)));
        await page.FillAsync("#field-form-closeson", Iso(today.PlusDays(5)));
        await page.ClickAsync("button[value=offer]");
        await page.WaitForURLAsync("**/planning?done=offer");
        await page.MustBeFineAsync("planning-offered-en-1280");

        // Of a slot nobody has: one that is chosen moves with a reason only.
        await page.ClickAsync("tr:has(a[href*='/planning/remove/']) a[href*='/planning/move/'] >> nth=0");
        await page.MustBeFineAsync("slot-move-en-1280");
        await page.FillAsync("#field-form-place", "Brussels, Simon Bolivarlaan 30, room 2");
        await SendAsync(page);
        await page.WaitForURLAsync("**/planning?done=move");
        await page.ClickAsync("a[href*='/planning/remove/'] >> nth=0");
        await page.MustBeFineAsync("slot-remove-en-1280");
        await SendAsync(page);
        await page.WaitForURLAsync("**/planning?done=remove");
        await page.ClickAsync("a[href*='/planning/extend/'] >> nth=-1");
        await page.FillAsync("#field-form-closeson", Iso(today.PlusDays(7)));
        await page.MustBeFineAsync("slots-extend-en-1280");
        await SendAsync(page);
        await page.WaitForURLAsync("**/planning?done=extend");
        var file = await page.APIRequest.GetAsync($"{procedure.Site.Address.AbsoluteUri.TrimEnd('/')}{Played}/planning/export");
        Assert.Contains("preparationAt", await file.TextAsync(), StringComparison.Ordinal);

        await page.GotoAsync($"{Vacancy}/case-paper");
        await page.MustBeFineAsync("case-paper-none-en-1280");
        await page.FillAsync("#field-form-title", "Saving without standing still");
        await page.FillAsync("#field-form-text", "You lead a service that loses a fifth of its budget within a year.");
        await SendAsync(page);
        await page.WaitForURLAsync("**/case-paper?done=filed");
        Assert.Contains("Saving without standing still", await page.TextContentAsync(".paper h2") ?? "", StringComparison.Ordinal);
        await page.MustBeFineAsync("case-paper-en-1280");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R26_a_series_of_sessions_is_planned_changed_and_cancelled_and_a_period_to_come_is_withdrawn()
    {
        var page = await procedure.SignedInAsync("officer1", "de", 768);
        var today = Timeline.DateIn(await procedure.Site.Platform.Client.NowAsync(default));
        await page.GotoAsync($"{Vacancy}/assessment/open");
        await page.FillAsync("#field-form-openson", Iso(today.PlusDays(2)));
        await page.FillAsync("#field-form-closeson", Iso(today.PlusDays(8)));
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=open*");
        await page.GotoAsync($"{Vacancy}/assessment/series");
        await page.FillAsync("#field-form-capacity", "12");
        await page.FillAsync("#field-form-place", "Simon Bolivarlaan 30, Brüssel");
        await SendAsync(page);
        await page.WaitForSelectorAsync(".problem-summary");
        await page.MustBeFineAsync("series-wrong-de-768");
        foreach (var i in new[] { 14, 15 }) await page.CheckAsync($".month >> nth=1 >> .day >> nth={i}");
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=series*");
        Assert.Equal(4, await page.Locator("li.week__item--free").CountAsync());
        await page.MustBeFineAsync("sessions-de-768");

        await page.ClickAsync(".week__item a >> nth=0");
        await page.MustBeFineAsync("session-de-768");
        await page.ClickAsync("a[href*='/assessment/change/']");
        await page.FillAsync("#field-form-capacity", "15");
        await page.MustBeFineAsync("session-change-de-768");
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=change*");
        await page.ClickAsync(".week__item a >> nth=0");
        await page.ClickAsync("a[href*='/assessment/cancel/']");
        await page.FillAsync("#field-form-selectioncode", "ANG26001");
        foreach (var language in new[] { "nl", "fr", "de", "en" }) await page.FillAsync($"#field-form-reason{language}", "Wasserschaden.");
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=cancel*");
        Assert.Equal(3, await page.Locator("li.week__item--free").CountAsync());
        await page.ClickAsync("a[href*='/assessment/withdraw/']");
        await page.MustBeFineAsync("period-withdraw-de-768");
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=withdraw*");
        Assert.Equal(0, await page.Locator("li.week__item").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R35_and_R36_a_conflict_is_settled_a_ledger_is_read_and_corrected_and_a_file_is_reported_line_by_line()
    {
        var page = await procedure.SignedInAsync("officer2", "nl");
        await page.GotoAsync($"{Played}/assessment");
        await page.MustBeFineAsync("assessment-nl-1280");
        await page.ClickAsync(".week__item a >> nth=0");
        await page.MustBeFineAsync("session-held-nl-1280");
        await page.ClickAsync("a[href*='/officer/submissions?session=']");
        await page.MustBeFineAsync("submissions-nl-1280");
        await page.GotoAsync("/officer/submissions");
        await page.ClickAsync("tbody a >> nth=0");
        await page.MustBeFineAsync("submission-nl-1280");
        await page.FillAsync("#field-form-reason", "De leverancier verbeterde de score te laat; de juiste staat in herziening 2.");
        await SendAsync(page);
        await page.WaitForURLAsync("**?done=settled");
        Assert.Equal(0, await page.Locator("#settle").CountAsync());

        await page.GotoAsync($"{Played}/assessment/candidates?state=Exempted");
        await page.MustBeFineAsync("at-assessment-nl-1280");
        var imported = procedure.Stage.Candidates.First(c => c.Script.Ledger is { Kind: "EarlierPass", Exempts: true });
        await page.GotoAsync($"/officer/persons/{imported.PersonId}/ledger");
        await page.MustBeFineAsync("ledger-nl-1280");
        await page.ClickAsync("a[href*='/ledger/void/']");
        await page.FillAsync("#field-form-reason", "Het attest was van een naamgenoot.");
        await page.MustBeFineAsync("ledger-void-nl-1280");
        await SendAsync(page);
        await page.WaitForURLAsync("**/ledger?done=void");
        // The exemption that rested on it waits for an officer, who keeps it.
        await page.GotoAsync($"{Played}/assessment/reviews");
        await page.MustBeFineAsync("reviews-nl-1280");
        await page.ClickAsync("a[href*='/reviews/exemption/'] >> nth=0");
        await SendAsync(page);
        await page.WaitForSelectorAsync(".problem-summary");
        await page.CheckAsync("label[for=field-form-choice-keep]");
        await page.FillAsync("#field-form-motivation", "Een ander attest bewijst hetzelfde.");
        await page.MustBeFineAsync("review-decide-nl-1280");
        await SendAsync(page);
        await page.WaitForURLAsync("**/reviews?done=yes");

        await page.GotoAsync("/officer/ledger");
        await page.SetInputFilesAsync("#field-form-file", new FilePayload { Name = "ledger.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"person_id,kind,level_group,from,until,source\n{imported.PersonId},EarlierPass,L2,2026-02-30,,ANG24007\n{imported.PersonId},Nothing,L2,2026-02-03,,ANG24007\n") });
        await SendAsync(page);
        await page.WaitForSelectorAsync("#lines");
        Assert.Equal(2, await page.Locator("#lines ~ tbody tr").CountAsync());
        await page.MustBeFineAsync("ledger-report-nl-1280");
        await page.SetInputFilesAsync("#field-form-file", new FilePayload { Name = "ledger.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"person_id,kind,level_group,from,until,source\n{imported.PersonId},EarlierPass,L2,2026-02-03,,ANG24008\n") });
        await page.CheckAsync("label[for=field-form-what-import]");
        await SendAsync(page);
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.Context.CloseAsync();
    }

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static Task SendAsync(IPage page) => page.ClickAsync("main form .actions button[type=submit]");
}

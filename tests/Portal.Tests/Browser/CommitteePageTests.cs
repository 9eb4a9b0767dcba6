using Microsoft.Playwright;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>A committee at work, page by page: declaring, hearing, scoring, deliberating, judging (R41 to R46).</summary>
[Collection(ProcedureCollection.Name)]
public sealed class CommitteePageTests(Procedure procedure)
{
    [Fact]
    public async Task R41_to_R43_a_committee_declares_hears_scores_and_judges_on_its_pages()
    {
        var member = await procedure.SignedInAsync("member1", "fr", 390);
        await DeclareAsync(member);
        var chair = await procedure.SignedInAsync("chair");
        await AvailableAsync(chair);
        await procedure.Stage.Time.MoveToAsync(procedure.Heard.Slot!.HearingAt, default);
        await LeadAsync(chair);
        await ScoreAsync(member);
        await CloseAsync(chair);
        await SubmitAsync(member);
        await OthersSubmitAsync();
        await CorrectScoreAsync(member);
        await JudgeAsync(chair, member);
        await CorrectJudgementAsync(chair);
        await member.Context.CloseAsync();
        await chair.Context.CloseAsync();
    }

    private async Task DeclareAsync(IPage member)
    {
        await member.GotoAsync("/committee");
        await member.MustBeFineAsync("committee-fr-390");
        await member.GotoAsync($"{procedure.Committee}/declarations");
        await member.MustBeFineAsync("declarations-fr-390");
        // A conflict without a reason is told at its field; then it is confirmed first, and broken off here.
        await member.CheckAsync("label[for=c0-conflict]");
        await SendAsync(member);
        Assert.Equal("true", await member.GetAttributeAsync("#field-form-lines-0-reason", "aria-invalid"));
        await member.MustBeFineAsync("declarations-wrong-fr-390");
        await member.FillAsync("#field-form-lines-0-reason", "Nous avons travaillé ensemble.");
        await SendAsync(member);
        await member.WaitForSelectorAsync(".confirm");
        await member.MustBeFineAsync("declarations-confirm-fr-390");
        await member.GotoAsync($"{procedure.Committee}/declarations");
        while (await member.Locator("fieldset.choice").CountAsync() is > 0 and var open)
        {
            for (var i = 0; i < open; i++) await member.CheckAsync($"label[for=c{i}-none]");
            await SendAsync(member);
            await member.WaitForURLAsync("**/declarations?done=yes");
        }

        await member.MustBeFineAsync("declarations-done-fr-390");
        await member.GotoAsync($"{procedure.Committee}/conflict/{procedure.Heard.CandidacyId}");
        await member.MustBeFineAsync("declarations-later-fr-390");
    }

    private async Task AvailableAsync(IPage chair)
    {
        await chair.GotoAsync($"{procedure.Committee}/availability");
        await SendAsync(chair);
        Assert.Equal(1, await chair.Locator(".problem-summary").CountAsync());
        // Two days of the second month that is shown, which is to come.
        foreach (var i in new[] { 10, 11 }) await chair.CheckAsync($".month >> nth=1 >> .day >> nth={i}");
        await chair.SelectOptionAsync("#field-form-part", "Afternoon");
        await SendAsync(chair);
        await chair.WaitForURLAsync("**/availability?month=&done=yes");
        Assert.Equal(2, await chair.Locator(".day--part .day__number").CountAsync());
        await chair.MustBeFineAsync("availability-nl-1280");
        await chair.CheckAsync(".day--part >> nth=0");
        await chair.CheckAsync("label[for=field-form-choice-forget]");
        await SendAsync(chair);
        await chair.WaitForURLAsync("**/availability?month=&done=yes");
        Assert.Equal(1, await chair.Locator(".day--part .day__number").CountAsync());
    }

    private async Task LeadAsync(IPage chair)
    {
        await chair.GotoAsync("/committee");
        Assert.Equal(1, await chair.Locator("#today ~ .cards li").CountAsync());
        await chair.MustBeFineAsync("committee-nl-1280");
        await chair.GotoAsync(procedure.Hearing);
        await chair.MustBeFineAsync("hearing-before-nl-1280");
        await chair.GotoAsync($"{procedure.Hearing}/absent");
        await chair.MustBeFineAsync("hearing-absent-nl-1280");
        await chair.GotoAsync($"{procedure.Hearing}/open");
        await chair.MustBeFineAsync("hearing-open-nl-1280");
        await StepAsync(chair, "open");
        await chair.MustBeFineAsync("hearing-under-way-nl-1280");
        await chair.GotoAsync($"{procedure.Hearing}/pause");
        await SendAsync(chair);
        Assert.Equal("true", await chair.GetAttributeAsync("#field-form-text", "aria-invalid"));
        await chair.FillAsync("#field-form-text", "Pauze van tien minuten.");
        await StepAsync(chair, "pause");
        await chair.GotoAsync($"{procedure.Hearing}/resume");
        await StepAsync(chair, "resume");
        await chair.GotoAsync($"{procedure.Hearing}/presence");
        await chair.UncheckAsync("label[for=present-9]");
        await chair.FillAsync("#field-form-text", "Moest een trein halen.");
        await chair.MustBeFineAsync("hearing-presence-nl-1280");
        await StepAsync(chair, "presence");
        await chair.GotoAsync($"{procedure.Hearing}/incident");
        await chair.FillAsync("#field-form-text", "Korte stroompanne.");
        await chair.MustBeFineAsync("hearing-incident-nl-1280");
        await StepAsync(chair, "incident");
        Assert.Equal(1, await chair.Locator(".timeline li").CountAsync());
    }

    /// <summary>Saved as one goes; kept on the device while the connection is away; without a script by the form.</summary>
    private async Task ScoreAsync(IPage member)
    {
        await member.GotoAsync($"{procedure.Hearing}/sheet");
        await member.MustBeFineAsync("sheet-fr-390");
        await FillAsync(member, 0, "14,5", "Des exemples concrets.");
        await member.WaitForSelectorAsync("[data-sheet-status][data-kind=saved]");
        await member.Context.SetOfflineAsync(true);
        await FillAsync(member, 1, "12", "Saisi sans connexion.");
        await member.WaitForSelectorAsync("[data-sheet-status][data-kind=away]");
        await member.MustBeFineAsync("sheet-away-fr-390");
        await member.Context.SetOfflineAsync(false);
        await member.WaitForSelectorAsync("[data-sheet-status][data-kind=saved]");
        await FillAsync(member, 2, "99", "Trop.");
        await member.WaitForSelectorAsync("[data-sheet-status][data-kind=refused]");
        await FillAsync(member, 2, "", "");
        await member.WaitForSelectorAsync("[data-sheet-status][data-kind=saved]");

        var plain = await procedure.SignedInAsync("member1", "nl", javaScript: false);
        await plain.GotoAsync($"{procedure.Hearing}/sheet");
        Assert.Equal("14,5", await plain.InputValueAsync("[data-score] >> nth=0"));
        Assert.Equal("12", await plain.InputValueAsync("[data-score] >> nth=1"));
        await plain.FillAsync("[data-score] >> nth=2", "veel");
        await plain.ClickAsync("button[value=stay]");
        Assert.Equal("true", await plain.GetAttributeAsync("[data-score] >> nth=2", "aria-invalid"));
        Assert.Equal("veel", await plain.InputValueAsync("[data-score] >> nth=2"));
        for (var i = 2; i < procedure.Codes.Count; i++) await plain.FillAsync($"[data-score] >> nth={i}", "13");
        await plain.ClickAsync("button[value=stay]");
        await plain.WaitForURLAsync("**/sheet?done=yes");
        await plain.GotoAsync($"{procedure.Hearing}/sheet/submit");
        // The hearing is still under way (R42).
        Assert.Equal(0, await plain.Locator(".confirm").CountAsync());
        await plain.Context.CloseAsync();
    }

    private async Task CloseAsync(IPage chair)
    {
        await chair.GotoAsync($"{procedure.Hearing}/close");
        await chair.MustBeFineAsync("hearing-close-nl-1280");
        await StepAsync(chair, "close");
    }

    private async Task SubmitAsync(IPage member)
    {
        await member.GotoAsync($"{procedure.Hearing}/deliberation");
        Assert.Equal(0, await member.Locator("#sheets").CountAsync());
        await member.MustBeFineAsync("deliberation-sealed-fr-390");
        await member.GotoAsync($"{procedure.Hearing}/sheet/submit");
        await member.MustBeFineAsync("sheet-submit-fr-390");
        await SendAsync(member);
        await member.WaitForURLAsync("**/sheet");
        Assert.Equal(0, await member.Locator("[data-score]").CountAsync());
        await member.MustBeFineAsync("sheet-sealed-fr-390");
    }

    /// <summary>Who was there throughout: all but the first, who has, and the last, who left.</summary>
    private async Task OthersSubmitAsync()
    {
        var path = $"/api/oraltest/hearings/{procedure.Heard.CandidacyId}/sheet";
        foreach (var (i, actor) in procedure.Stage.Cast.Members.Skip(1).SkipLast(1).Prepend(procedure.Stage.Cast.Chair).Index())
        {
            (await actor.PutAsync(path, new { scores = procedure.Codes.Select((code, c) => new { code, score = 10 + (i + c) % 8, notes = "Eigen notities." }) }, default)).Must();
            (await actor.PostAsync($"{path}/submit", null, default)).Must();
        }
    }

    /// <summary>The sheet stays as it was handed in; the correction stands beside it, for all to see.</summary>
    private async Task CorrectScoreAsync(IPage member)
    {
        await member.GotoAsync($"{procedure.Hearing}/sheet/correct");
        await SendAsync(member);
        Assert.Equal("true", await member.GetAttributeAsync("#field-form-code", "aria-invalid"));
        await member.MustBeFineAsync("sheet-correct-fr-390");
        await member.SelectOptionAsync("#field-form-code", procedure.Codes[0]);
        await member.FillAsync("#field-form-score", "15,5");
        await member.FillAsync("#field-form-reason", "Faute de frappe.");
        await SendAsync(member);
        await member.WaitForURLAsync("**/sheet?done=corrected");
        Assert.Equal("15,5", await member.TextContentAsync("#sealed ~ tbody ins"));
        await member.MustBeFineAsync("sheet-corrected-fr-390");
        await member.GotoAsync($"{procedure.Hearing}/deliberation?order=Spread");
        await member.MustBeFineAsync("deliberation-spread-fr-390");
    }

    /// <summary>The chair asks, an officer agrees, and the committee deliberates again on the same sheets.</summary>
    private async Task CorrectJudgementAsync(IPage chair)
    {
        await chair.GotoAsync(procedure.Hearing);
        await chair.MustBeFineAsync("hearing-judged-nl-1280");
        await chair.GotoAsync($"{procedure.Hearing}/correction");
        await SendAsync(chair);
        Assert.Equal("true", await chair.GetAttributeAsync("#field-form-text", "aria-invalid"));
        await chair.FillAsync("#field-form-text", "Bij twee competenties zijn de resultaten verwisseld.");
        await chair.MustBeFineAsync("judgement-correction-nl-1280");
        await SendAsync(chair);
        await chair.WaitForURLAsync("**/deliberation?done=correction");
        await chair.MustBeFineAsync("deliberation-correction-nl-1280");

        var officer = await procedure.SignedInAsync("officer1", "de", 768);
        await officer.GotoAsync($"/officer/vacancies/{procedure.Stage.VacancyId}/oral-test");
        await officer.MustBeFineAsync("officer-oral-test-de-768");
        await officer.ClickAsync("a[href$='/consent']");
        await officer.MustBeFineAsync("officer-consent-de-768");
        await SendAsync(officer);
        await officer.WaitForURLAsync("**/oral-test?done=consent");
        var minutes = await officer.APIRequest.GetAsync($"{procedure.Site.Address.AbsoluteUri.TrimEnd('/')}/officer/hearings/{procedure.Heard.CandidacyId}/minutes");
        Assert.Equal("application/pdf", minutes.Headers["content-type"]);
        await officer.Context.CloseAsync();
        await chair.GotoAsync($"{procedure.Hearing}/deliberation");
        Assert.Equal(1, await chair.Locator("button[value=judge]").CountAsync());
    }

    private async Task JudgeAsync(IPage chair, IPage member)
    {
        await chair.GotoAsync($"{procedure.Hearing}/deliberation");
        await chair.MustBeFineAsync("deliberation-nl-1280");
        await chair.ClickAsync("button[value=judge]");
        Assert.Equal("true", await chair.GetAttributeAsync("#field-form-motivation", "aria-invalid"));
        await chair.MustBeFineAsync("deliberation-wrong-nl-1280");
        for (var i = 0; i < procedure.Codes.Count; i++)
        {
            await chair.FillAsync($"#field-form-lines-{i}-result", "14,5");
            await chair.FillAsync($"#field-form-lines-{i}-motivation", "Overtuigend, met eigen voorbeelden.");
        }

        await chair.FillAsync("#field-form-motivation", "Geschikt: kent het werkveld en leidt met een heldere visie.");
        await chair.ClickAsync("button[value=judge]");
        await chair.WaitForURLAsync("**/judge");
        await chair.MustBeFineAsync("judge-nl-1280");
        await SendAsync(chair);
        await chair.WaitForURLAsync("**/deliberation?done=judge");
        Assert.Contains("72,5", await chair.TextContentAsync("main") ?? "", StringComparison.Ordinal);
        await chair.MustBeFineAsync("deliberation-judged-nl-1280");
        var minutes = await chair.APIRequest.GetAsync($"{procedure.Site.Address.AbsoluteUri.TrimEnd('/')}{procedure.Hearing}/minutes");
        Assert.Equal("application/pdf", minutes.Headers["content-type"]);

        await member.GotoAsync($"{procedure.Hearing}/deliberation");
        await member.MustBeFineAsync("deliberation-judged-fr-390");
        await member.GotoAsync($"{procedure.Committee}/merits");
        await member.MustBeFineAsync("merits-fr-390");
        await member.GotoAsync($"{procedure.Committee}/case-paper");
        await member.MustBeFineAsync("committee-case-paper-fr-390");
        await chair.GotoAsync($"{procedure.Committee}/merits");
        await chair.FillAsync("#field-form-lines-0-place", "1");
        await chair.FillAsync("#field-form-lines-0-reason", "Meer ervaring met het leiden van een instelling.");
        await SendAsync(chair);
        await chair.WaitForURLAsync("**/merits?done=yes");
        await chair.MustBeFineAsync("merits-nl-1280");
    }

    private static Task SendAsync(IPage page) => page.ClickAsync("main form .actions button[type=submit]");

    private static async Task StepAsync(IPage chair, string step)
    {
        await SendAsync(chair);
        await chair.WaitForURLAsync($"**?done={step}");
    }

    private static async Task FillAsync(IPage member, int line, string score, string notes)
    {
        // What was said before is not taken for the answer to this.
        await member.EvaluateAsync("document.querySelector('[data-sheet-status]').dataset.kind = ''");
        await member.FillAsync($"[data-score] >> nth={line}", score);
        await member.FillAsync($".sheet__line textarea >> nth={line}", notes);
        await member.PressAsync($".sheet__line textarea >> nth={line}", "Tab");
    }
}

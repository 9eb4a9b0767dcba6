using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Selection.Demo;
using Selection.Demo.People;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>What comes after the committee's judgement: the list with four eyes, requests and complaints, the appointment, and what auditors read of it.</summary>
[Collection(SiteCollection.Name)]
public sealed class AfterResultsTests(Site site)
{
    private static readonly string[] Entering = ["foreign-diploma", "exactly-60", "tie-a", "diploma-in-french", "below-the-threshold"];

    private const string PublishedCode = "ANG26041";

    private static Task<Stage>? _published;

    [Fact]
    public Task R47_one_officer_proposes_the_list_and_another_reads_and_publishes_it_and_nobody_approves_their_own() => PublishedAsync();

    [Fact]
    public async Task R52_an_officer_checks_the_conditions_and_records_who_no_longer_stands_and_takes_it_back()
    {
        var stage = await PublishedAsync();
        var candidate = Of(stage, "tie-a");
        var page = await SignedInAsync("officer2", "nl", 1280);
        await page.GotoAsync($"/officer/vacancies/{stage.VacancyId}/appointment");
        await page.MustBeFineAsync("after-appointment-nl-1280");
        await page.ClickAsync($"a[href$='{candidate.CandidacyId}']");
        await SubmitAsync(page, ".problem-summary");
        await page.MustBeFineAsync("after-conditions-wrong-nl-1280");
        await page.SelectOptionAsync("#field-form-condition", "Conduct");
        await page.ClickAsync("label[for=field-form-holds-false]");
        await page.FillAsync("#field-form-proofof", await TodayAsync());
        await page.FillAsync("#field-form-remark", "Uittreksel uit het strafregister, model 595, met een vermelding.");
        await SubmitAsync(page, ".usa-alert--success");
        Assert.Contains("model 595", await page.TextContentAsync("table") ?? "", StringComparison.Ordinal);

        await page.ClickAsync("a[href$='/departure']");
        await page.MustBeFineAsync("after-departure-nl-1280");
        await page.ClickAsync("label[for=field-form-kind-NotAppointable]");
        await page.FillAsync("#field-form-on", await TodayAsync());
        await page.FillAsync("#field-form-remark", "Het uittreksel vermeldt een veroordeling die de functie in de weg staat.");
        await SubmitAsync(page, ".usa-alert--warning");
        await page.ClickAsync("a[href$='/take-back']");
        await page.FillAsync("#field-form-remark", "Het uittreksel bleek van een naamgenoot.");
        await SubmitAsync(page, ".usa-alert--success");
        Assert.Equal(0, await page.Locator(".usa-alert--warning").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R22_a_reservation_is_lifted_on_a_proof_and_without_one_it_is_not()
    {
        var stage = await PublishedAsync();
        var page = await SignedInAsync("officer1", "fr", 390);
        await page.GotoAsync($"/officer/cases/{Of(stage, "diploma-in-french").CandidacyId}");
        await page.ClickAsync(".case__judgement details summary");
        await page.ClickAsync(".case__judgement .blocks summary");
        await page.ClickAsync(".case__judgement .blocks button");
        Assert.NotEqual("", await page.InputValueAsync("#field-form-motivation"));
        await page.FillAsync("#field-form-motivation", "De kandidaat slaagde voor de taaltest.");
        await page.ClickAsync(".case__judgement details[open] .actions button");
        await page.WaitForSelectorAsync(".problem-summary");
        await page.MustBeFineAsync("after-reservation-fr-390");
        await page.SelectOptionAsync("#field-form-proofkind", "LanguageCertificate");
        await page.FillAsync("#field-form-proofdate", await TodayAsync());
        await page.FillAsync("#field-form-proofissuer", "Selor");
        await page.ClickAsync(".case__judgement details[open] .actions button");
        await page.WaitForSelectorAsync(".usa-alert--success");
        Assert.Equal(0, await page.Locator(".case__judgement details").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R51_the_authority_interviews_and_R52_appoints_only_when_nothing_is_missing_and_revokes_with_a_reason()
    {
        var stage = await PublishedAsync();
        var first = Of(stage, "foreign-diploma");
        var page = await SignedInAsync("authority", "de", 1280);
        await page.GotoAsync("/authority");
        await page.MustBeFineAsync("after-authority-de-1280");
        await page.GotoAsync($"/authority/vacancies/{stage.VacancyId}");
        await page.MustBeFineAsync("after-succession-de-1280");
        await page.ClickAsync(".succession__item:first-child .actions a");
        await PlanAsync(page, Duration.FromHours(3));
        await page.ClickAsync("details.more summary");
        await page.FillAsync("details[open] #field-form-place", "Brussel, zaal 5");
        await page.ClickAsync("details[open] form button");
        await page.WaitForURLAsync("**done=moved");
        await page.ClickAsync("a[href$='/cancel']");
        await page.FillAsync("#field-form-reason", "Der Saal ist nicht frei.");
        await SubmitAsync(page, "#field-form-startsat");
        await PlanAsync(page, Duration.FromHours(2));
        await stage.Time.MoveToAsync(await stage.Platform.NowAsync(default) + Duration.FromHours(2.5), default);
        await page.ReloadAsync();
        await page.MustBeFineAsync("after-interview-de-1280");
        for (var i = 0; i < 4; i++)
        {
            await page.SelectOptionAsync($"#field-form-findings-{i}-appreciation", "Good");
            await page.FillAsync($"#field-form-findings-{i}-text", "Entspricht dem Profil.");
        }

        await page.ClickAsync("button[value=finalise]");
        await page.WaitForURLAsync("**/finalise");
        await SubmitAsync(page, ".sheet__line");
        await page.ClickAsync("details.more summary");
        await page.FillAsync("#field-form-reason", "Ein Satz fehlte.");
        await page.ClickAsync("details[open] form button");
        await page.WaitForFunctionAsync("document.querySelectorAll('.sheet__line').length === 2");

        await page.GotoAsync($"/authority/vacancies/{stage.VacancyId}");
        await page.ClickAsync(".succession__item:first-child .actions a[href$='/appoint']");
        await page.FillAsync("#field-form-startson", await DayAsync(30));
        await page.FillAsync("#field-form-reason", "Als Erste gereiht; das ergänzende Gespräch bestätigt die Eignung.");
        await SubmitAsync(page, ".problem-summary");
        await page.MustBeFineAsync("after-appoint-refused-de-1280");
        await FulfilAsync(stage, first);
        await SubmitAsync(page, ".usa-alert--success");
        Assert.Contains(first.Name, await page.TextContentAsync(".usa-alert--info") ?? "", StringComparison.Ordinal);
        await page.MustBeFineAsync("after-appointed-de-1280");
        await page.ClickAsync("a[href$='/revoke']");
        await page.FillAsync("#field-form-reason", "Die Person hat die Stelle nicht angenommen.");
        await SubmitAsync(page, ".usa-alert--warning");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R49_what_candidates_ask_is_answered_kind_by_kind_and_R50_a_complaint_never_by_who_took_the_decision()
    {
        var stage = await PublishedAsync();
        var (candidate, path) = (Of(stage, "below-the-threshold"), $"/api/results/candidacies/{Of(stage, "below-the-threshold").CandidacyId}");
        (await candidate.Account.PostAsync($"{path}/feedback", new { question = "Wat had ik beter kunnen doen?" }, default)).Must();
        (await candidate.Account.PostAsync($"{path}/access-requests", new { wanted = "Het proces-verbaal van mijn gesprek." }, default)).Must();
        (await candidate.Account.PostAsync($"{path}/complaints", new { subject = "Treatment", text = "De voorzitter onderbrak mij." }, default)).Must();
        var own = (await candidate.Account.PostAsync($"{path}/complaints", new { subject = "Result", text = "Mijn totaal klopt niet." }, default)).Must();
        var suitable = Of(stage, "exactly-60");
        (await suitable.Account.PutAsync($"/api/results/candidacies/{suitable.CandidacyId}/workplace-adjustments", new { wanted = "Een rustige werkplek." }, default)).Must();

        var page = await SignedInAsync("officer1", "fr", 390);
        await page.GotoAsync($"/officer/requests/feedback?vacancy={stage.VacancyId}");
        await page.ClickAsync(".experience summary");
        await SubmitAsync(page, ".problem-summary", ".experience details[open] form button");
        await page.MustBeFineAsync("after-feedback-fr-390");
        await page.FillAsync(".experience textarea", "Il manquait une vision propre.");
        await SubmitAsync(page, ".usa-alert--success", ".experience details[open] form button");
        await page.GotoAsync($"/officer/requests/access?vacancy={stage.VacancyId}");
        await page.ClickAsync(".experience summary");
        await SubmitAsync(page, "#field-form-handedover", ".experience details[open] form button");
        await page.MustBeFineAsync("after-access-fr-390");
        await page.FillAsync("#field-form-handedover", "Le procès-verbal, en annexe.");
        await SubmitAsync(page, ".usa-alert--success", ".experience details[open] form button");

        await page.GotoAsync($"/officer/requests/complaints?vacancy={stage.VacancyId}");
        await page.MustBeFineAsync("after-complaints-fr-390");
        await page.ClickAsync("tbody tr:first-child a");
        await SubmitAsync(page, ".usa-alert--success", "main .usa-button--outline[type=submit]");
        await page.SelectOptionAsync("#field-form-finding", "Founded");
        await page.FillAsync("#field-form-answer", "Le procès-verbal confirme les interruptions.");
        await page.ClickAsync("label[for=field-form-tooknopart]");
        await page.MustBeFineAsync("after-complaint-fr-390");
        await SubmitAsync(page, ".usa-alert--success", "form:has(textarea) button");
        await page.GotoAsync($"/officer/complaints/{own.Id("complaintId")}");
        await SubmitAsync(page, ".problem-summary", "main .usa-button--outline[type=submit]");

        await page.GotoAsync($"/officer/requests/adjustments?vacancy={stage.VacancyId}");
        await page.MustBeFineAsync("after-adjustments-fr-390");
        await page.ClickAsync("tbody tr:first-child a");
        await page.MustBeFineAsync("after-adjustment-fr-390");
        await page.FillAsync("#field-form-answer", "Le bureau est prêt.");
        await SubmitAsync(page, ".usa-alert--success");
        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GotoAsync("/officer/requests/complaints");
            await page.ClickAsync("a[href='/officer/complaints/export']");
        });
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);
        await page.GotoAsync($"/officer/vacancies/{stage.VacancyId}/candidacies/{candidate.CandidacyId}");
        await page.MustBeFineAsync("after-candidacy-fr-390");
        await page.Context.CloseAsync();
        var auditor = await SignedInAsync("auditor", "de", 1280);
        await auditor.GotoAsync($"/auditor/complaints/{own.Id("complaintId")}");
        await auditor.MustBeFineAsync("after-auditor-complaint-de-1280");
        await auditor.Context.CloseAsync();
    }

    [Fact]
    public async Task R50_a_complaint_is_withdrawn_and_R52_a_place_declined_after_a_look_at_what_that_does_without_a_script()
    {
        var stage = await PublishedAsync();
        var candidate = Of(stage, "diploma-in-french");
        var results = $"/candidacies/{candidate.CandidacyId}/results";
        var filed = (await candidate.Account.PostAsync($"/api/results{results.Replace("/results", "/complaints", StringComparison.Ordinal)}", new { subject = "Treatment", text = "De zaal was te warm." }, default)).Must();
        var page = await site.VisitAsync("nl", 390, javaScript: false);
        await Site.SignInAsync(page, $"diploma-in-french.{PublishedCode}".ToLowerInvariant(), Demo.Steps.Apply.Password);
        foreach (var part in new[] { "access", "adjustments", "feedback", "complaints" })
        {
            await page.GotoAsync($"{results}/{part}");
            await page.MustBeFineAsync($"results-{part}-nl-390");
        }

        await page.ClickAsync($"a[href$='{filed.Id("complaintId")}/withdraw']");
        await page.MustBeFineAsync("complaint-withdraw-nl-390");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        Assert.Equal(0, await page.Locator("a[href$='/withdraw']").CountAsync());

        await page.GotoAsync(results);
        await page.ClickAsync("a[href$='/decline']");
        await page.FillAsync("#field-form-remark", "Ik heb intussen een andere functie.");
        await page.MustBeFineAsync("decline-nl-390");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        Assert.Equal(0, await page.Locator("a[href$='/decline']").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R23_officers_keep_text_blocks_of_their_own_and_of_two_who_change_one_the_later_is_told()
    {
        var (page, other) = (await SignedInAsync("officer1", "en", 390), await SignedInAsync("officer2", "nl", 1280));
        await page.GotoAsync("/officer/blocks/new");
        await page.SelectOptionAsync("#field-form-language", "de");
        await page.SelectOptionAsync("#field-form-use", "Reopen");
        await page.FillAsync("#field-form-title", "Neues Schriftstück");
        await page.FillAsync("#field-form-text", "Zur Stelle {titel}: […]");
        await SubmitAsync(page, ".problem-summary");
        await page.MustBeFineAsync("after-block-wrong-en-390");
        await page.FillAsync("#field-form-text", "Zur Stelle {title}: [… Grund]");
        await SubmitAsync(page, ".usa-alert--success");
        await page.MustBeFineAsync("after-blocks-en-390");
        var path = await page.GetAttributeAsync("tr:has-text('Neues Schriftstück') td a", "href") ?? "";
        await page.GotoAsync(path);
        await other.GotoAsync(path);
        await other.FillAsync("#field-form-title", "Neues Dokument");
        await SubmitAsync(other, ".usa-alert--success");
        await page.FillAsync("#field-form-title", "Schriftstück");
        await SubmitAsync(page, ".problem-summary");
        Assert.Contains("Neues Dokument", await page.TextContentAsync(".usa-alert--warning") ?? "", StringComparison.Ordinal);
        Assert.Equal("Schriftstück", await page.InputValueAsync("#field-form-title"));
        await page.MustBeFineAsync("after-block-stale-en-390");
        await other.GotoAsync(path.Replace("?", "/retire?", StringComparison.Ordinal));
        await other.MustBeFineAsync("after-block-retire-nl-1280");
        await SubmitAsync(other, ".usa-alert--success");
        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task R54_an_auditor_reads_the_list_and_each_decision_takes_the_register_along_and_verifies_the_record()
    {
        var stage = await PublishedAsync();
        var page = await SignedInAsync("auditor", "nl", 390);
        await page.GotoAsync("/auditor/procedures");
        await page.MustBeFineAsync("after-auditor-procedures-nl-390");
        await page.GotoAsync($"/auditor/vacancies/{stage.VacancyId}");
        await SubmitAsync(page, ".usa-alert--success", "main form .usa-button--outline");
        for (var i = 0; i < 60 && await page.Locator("a[href$='register.pdf']").CountAsync() == 0; i++)
        {
            await Task.Delay(500);
            await page.ReloadAsync();
        }

        await page.MustBeFineAsync("after-auditor-procedure-nl-390");
        var register = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[href$='register.pdf']"));
        Assert.EndsWith(".pdf", register.SuggestedFilename, StringComparison.Ordinal);
        var registerId = (await page.GetAttributeAsync("a[href$='register.pdf']", "href"))!.Split('/')[^2];
        var officer = await SignedInAsync("officer1", "fr", 1280);
        await officer.GotoAsync($"/officer/vacancies/{stage.VacancyId}/registers/{registerId}/remove");
        await officer.MustBeFineAsync("after-register-remove-fr-1280");
        await officer.Context.CloseAsync();
        var name = await page.TextContentAsync("table th a");
        await page.ClickAsync("table th a");
        await page.MustBeFineAsync("after-auditor-decision-nl-390");
        Assert.Contains(name!.Trim(), await page.TextContentAsync("h1") ?? "", StringComparison.Ordinal);
        var decision = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[href*='decision.pdf']"));
        Assert.EndsWith(".pdf", decision.SuggestedFilename, StringComparison.Ordinal);
        await page.GotoAsync($"/auditor/vacancies/{stage.VacancyId}/appointment");
        await page.MustBeFineAsync("after-auditor-appointment-nl-390");
        await page.GotoAsync("/auditor/verification");
        await SubmitAsync(page, "#verified");
        Assert.Equal(5, await page.Locator(".tag--open").CountAsync());
        await page.MustBeFineAsync("after-auditor-verification-nl-390");
        await page.Context.CloseAsync();
    }

    /// <summary>The judged procedure, whose list went its way in the browser; made once.</summary>
    private Task<Stage> PublishedAsync() => _published ??= PublishAsync();

    private async Task<Stage> PublishAsync()
    {
        var platform = site.Platform;
        var stage = await ShortProcedure.CloseAsync(platform.Client, platform.Cast, platform.Options, PublishedCode, Entering);
        await ShortProcedure.JudgeAsync(stage);
        var list = $"/officer/vacancies/{stage.VacancyId}/list";
        var (proposer, approver) = (await SignedInAsync("officer1", "nl", 1280), await SignedInAsync("officer2", "fr", 1280));

        await ProposeAsync();
        await proposer.GotoAsync($"{list}/1");
        await proposer.MustBeFineAsync("after-own-list-nl-1280");
        Assert.Equal(0, await proposer.Locator("a[href*='/approve/']").CountAsync());
        await proposer.GotoAsync($"{list}/approve/1");
        await SubmitAsync(proposer, ".problem-summary");
        await proposer.MustBeFineAsync("after-own-approval-nl-1280");
        await approver.GotoAsync($"{list}/1");
        await approver.MustBeFineAsync("after-list-fr-1280");
        await approver.ClickAsync("a[href$='/reject/1']");
        await approver.FillAsync("#field-form-reason", "Une motivation manque.");
        await SubmitAsync(approver, ".usa-alert--success");

        await ProposeAsync();
        await proposer.GotoAsync($"{list}/take-back/2");
        await proposer.FillAsync("#field-form-reason", "De commissie kijkt een motivering na.");
        await SubmitAsync(proposer, ".usa-alert--success");

        await ProposeAsync();
        await approver.GotoAsync($"{list}/approve/3");
        await approver.FillAsync("#field-form-publishat", $"{await DayAsync(1)}T09:00");
        await SubmitAsync(approver, ".usa-alert--success");
        await approver.MustBeFineAsync("after-approved-fr-1280");
        await proposer.GotoAsync($"{list}/move/3");
        await proposer.FillAsync("#field-form-publishat", $"{await DayAsync(2)}T09:00");
        await SubmitAsync(proposer, ".problem-summary");
        await approver.GotoAsync($"{list}/move/3");
        await approver.FillAsync("#field-form-publishat", $"{await DayAsync(2)}T09:00");
        await SubmitAsync(approver, ".usa-alert--success");
        await approver.GotoAsync($"{list}/take-back-approval/3");
        await approver.FillAsync("#field-form-reason", "Encore à vérifier.");
        await SubmitAsync(approver, ".usa-alert--success");
        await approver.GotoAsync($"{list}/approve/3");
        await SubmitAsync(approver, ".usa-alert--success");
        await approver.GotoAsync($"{list}/correct");
        await approver.FillAsync("#field-form-reason", "Une erreur matérielle.");
        await SubmitAsync(approver, ".problem-summary");
        await approver.MustBeFineAsync("after-correct-refused-fr-1280");
        await proposer.Context.CloseAsync();
        await approver.Context.CloseAsync();
        return stage;

        async Task ProposeAsync()
        {
            await proposer.GotoAsync($"{list}/propose");
            await SubmitAsync(proposer, ".usa-alert--success");
        }
    }

    /// <summary>Plans an interview so long from now, at a time the field takes.</summary>
    private async Task PlanAsync(IPage page, Duration ahead)
    {
        var at = (await site.Platform.Client.NowAsync(default) + ahead).InZone(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).LocalDateTime;
        await page.FillAsync("#field-form-startsat", LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(at));
        await page.FillAsync("#field-form-place", "Brussel, zaal 4");
        await SubmitAsync(page, ".usa-alert--success");
    }

    /// <summary>Every condition holds, and the reservation is lifted (R22).</summary>
    private async Task FulfilAsync(Stage stage, Candidate candidate)
    {
        var (officer, proofOf) = (stage.Cast.Officer2, await TodayAsync());
        foreach (var condition in new[] { "Nationality", "CivilAndPoliticalRights", "Conduct", "NoConflictOfInterest", "NoDismissal" })
            (await officer.PostAsync($"/api/results/candidacies/{candidate.CandidacyId}/conditions", new { condition, holds = true, proofOf, remark = "Het bewijs zit in het dossier." }, default)).Must();
        var path = $"/api/screening/cases/{candidate.CandidacyId}";
        var proof = new { kind = "EquivalenceDecision", date = proofOf, issuer = "NARIC-Vlaanderen" };
        (await officer.PostAsync($"{path}/reservations/Equivalence/decision", new { lifted = true, motivation = "De gelijkwaardigheid is erkend.", proof }, default, (await officer.GetAsync(path, default)).Must().ETag)).Must();
        await Demo.Platform.Poll.UntilAsync("the results know that the reservation is lifted", async () =>
            (await officer.GetAsync($"/api/results/candidacies/{candidate.CandidacyId}/conditions", default)).Must().Body.GetProperty("missing").GetArrayLength() == 0, default);
    }

    private static Candidate Of(Stage stage, string persona) => stage.Candidates.Single(c => c.Script.Key == persona);

    private async Task<IPage> SignedInAsync(string userName, string language, int width)
    {
        var page = await site.VisitAsync(language, width);
        await Site.SignInAsync(page, userName);
        return page;
    }

    /// <summary>Sends the page's form and waits for what must come of it.</summary>
    private static async Task SubmitAsync(IPage page, string then, string button = "main form button[type=submit]")
    {
        // What is waited for may be on the page already: first the answer, then a look at it.
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync(button), response => response.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
        await page.WaitForSelectorAsync(then);
    }

    private Task<string> TodayAsync() => DayAsync(0);

    private async Task<string> DayAsync(int ahead) => LocalDatePattern.Iso.Format(Timeline.DateIn(await site.Platform.Client.NowAsync(default)).PlusDays(ahead));
}

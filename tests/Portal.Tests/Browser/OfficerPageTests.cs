using NodaTime;
using NodaTime.Text;
using Selection.Demo;
using Selection.Demo.Platform;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>An officer's way through a procedure: the desk, the screening of a dossier to its decision, and the list.</summary>
[Collection(SiteCollection.Name)]
public sealed class OfficerPageTests(Site site)
{
    private static readonly string[] Entering = ["refused-with-reasons", "bachelor-only", "edited-to-both-kinds", "no-registration"];

    /// <summary>Where the reservation of the language test is decided.</summary>
    private const string Form = "details:has(#stands-LanguageTest)";

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
        await page.FillAsync("#field-form-openson", Iso(today.PlusDays(1)));
        await page.FillAsync("#field-form-closeson", Iso(today.PlusDays(8)));
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".usa-alert--success");
        await page.MustBeFineAsync("officer-assessment-nl-390");
        await page.GotoAsync($"/officer/vacancies/{vacancy}/assessment/plan");
        await page.MustBeFineAsync("officer-plan-nl-390");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task R22_a_reservation_stands_as_a_proof_shows_until_another_lifts_it()
    {
        var stage = await ShortProcedure.CloseAsync(site.Platform.Client, site.Platform.Cast, site.Platform.Options, "ANG26052", "diploma-in-french");
        var (id, today) = (stage.Candidates[0].CandidacyId, Timeline.DateIn(await site.Platform.Client.NowAsync(default)));
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        // Admitted as proposed: a diploma in another language, under reservation of the language test.
        await page.GotoAsync($"/officer/cases/{id}");
        await page.ClickAsync(".case__judgement .actions button");
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForURLAsync("**done=decided");

        await page.ClickAsync($"{Form} > summary");
        await page.ClickAsync($"{Form} .actions button");
        await page.WaitForSelectorAsync(".problem-summary");
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-motivation", "aria-invalid"));
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-proofkind", "aria-invalid"));
        await page.MustBeFineAsync("officer-reservation-wrong-nl-1280");
        await page.ClickAsync("label[for=stands-LanguageTest]");
        await DecideAsync("De taaltest werd niet afgelegd op het vereiste niveau.", "T-2026-17");
        Assert.Contains("niet afgelegd op het vereiste niveau", await page.TextContentAsync(".timeline") ?? "", StringComparison.Ordinal);
        await page.MustBeFineAsync("officer-reservation-stands-nl-1280");
        Assert.Equal(("LanguageTest", new Ruled(false, new Proof("LanguageCertificate", today, "Selor", "T-2026-17"))), await ReadAsync());

        await page.GotoAsync($"/officer/cases/{id}");
        await page.ClickAsync($"{Form} > summary");
        await DecideAsync("De taaltest werd een tweede keer afgelegd, op het vereiste niveau.", "T-2026-88");
        Assert.Equal(0, await page.Locator(Form).CountAsync());
        Assert.Equal(("None", new Ruled(true, new Proof("LanguageCertificate", today, "Selor", "T-2026-88"))), await ReadAsync());
        await page.Context.CloseAsync();

        async Task DecideAsync(string motivation, string reference)
        {
            await page.FillAsync("#field-form-motivation", motivation);
            await page.SelectOptionAsync("#field-form-proofkind", "LanguageCertificate");
            await page.FillAsync("#field-form-proofdate", Iso(today));
            await page.FillAsync("#field-form-proofissuer", "Selor");
            await page.FillAsync("#field-form-proofreference", reference);
            await page.ClickAsync($"{Form} .actions button");
            await page.WaitForURLAsync("**done=reservation");
        }

        // What is open still, and what was decided last.
        async Task<(string Open, Ruled Last)> ReadAsync()
        {
            var found = (await site.Platform.Cast.Officer1.GetAsync($"/api/screening/cases/{id}", default)).Must().As<Case>();
            return (found.OpenReservation, found.ReservationDecisions[^1]);
        }
    }

    [Fact]
    public async Task R45_a_slot_that_a_candidate_has_is_moved_for_a_reason_that_the_candidate_reads()
    {
        const string Place = "Simon Bolivarlaan 30, Brussel, zaal 7";
        const string Reason = "De zaal is die dag gesloten.";
        var stage = await ShortProcedure.CloseAsync(site.Platform.Client, site.Platform.Cast, site.Platform.Options, "ANG26051", "tie-a");
        await ShortProcedure.PlanAsync(stage);
        var (candidate, officer) = (stage.Candidates[0], site.Platform.Cast.Officer1);
        var slot = candidate.Slot!;
        var day = Timeline.DateIn(slot.HearingAt).PlusDays(1);
        var page = await site.VisitAsync("nl");
        await Site.SignInAsync(page, "officer1");
        await page.GotoAsync($"/officer/vacancies/{stage.VacancyId}/planning");
        await page.ClickAsync("#slots ~ tbody a[href*='/planning/move/']");
        await page.FillAsync("#field-form-preparationat", $"{Iso(day)}T14:00");
        await page.FillAsync("#field-form-hearingat", $"{Iso(day)}T15:00");
        await page.FillAsync("#field-form-endsat", $"{Iso(day)}T17:00");
        await page.FillAsync("#field-form-place", Place);
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForSelectorAsync(".problem-summary");
        // What was typed stays; the reason alone is missing.
        Assert.Equal(1, await page.Locator(".problem-summary li").CountAsync());
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-reason", "aria-invalid"));
        Assert.Equal($"{Iso(day)}T15:00", await page.InputValueAsync("#field-form-hearingat"));
        await page.MustBeFineAsync("officer-slot-move-wrong-nl-1280");
        await page.FillAsync("#field-form-reason", Reason);
        await page.ClickAsync(".confirm button[type=submit]");
        await page.WaitForURLAsync("**/planning?done=move");
        Assert.Contains(Place, await page.TextContentAsync("#slots ~ tbody") ?? "", StringComparison.Ordinal);
        await page.MustBeFineAsync("officer-slot-moved-nl-1280");
        await page.Context.CloseAsync();

        var hearingAt = (day + new LocalTime(15, 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).ToInstant();
        var slots = await officer.ListAsync<Moved>($"/api/oraltest/vacancies/{stage.VacancyId}/slots", default);
        Assert.Equal(new Moved(slot.SlotId, hearingAt, Place, candidate.CandidacyId), Assert.Single(slots));
        await Poll.UntilAsync("the candidate is told why", async () =>
            (await candidate.Account.ListAsync<Told>("/api/candidacy/messages", default)).Any(m => m.Kind == "oral-test-moved" && m.Body.Contains(Reason, StringComparison.Ordinal)), default);
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

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private sealed record Case(string OpenReservation, IReadOnlyList<Ruled> ReservationDecisions);

    private sealed record Ruled(bool Lifted, Proof? Proof);

    private sealed record Proof(string Kind, LocalDate Date, string Issuer, string? Reference);

    private sealed record Moved(Guid SlotId, Instant HearingAt, string Place, Guid? CandidacyId);

    private sealed record Told(string Kind, string Body);
}

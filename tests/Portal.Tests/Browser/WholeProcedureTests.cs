using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Contracts.Assessment.V1;
using Selection.Demo;
using Selection.Demo.People;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>
/// A procedure from the notice to the appointment, by everybody who has a part in it, on the pages only: an officer in Dutch and
/// one in French, a candidate in French without a script on a telephone and one in Dutch, a committee of ten, the authority, the
/// auditor and the operator. The vendor alone has no pages.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class WholeProcedureTests(Site site)
{
    private const string Password = "Candidate-2026!";

    private readonly Dictionary<string, string> _candidacies = [];
    private readonly List<string> _faults = [];

    private Guid _vacancy;
    private Timeline _timeline = null!;
    private IReadOnlyList<Hearing> _hearings = [];

    [Fact]
    public async Task From_the_notice_to_the_appointment_everybody_does_their_part_on_the_pages()
    {
        await using var officer = await ComeAsync("officer1", "nl", 1280);
        await using var second = await ComeAsync("officer2", "fr", 1280);
        await using var claire = await RegisterAsync("Claire", "Dubois", "fr", 390, javaScript: false);
        await using var jan = await RegisterAsync("Jan", "Peeters", "nl", 1280, javaScript: true);

        await PublishAsync(officer);
        await ApplyAsync(claire, "Claire", "Dubois", Names.NationalNumber(Random.Shared));
        await ApplyAsync(jan, "Jan", "Peeters", null);
        await MoveToAsync(Timeline.EndOf(_timeline.Closing));
        await ScreenAsync(officer, second);
        await BookAsync(officer, claire, jan);
        await TestAsync(claire, jan);
        await using (var committee = await Committee.ComeAsync(ComeAsync))
        {
            await PrepareAsync(officer, committee);
            await ChooseSlotsAsync(claire, jan);
            await HearAsync(committee, claire, jan);
        }

        await PublishResultsAsync(officer, second, claire, jan);
        await AskFeedbackAsync(claire, officer);
        await AppointAsync(second, claire, jan);
        await ReadRecordAsync();
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private async Task<Person> ComeAsync(string userName, string language, int width)
    {
        var page = await site.VisitAsync(language, width);
        await Site.SignInAsync(page, userName);
        return new Person(page, language, width, _faults);
    }

    private async Task<Person> RegisterAsync(string first, string last, string language, int width, bool javaScript)
    {
        var page = await site.VisitAsync(language, width, javaScript);
        await page.GotoAsync("/sign-in");
        await page.ClickAsync("a[href*='/account/register']");
        await page.FillAsync("#displayName", $"{first} {last}");
        await page.FillAsync("#userName", $"{first}.{Guid.NewGuid():N}"[..20].ToLowerInvariant());
        await page.FillAsync("#password", Password);
        await page.SelectOptionAsync("#language", language);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForURLAsync("**/me");
        return new Person(page, language, width, _faults);
    }

    /// <summary>R1 to R4: the notice is brought as a file, looked at as everybody will see it, and published.</summary>
    private async Task PublishAsync(Person officer)
    {
        _timeline = new Timeline(Timeline.DateIn(await site.Platform.Client.NowAsync(default)));
        var notice = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json")))!.AsObject();
        (notice["selectionCode"], notice["closingDate"]) = ("ANG26077", Iso(_timeline.Closing));
        await officer.LookAsync("/officer/vacancies", "vacancies");
        await officer.LookAsync("/officer/vacancies/new", "new-vacancy");
        await officer.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "ANG26077.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(notice.ToJsonString(ContractsJson.Options)) });
        await officer.SendAsync("[aria-labelledby=import-title] button[type=submit]", "**/edit**");
        await officer.FineAsync("edit");
        var vacancy = officer.Page.Url[..officer.Page.Url.IndexOf("/edit", StringComparison.Ordinal)];
        _vacancy = Guid.Parse(vacancy.Split('/')[^1]);
        await officer.LookAsync($"{vacancy}/preview", "preview");
        await officer.LookAsync($"{vacancy}/publish", "publish");
        await officer.SendAsync(".draft form .usa-button", "**done=published");
        await officer.FineAsync("procedure");
    }

    /// <summary>R5 to R16.</summary>
    private async Task ApplyAsync(Person candidate, string first, string last, string? number)
    {
        await candidate.LookAsync($"/vacancies/{_vacancy}", "notice");
        await candidate.Page.ClickAsync("a[href$='/apply']");
        await candidate.Page.ClickAsync("main a[href^='/account?']");
        await candidate.FillAsync(("FirstName", first), ("LastName", last), ("Email", $"{first}.{last}@example.org"));
        if (number is not null) await candidate.FillAsync(("NationalNumber", number));
        await candidate.FineAsync("account");
        await candidate.SendAsync(then: "**/apply");
        await candidate.SendAsync(then: "**?done=applied");
        var candidacy = new Uri(candidate.Page.Url).AbsolutePath;
        _candidacies[first] = candidacy;

        await candidate.GoAsync("/account/diplomas/add");
        await candidate.FillAsync(("Level", "Master"), ("Title", "Master in de rechten"), ("Institution", "KU Leuven"), ("Year", "2004"));
        await candidate.SendAsync(then: "**?done=saved");
        await candidate.Page.ClickAsync("a[href^='/account/diplomas/'][href$='/document']");
        await candidate.Page.SetInputFilesAsync("[type=file]", new FilePayload { Name = "diploma.pdf", MimeType = "application/pdf", Buffer = Pdf.Of("Master in de rechten, KU Leuven, 2004") });
        await candidate.SendAsync(then: "**?done=saved");

        await candidate.GoAsync($"{candidacy}/rubric/add");
        await candidate.FillAsync(("Kind", "Management"), ("Function", "Directeur"), ("Organisation", "Stad Gent"), ("Begin", "2010-01-01"), ("End", "2019-12-31"), ("Description", "Leiding over een dienst van 120 mensen."));
        await candidate.SendAsync(then: "**/rubric?done=saved");
        await candidate.FineAsync("rubric");
        await candidate.GoAsync($"{candidacy}/validate");
        await candidate.ConfirmAsync("validate", "**?done=validated");
        await candidate.FineAsync("validated");
    }

    /// <summary>R21 to R24: one case by hand, the undisputed rest at once.</summary>
    private async Task ScreenAsync(Person officer, Person second)
    {
        var screening = $"/officer/vacancies/{_vacancy}/screening";
        await officer.UntilAsync($"{screening}?state=Open", "tbody tr >> nth=1");
        await officer.FineAsync("screening");
        await officer.Page.ClickAsync("tbody tr:first-child a");
        await officer.Page.ClickAsync(".claim button");
        await officer.Page.WaitForSelectorAsync(".usa-alert--success");
        await officer.FineAsync("case");
        await officer.SendAsync(".case__judgement .actions button");
        await officer.ConfirmAsync("decide");
        await officer.Page.WaitForSelectorAsync(".usa-alert--success");
        // Only what was seen last is accepted.
        await second.LookAsync($"{screening}/accept", "accept");
        await second.GoAsync($"{screening}/accept");
        await second.ConfirmAsync();
        await second.Page.WaitForSelectorAsync(".usa-alert--success");
    }

    /// <summary>R25 to R28.</summary>
    private async Task BookAsync(Person officer, params Person[] candidates)
    {
        var assessment = $"/officer/vacancies/{_vacancy}/assessment";
        await officer.UntilAsync(assessment, "h1");
        await officer.GoAsync($"{assessment}/open");
        await officer.FillAsync(("OpensOn", Iso(_timeline.RegistrationOpens)), ("ClosesOn", Iso(_timeline.RegistrationCloses)));
        await officer.ConfirmAsync("open-period");
        await officer.GoAsync($"{assessment}/plan");
        await officer.FillAsync(("StartsAt", Local(_timeline.Sessions[0])), ("Capacity", "12"), ("Place", "Simon Bolivarlaan 30, Brussel"));
        await officer.ConfirmAsync("plan");
        await officer.FineAsync("assessment");
        await MoveToAsync(Timeline.StartOf(_timeline.RegistrationOpens) + Duration.FromHours(9));
        foreach (var (candidate, candidacy) in candidates.Zip(_candidacies.Values))
        {
            await candidate.UntilAsync($"{candidacy}/assessment", "input[name='Form.Session']");
            await candidate.FineAsync("sessions");
            await candidate.Page.ClickAsync("label[for^='field-form-session-']");
            await candidate.SendAsync(then: "**?done=booked");
            await candidate.FineAsync("booked");
        }
    }

    /// <summary>R30 to R38: the vendor sends what was scored, and each looks at their own.</summary>
    private async Task TestAsync(params Person[] candidates)
    {
        await MoveToAsync(Timeline.EndOf(_timeline.RegistrationCloses));
        await MoveToAsync(_timeline.Sessions[0] + Duration.FromHours(3));
        var vendor = site.Platform.Cast.Vendor;
        var (from, to) = ((_timeline.Sessions[0] - Duration.FromHours(1)).ToDateTimeOffset(), (_timeline.Sessions[0] + Duration.FromHours(1)).ToDateTimeOffset());
        var registered = new List<(string Session, string Number)>();
        foreach (var session in await vendor.SessionsAsync(from, to, default))
            registered.AddRange((await vendor.RegistrationsAsync(session.SessionId, default)).Select(r => (session.SessionId, r.CandidateNumber)));
        Assert.Equal(candidates.Length, registered.Count);
        foreach (var (session, number) in registered)
        {
            var receipt = await vendor.SubmitAsync(new SubmitResultRequest { ResultId = Guid.CreateVersion7().ToString(), Revision = 1, SessionId = session, CandidateNumber = number, Outcome = Outcome.Taken, Score = "72.5" }, default);
            Assert.Equal(Disposition.Accepted, receipt.Disposition);
        }

        foreach (var (candidate, candidacy) in candidates.Zip(_candidacies.Values))
        {
            await candidate.UntilAsync($"{candidacy}/assessment", "#result");
            await candidate.FineAsync("score");
        }
    }

    /// <summary>R40, R41, R44: the committee, its declarations, the hearings to choose from and the case paper.</summary>
    private async Task PrepareAsync(Person officer, Committee committee)
    {
        var vacancy = $"/officer/vacancies/{_vacancy}";
        await ComposeAsync(officer, vacancy);
        await committee.EachAsync(async (member, first) =>
        {
            await member.UntilAsync($"/committee/vacancies/{_vacancy}/declarations", "fieldset.choice >> nth=1");
            foreach (var label in await member.Page.Locator("fieldset.choice label[for$='-none']").AllAsync()) await label.ClickAsync();
            if (first) await member.FineAsync("declare");
            await member.SendAsync("main form .actions button[type=submit]", "**/declarations?done=yes");
        });

        var day = Timeline.DateIn(_timeline.Hearings(1)[0].HearingAt);
        await officer.GoAsync($"{vacancy}/planning/new?month={day:uuuu-MM}");
        await officer.Page.CheckAsync($"label[for='day-{Iso(day)}']");
        await officer.FillAsync(("Rooms", "Simon Bolivarlaan 30, Brussel, zaal 4"));
        await officer.SendAsync("button[value=preview]");
        await officer.Page.WaitForSelectorAsync("#proposed");
        await officer.FillAsync(("OpensOn", Iso(_timeline.SlotsOpen)), ("ClosesOn", Iso(_timeline.SlotsClose)));
        await officer.FineAsync("plan-hearings");
        await officer.SendAsync("button[value=offer]", "**/planning?done=offer");
        await officer.FineAsync("planning");
        _hearings = [.. (await site.Platform.Cast.Officer1.ListAsync<Hearing>($"/api/oraltest/vacancies/{_vacancy}/slots", default)).OrderBy(s => s.HearingAt)];

        await officer.GoAsync($"{vacancy}/case-paper");
        await officer.FillAsync(("Text", "De instelling krijgt opdracht om de gegevensstromen met drie gewesten te herzien. Schets uw plan voor het beheerscomité."));
        await officer.FineAsync("case-paper");
        await officer.SendAsync(then: "**/case-paper?done=filed");
    }

    /// <summary>Ten experts come into the register, and into the committee once the check finds nothing.</summary>
    private async Task ComposeAsync(Person officer, string vacancy)
    {
        string[] fields = ["sociale zekerheid", "gezondheidszorg", "ICT-architectuur", "overheidsmanagement", "recht"];
        foreach (var (i, actor) in site.Platform.Cast.Members.Prepend(site.Platform.Cast.Chair).Index())
        {
            await officer.GoAsync("/officer/experts/new");
            await officer.FillAsync(("Subject", await actor.SubjectAsync(default)), ("Name", i == 0 ? "An Walraven" : $"Lid {i} Walraven"), ("Fields", fields[i % fields.Length]));
            await officer.Page.ClickAsync($"label[for=field-form-languagerole-{(i / 2 % 2 == 0 ? "nl" : "fr")}]");
            await officer.Page.ClickAsync($"label[for=field-form-gender-{(i % 2 == 0 ? "F" : "M")}]");
            if (i == 0) await officer.FineAsync("expert");
            await officer.SendAsync(then: "**/experts?done=saved");
        }

        await officer.GoAsync($"{vacancy}/committee/compose");
        await officer.FillAsync(("Search", "Walraven"));
        await officer.SendAsync("button[value=search]");
        foreach (var label in await officer.Page.Locator("label[for^=expert-]").AllAsync()) await label.ClickAsync();
        await officer.SendAsync("button[value=check] >> nth=0");
        await officer.Page.Locator("tr", new PageLocatorOptions { HasText = "An Walraven" }).Locator("label[for^=chair-]").ClickAsync();
        await officer.SendAsync("button[value=check] >> nth=0");
        await officer.Page.WaitForSelectorAsync("button[value=install]");
        await officer.FineAsync("compose");
        await officer.SendAsync("button[value=install]", "**/committee?done=compose");
    }

    /// <summary>R44, R45.</summary>
    private async Task ChooseSlotsAsync(params Person[] candidates)
    {
        await MoveToAsync(Timeline.StartOf(_timeline.SlotsOpen) + Duration.FromHours(9));
        foreach (var (candidate, candidacy) in candidates.Zip(_candidacies.Values))
        {
            await candidate.UntilAsync($"{candidacy}/oral-test", "input[name='Form.Slot']");
            await candidate.FineAsync("slots");
            await candidate.Page.ClickAsync("label[for^='field-form-slot-'] >> nth=0");
            await candidate.SendAsync(then: "**?done=chosen");
            await candidate.FineAsync("slot-chosen");
            await candidate.LookAsync($"{candidacy}/oral-test/cancel", "slot-cancel");
        }
    }

    /// <summary>R42, R43: both are heard by the whole committee, scored by each alone, and judged together.</summary>
    private async Task HearAsync(Committee committee, params Person[] candidates)
    {
        var chair = committee.Chair;
        foreach (var ((candidate, candidacy), time, result) in candidates.Zip(_candidacies.Values).Zip(_hearings, ["14,5", "16"]))
        {
            await MoveToAsync(time.PreparationAt);
            await candidate.LookAsync($"{candidacy}/oral-test/case-paper", "case-paper");
            await MoveToAsync(time.HearingAt);
            var hearing = $"/committee/hearings/{candidacy.Split('/')[^1]}";
            await chair.GoAsync($"{hearing}/open");
            await chair.ConfirmAsync("hearing-open", "**?done=open");
            await ScoreAsync(committee, hearing, result);
            await MoveToAsync(time.EndsAt);
            await chair.GoAsync($"{hearing}/close");
            await chair.ConfirmAsync(then: "**?done=close");
            await SubmitSheetsAsync(committee, hearing);
            await JudgeAsync(chair, hearing, result);
        }

        await chair.GoAsync($"/committee/vacancies/{_vacancy}/merits");
        await chair.Page.FillAsync("#field-form-lines-0-place", "1");
        await chair.Page.FillAsync("#field-form-lines-0-reason", "Leidde langer een grotere dienst.");
        await chair.Page.FillAsync("#field-form-lines-1-place", "2");
        await chair.Page.FillAsync("#field-form-lines-1-reason", "Leidde een kleinere dienst.");
        await chair.FineAsync("merits");
        await chair.SendAsync("main form .actions button[type=submit]", "**/merits?done=yes");
    }

    private static Task ScoreAsync(Committee committee, string hearing, string result) => committee.EachAsync(async (member, first) =>
    {
        await member.GoAsync($"{hearing}/sheet");
        var lines = await member.Page.Locator("[data-score]").CountAsync();
        for (var i = 0; i < lines; i++)
        {
            await member.Page.FillAsync($"[data-score] >> nth={i}", result);
            await member.Page.FillAsync($".sheet__line textarea >> nth={i}", "Eigen voorbeelden, met zin voor nuance.");
        }

        if (first)
        {
            await member.Page.WaitForSelectorAsync("[data-sheet-status][data-kind=saved]");
            await member.FineAsync("sheet");
        }

        await member.SendAsync("button[value=stay]", "**/sheet?done=*");
    });

    private static Task SubmitSheetsAsync(Committee committee, string hearing) => committee.EachAsync(async (member, first) =>
    {
        await member.GoAsync($"{hearing}/sheet/submit");
        await member.ConfirmAsync(first ? "sheet-submit" : null, "**/sheet");
    });

    private static async Task JudgeAsync(Person chair, string hearing, string result)
    {
        await chair.GoAsync($"{hearing}/deliberation");
        var lines = await chair.Page.Locator("main .sheet__line").CountAsync();
        for (var i = 0; i < lines; i++)
        {
            await chair.Page.FillAsync($"#field-form-lines-{i}-result", result);
            await chair.Page.FillAsync($"#field-form-lines-{i}-motivation", "Overtuigend, met eigen voorbeelden.");
        }

        await chair.Page.FillAsync("#field-form-motivation", "Geschikt: kent het werkveld en leidt met een heldere visie.");
        await chair.FineAsync("deliberation");
        await chair.SendAsync("button[value=judge]", "**/judge");
        await chair.ConfirmAsync("judge", "**/deliberation?done=judge");
    }

    /// <summary>R46 to R48: one officer proposes, another approves, and everybody reads their own at the same moment.</summary>
    private async Task PublishResultsAsync(Person officer, Person second, params Person[] candidates)
    {
        var list = $"/officer/vacancies/{_vacancy}/list";
        await officer.UntilAsync(list, "a[href$='/list/propose']");
        await officer.FineAsync("list");
        await officer.GoAsync($"{list}/propose");
        await officer.ConfirmAsync("propose");
        var publishAt = await site.Platform.Client.NowAsync(default) + Duration.FromDays(1);
        await second.LookAsync($"{list}/1", "list-proposed");
        await second.GoAsync($"{list}/approve/1");
        await second.FillAsync(("PublishAt", Local(publishAt)));
        await second.ConfirmAsync("approve");
        foreach (var candidacy in _candidacies.Values) Assert.NotEqual(200, (await candidates[0].Page.GotoAsync($"{candidacy}/results"))!.Status);
        await MoveToAsync(publishAt + Duration.FromMinutes(1));
        foreach (var (candidate, candidacy) in candidates.Zip(_candidacies.Values))
        {
            await candidate.UntilAsync($"{candidacy}/results", "#competency-table");
            await candidate.FineAsync("results");
        }
    }

    /// <summary>R49.</summary>
    private async Task AskFeedbackAsync(Person candidate, Person officer)
    {
        await candidate.GoAsync($"{_candidacies["Claire"]}/results/feedback");
        await candidate.FillAsync(("Question", "Quels points dois-je développer ?"));
        await candidate.SendAsync(then: "**/results?done=feedback");
        await officer.UntilAsync($"/officer/requests?vacancy={_vacancy}", ".experience summary");
        await officer.Page.ClickAsync(".experience summary");
        await officer.Page.FillAsync(".experience textarea", "U toonde weinig voorbeelden van onderhandelen.");
        await officer.FineAsync("feedback");
        await officer.SendAsync(".experience details[open] form button[type=submit]");
        await candidate.UntilAsync($"{_candidacies["Claire"]}/results/feedback", ".answer >> nth=1");
        await candidate.FineAsync("feedback");
    }

    /// <summary>R51, R52: the first in line is interviewed, the conditions are checked, and the authority appoints.</summary>
    private async Task AppointAsync(Person officer, Person claire, Person jan)
    {
        await using var authority = await ComeAsync("authority", "nl", 1280);
        await authority.LookAsync("/authority", "authority");
        var vacancy = $"/authority/vacancies/{_vacancy}";
        await authority.UntilAsync(vacancy, ".succession__item--eligible");
        await authority.FineAsync("succession");
        await authority.Page.ClickAsync(".succession__item--eligible a[href$='/interview']");
        var interview = new Uri(authority.Page.Url).AbsolutePath;
        var at = await site.Platform.Client.NowAsync(default) + Duration.FromDays(7);
        await authority.FillAsync(("StartsAt", Local(at)), ("Place", "Brussel, zaal 4"));
        await authority.FineAsync("interview-plan");
        await authority.SendAsync(then: "**?done=planned");
        await MoveToAsync(at + Duration.FromMinutes(1));
        await authority.GoAsync(interview);
        for (var i = 0; i < 4; i++)
            await authority.FillAsync(($"Findings[{i}].Appreciation", "Good"), ($"Findings[{i}].Text", "Sluit aan bij het profiel van de functie."));
        await authority.FineAsync("interview-report");
        await authority.SendAsync("button[value=finalise]", "**/finalise");
        await authority.ConfirmAsync("interview-final", "**?done=final");
        var candidacyId = interview.Split('/')[^2];
        await CheckConditionsAsync(officer, candidacyId);
        await authority.GoAsync($"{vacancy}/candidacies/{candidacyId}/appoint");
        await authority.FillAsync(("StartsOn", Iso(Timeline.DateIn(at).PlusDays(30))), ("Reason", "De best gerangschikte kandidaat; het onderhoud bevestigt het."));
        await authority.ConfirmAsync("appoint", "**?done=appointed");
        await authority.FineAsync("appointed");

        var (chosen, other) = _candidacies["Jan"].EndsWith(candidacyId, StringComparison.Ordinal) ? ((jan, "Jan"), (claire, "Claire")) : ((claire, "Claire"), (jan, "Jan"));
        await chosen.Item1.UntilAsync($"{_candidacies[chosen.Item2]}/results", "#appointment ~ p strong");
        await chosen.Item1.FineAsync("chosen");
        await other.Item1.UntilAsync($"{_candidacies[other.Item2]}/results", "#appointment");
        await other.Item1.FineAsync("not-chosen");
    }

    private async Task CheckConditionsAsync(Person officer, string candidacyId)
    {
        await officer.LookAsync($"/officer/vacancies/{_vacancy}/appointment", "appointment");
        await officer.Page.ClickAsync($"a[href$='{candidacyId}']");
        var today = Iso(Timeline.DateIn(await site.Platform.Client.NowAsync(default)));
        foreach (var condition in (string[])["Nationality", "CivilAndPoliticalRights", "Conduct", "NoConflictOfInterest", "NoDismissal"])
        {
            await officer.FillAsync(("Condition", condition), ("ProofOf", today), ("Remark", "La preuve se trouve au dossier."));
            await officer.Page.ClickAsync("label[for=field-form-holds-true]");
            await officer.SendAsync(then: "**?done=checked");
        }

        await officer.FineAsync("conditions");
    }

    /// <summary>R54.</summary>
    private async Task ReadRecordAsync()
    {
        await using var auditor = await ComeAsync("auditor", "fr", 1280);
        await auditor.GoAsync("/auditor");
        await auditor.Page.SelectOptionAsync("#service", "results");
        await auditor.Page.ClickAsync("main form .filters__actions button >> nth=0");
        await auditor.Page.WaitForSelectorAsync("#entries");
        await auditor.FineAsync("record");
    }

    /// <summary>The operator moves the platform's clock on, on the operator's page.</summary>
    private async Task MoveToAsync(Instant at)
    {
        var left = at - await site.Platform.Client.NowAsync(default);
        if (left <= Duration.Zero) return;
        await using var @operator = await ComeAsync("operator", "en", 1280);
        await @operator.GoAsync("/operator/clock");
        var hours = (int)Math.Ceiling(left.TotalHours);
        await @operator.FillAsync(("Days", (hours / 24).ToString(CultureInfo.InvariantCulture)), ("Hours", (hours % 24).ToString(CultureInfo.InvariantCulture)));
        await @operator.ConfirmAsync(then: "**/operator");
    }

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Local(Instant at) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(at.InZone(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).LocalDateTime);

    private sealed record Hearing(Instant PreparationAt, Instant HearingAt, Instant EndsAt);

    /// <summary>Ten at their tablets, the chair last; the first speaks French.</summary>
    private sealed class Committee(IReadOnlyList<Person> members) : IAsyncDisposable
    {
        public Person Chair => members[^1];

        public static async Task<Committee> ComeAsync(Func<string, string, int, Task<Person>> come)
        {
            var members = new List<Person>();
            foreach (var i in Enumerable.Range(1, 9)) members.Add(await come($"member{i}", i == 1 ? "fr" : "nl", 768));
            members.Add(await come("chair", "nl", 768));
            return new Committee(members);
        }

        /// <summary>One after the other; a picture of the first is enough.</summary>
        public async Task EachAsync(Func<Person, bool, Task> act)
        {
            foreach (var (i, member) in members.Index()) await act(member, i == 0);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var member in members) await member.DisposeAsync();
        }
    }
}

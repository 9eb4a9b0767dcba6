using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class CorrectionTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private const string Why = "De commissie heeft een materiële fout in een resultaat rechtgezet.";

    private sealed record Trio(VacancyPublished Vacancy, (OralTestJudged Judged, PersonChanged Person) First, (OralTestJudged Judged, PersonChanged Person) Second, (OralTestJudged Judged, PersonChanged Person) Third);

    /// <summary>Ranks 1 and 2 and a third who is not suitable, told.</summary>
    private async Task<Trio> AnnouncedAsync()
    {
        var vacancy = await service.VacancyAsync();
        var trio = new Trio(vacancy, await service.CandidateAsync(vacancy, 80m), await service.CandidateAsync(vacancy, 70m), await service.CandidateAsync(vacancy, 50m));
        await service.AnnouncedAsync(vacancy.VacancyId);
        return trio;
    }

    /// <summary>The second overtakes the first.</summary>
    private async Task OvertakeAsync(Trio trio) => await service.PublishAndHandleAsync(
        ResultsFixture.Judged(trio.Vacancy, 85m, trio.Second.Judged.CandidacyId, trio.Second.Judged.PersonId, version: 6));

    private async Task CorrectedAsync(Guid vacancyId, int version = 2, Instant? publishAt = null)
    {
        using var proposed = await service.CorrectAsync(vacancyId, Why);
        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        using var approved = await service.ApproveAsync(vacancyId, version, publishAt: publishAt);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        if (publishAt is null) await service.StateAsync(vacancyId, version, ListState.Published);
    }

    private async Task<JsonElement> PageAsync((OralTestJudged Judged, PersonChanged Person) who, string query = "")
    {
        using var answer = await service.LookAsync(who.Judged.CandidacyId, who.Person.Subject, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ResultsFixture.JsonOf(answer);
    }

    private static LocalDate Until(JsonElement page) => NodaTime.Text.LocalDatePattern.Iso.Parse(
        page.GetProperty("remedies").EnumerateArray().Single(r => r.GetProperty("kind").GetString() == "CouncilOfState").GetProperty("until").GetString()!).Value;

    [Fact]
    public async Task R47_a_correction_is_a_new_version_told_to_those_it_concerns_and_the_old_one_stays()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        var firstDay = BrusselsTime.DateIn(service.Clock.GetCurrentInstant());
        await OvertakeAsync(trio);
        var standing = await service.ListAsync(v);
        service.Clock.AdvanceDays(40);
        var secondDay = BrusselsTime.DateIn(service.Clock.GetCurrentInstant());
        await CorrectedAsync(v);
        await service.OutboxEmptyAsync();

        // The published list stood, and the officers saw how it differed.
        Assert.Equal("Published", standing.GetProperty("published").GetProperty("state").GetString());
        Assert.Equal(2, standing.GetProperty("differenceCount").GetInt32());
        Assert.All(standing.GetProperty("differences").EnumerateArray(), d => Assert.Equal(("Rank", "Peeters"), (d.GetProperty("kind").GetString(), d.GetProperty("lastName").GetString())));

        // Who has another decision is told, why, and has new periods; who has not is told nothing.
        var told = service.Published<ResultsPublished>().Where(e => e.VacancyId == v && e.Version == 2).ToDictionary(e => e.CandidacyId);
        Assert.Equal([trio.First.Judged.CandidacyId, trio.Second.Judged.CandidacyId], told.Keys.Order());
        Assert.All(told.Values, e => Assert.Equal(Why, e.Correction!.Reason));
        Assert.Equal((2, 1), (told[trio.First.Judged.CandidacyId].Rank, told[trio.Second.Judged.CandidacyId].Rank));
        Assert.Contains(Why, told[trio.First.Judged.CandidacyId].Motivation, StringComparison.Ordinal);
        Assert.All(service.Published<ResultsPublished>().Where(e => e.VacancyId == v && e.Version == 1), e => Assert.Null(e.Correction));
        var now = await PageAsync(trio.First);
        var earlier = await PageAsync(trio.First, "?version=1");
        var third = await PageAsync(trio.Third);
        Assert.Equal((2, 2, true), (now.GetProperty("version").GetInt32(), now.GetProperty("rank").GetInt32(), now.GetProperty("stands").GetBoolean()));
        Assert.Equal((1, 1, false), (earlier.GetProperty("version").GetInt32(), earlier.GetProperty("rank").GetInt32(), earlier.GetProperty("stands").GetBoolean()));
        Assert.Equal(Why, earlier.GetProperty("versions")[1].GetProperty("replacedBecause").GetString());
        Assert.Equal((1, true, 1), (third.GetProperty("version").GetInt32(), third.GetProperty("stands").GetBoolean(), third.GetProperty("versions").GetArrayLength()));
        Assert.Equal((secondDay.PlusDays(60), firstDay.PlusDays(60), firstDay.PlusDays(60)), (Until(now), Until(earlier), Until(third)));

        // Both versions stay readable.
        using var auditor = service.As(Roles.Auditor, "auditor-1");
        var old = await auditor.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{v}/published?version=1");
        var current = await auditor.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{v}/published");
        Assert.Equal(trio.First.Judged.CandidacyId, old.GetProperty("items")[0].GetProperty("candidacyId").GetGuid());
        Assert.Equal(trio.Second.Judged.CandidacyId, current.GetProperty("items")[0].GetProperty("candidacyId").GetGuid());
        Assert.Equal([2, 1], current.GetProperty("versions").EnumerateArray().Select(l => l.GetProperty("version").GetInt32()));
        Assert.Equal(1, current.GetProperty("items")[2].GetProperty("carriedFrom").GetInt32());
        Assert.Equal(0, (await service.ListAsync(v)).GetProperty("differenceCount").GetInt32());
    }

    [Fact]
    public async Task R47_a_correction_needs_a_reason_a_ground_and_another_officer()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        await OvertakeAsync(trio);
        using var withoutReason = await service.CorrectAsync(v, " ");
        using var withoutRuling = await service.CorrectAsync(v, Why, "Annulment");
        using var rulingOnly = await service.CorrectAsync(v, Why, ruling: "265.432");
        using var noGround = await service.CorrectAsync(v, Why, "Because");
        using var proposed = await service.CorrectAsync(v, Why);
        using var own = await service.ApproveAsync(v, 2, "officer-1");
        using var first = await service.ProposeAsync(v);

        Assert.Equal(["reason"], await FieldsOf(withoutReason));
        Assert.Equal(["ruling"], await FieldsOf(withoutRuling));
        Assert.Equal(["ruling"], await FieldsOf(rulingOnly));
        Assert.Equal(["ground"], await FieldsOf(noGround));
        Assert.Equal("four-eyes", await ResultsFixture.CodeOf(own));
        Assert.Equal("list-published", await ResultsFixture.CodeOf(first));
        var list = await ResultsFixture.JsonOf(proposed);
        Assert.Equal((2, 2), (list.GetProperty("version").GetInt32(), list.GetProperty("decided").GetInt32()));

        static async Task<string[]> FieldsOf(HttpResponseMessage answer) => [.. (await ResultsFixture.JsonOf(answer)).GetProperty("errors").EnumerateObject().Select(e => e.Name)];
    }

    [Fact]
    public async Task R47_nothing_is_corrected_before_it_is_published_or_without_a_change()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var unpublished = await service.CorrectAsync(vacancy.VacancyId);
        await service.AnnouncedAsync(vacancy.VacancyId);
        using var unchanged = await service.CorrectAsync(vacancy.VacancyId);
        using var nowhere = await service.CorrectAsync(Guid.NewGuid());

        Assert.Equal("nothing-to-correct", await ResultsFixture.CodeOf(unpublished));
        Assert.Equal("correction-changes-nothing", await ResultsFixture.CodeOf(unchanged));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Lists.CountAsync(l => l.VacancyId == vacancy.VacancyId));
        Assert.Equal(1, await db.Entries.CountAsync(e => db.Lists.Any(l => l.ListId == e.ListId && l.VacancyId == vacancy.VacancyId)));
    }

    [Fact]
    public async Task R47_an_annulled_list_is_decided_anew_for_everybody()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        using var proposed = await service.CorrectAsync(v, "Nieuwe beraadslaging na het arrest.", "Annulment", "arrest 265.432 van 12 januari 2026");
        using var approved = await service.ApproveAsync(v, 2);
        await service.StateAsync(v, 2, ListState.Published);
        await service.OutboxEmptyAsync();

        Assert.Equal(3, (await ResultsFixture.JsonOf(proposed)).GetProperty("decided").GetInt32());
        Assert.Equal(3, service.Published<ResultsPublished>().Count(e => e.VacancyId == v && e.Version == 2));
        var page = await PageAsync(trio.Third);
        var correction = page.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "Correction");
        Assert.Contains("265.432", correction.GetProperty("paragraphs")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R47_nothing_of_a_correction_is_visible_before_its_instant()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        await OvertakeAsync(trio);
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        await CorrectedAsync(v, publishAt: instant);

        service.Clock.Reset(instant - Duration.FromMilliseconds(1));
        var before = await PageAsync(trio.First);
        using var early = await service.LookAsync(trio.First.Judged.CandidacyId, trio.First.Person.Subject, "?version=2");
        using var auditor = service.As(Roles.Auditor, "auditor-1");
        using var earlyList = await auditor.GetAsync($"/api/results/vacancies/{v}/published?version=2");
        service.Clock.Reset(instant);
        var at = await PageAsync(trio.First);

        Assert.Equal((1, 1), (before.GetProperty("version").GetInt32(), before.GetProperty("versions").GetArrayLength()));
        Assert.True(before.GetProperty("stands").GetBoolean());
        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(early));
        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(earlyList));
        Assert.Equal(2, at.GetProperty("version").GetInt32());
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == trio.First.Judged.CandidacyId && r.Action == "result.look-refused"));
    }

    [Fact]
    public async Task R47_an_outcome_after_the_proposal_of_a_correction_makes_it_stale_and_leaves_the_published_list()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        await OvertakeAsync(trio);
        using var proposed = await service.CorrectAsync(v, Why);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(trio.Vacancy, 90m, trio.Third.Judged.CandidacyId, trio.Third.Judged.PersonId, version: 6));
        using var stale = await service.ApproveAsync(v, 2);
        await CorrectedAsync(v, 3);

        Assert.Equal("list-stale", await ResultsFixture.CodeOf(stale));
        Assert.Equal(1, (await PageAsync(trio.Third)).GetProperty("rank").GetInt32());
        await using var db = service.NewDb();
        var first = await db.Lists.SingleAsync(l => l.VacancyId == v && l.Version == 1);
        Assert.Equal(ListState.Published, first.State);
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == first.ListId && r.Action == "list.outcome-came-after"));
    }

    [Fact]
    public async Task R52_a_withdrawal_after_publication_leaves_the_list_and_a_correction_may_follow()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(trio.First.Judged.CandidacyId, v, trio.First.Judged.PersonId, 9, ResultsFixture.Early));
        var standing = await service.ListAsync(v);
        var kept = await PageAsync(trio.Second);
        await CorrectedAsync(v);
        var dropped = await PageAsync(trio.First);
        var moved = await PageAsync(trio.Second);

        Assert.Equal(["Dropped", "Rank"], standing.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("kind").GetString()!).Order());
        Assert.Equal(2, kept.GetProperty("rank").GetInt32());
        Assert.Equal((1, false), (dropped.GetProperty("version").GetInt32(), dropped.GetProperty("stands").GetBoolean()));
        Assert.Equal((2, Why), (dropped.GetProperty("versions")[0].GetProperty("replacedBy").GetInt32(), dropped.GetProperty("versions")[0].GetProperty("replacedBecause").GetString()));
        Assert.Equal((2, 1), (moved.GetProperty("version").GetInt32(), moved.GetProperty("rank").GetInt32()));
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == trio.First.Judged.CandidacyId && r.Action == "result.no-longer-listed"));
        Assert.DoesNotContain(service.Published<ResultsPublished>(), e => e.CandidacyId == trio.First.Judged.CandidacyId && e.Version == 2);
    }

    [Fact]
    public async Task R55_who_was_erased_since_keeps_the_figures_and_holds_no_correction_up()
    {
        var trio = await AnnouncedAsync();
        var v = trio.Vacancy.VacancyId;
        await service.PublishAndHandleAsync(new PersonErased(trio.Third.Person.PersonId, 2, service.Clock.GetCurrentInstant()));
        await OvertakeAsync(trio);
        await CorrectedAsync(v);

        await using var db = service.NewDb();
        var entry = await db.Entries.AsNoTracking().SingleAsync(e => e.CandidacyId == trio.Third.Judged.CandidacyId && e.CarriedFrom == 1);
        Assert.Equal((50m, "", ""), (entry.TotalPercent, entry.Motivation, entry.Act!.Committee));
        Assert.Empty(await Traces.OfAsync(db, trio.Third.Person.Subject));
    }

    [Fact]
    public async Task R55_an_erasure_before_the_publication_means_the_list_is_proposed_anew()
    {
        var vacancy = await service.VacancyAsync();
        var (_, person) = await service.CandidateAsync(vacancy, 70m);
        await service.ApprovedAsync(vacancy.VacancyId, service.Clock.GetCurrentInstant() + Duration.FromDays(900));
        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 2, service.Clock.GetCurrentInstant()));

        await service.StateAsync(vacancy.VacancyId, 1, ListState.Stale);
        using var anew = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(HttpStatusCode.Created, anew.StatusCode);
    }

    [Fact]
    public async Task R55_an_export_has_both_decisions_with_the_reason_and_nothing_of_one_that_is_not_out()
    {
        var trio = await AnnouncedAsync();
        await OvertakeAsync(trio);
        using var proposed = await service.CorrectAsync(trio.Vacancy.VacancyId, Why);
        var before = await ExportAsync(trio.First.Person.PersonId);
        using var approved = await service.ApproveAsync(trio.Vacancy.VacancyId, 2);
        await service.StateAsync(trio.Vacancy.VacancyId, 2, ListState.Published);

        Assert.Equal([1], before.Select(r => r.GetProperty("version").GetInt32()));
        var after = await ExportAsync(trio.First.Person.PersonId);
        Assert.Equal(new (int, string?)[] { (1, null), (2, Why) }, after.Select(r => (r.GetProperty("version").GetInt32(), r.GetProperty("correctionReason").GetString())));
        Assert.Single(await ExportAsync(trio.Third.Person.PersonId));
    }

    [Fact]
    public async Task R56_a_correction_after_a_merge_tells_the_person_who_is_left()
    {
        var trio = await AnnouncedAsync();
        var staying = Samples.Person();
        await service.PublishAndHandleAsync(staying);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, trio.Second.Person.PersonId, 2, ResultsFixture.Early, trio.Second.Person.Subject));
        await service.PublishAndHandleAsync(ResultsFixture.Judged(trio.Vacancy, 85m, trio.Second.Judged.CandidacyId, staying.PersonId, version: 6));
        await CorrectedAsync(trio.Vacancy.VacancyId);

        Assert.Equal(staying.PersonId, (await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == trio.Second.Judged.CandidacyId && e.Version == 2)).PersonId);
        Assert.Equal(2, (await PageAsync((trio.Second.Judged, staying))).GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task R55_a_correction_that_leaves_a_decision_as_it_is_begins_no_new_period()
    {
        var trio = await AnnouncedAsync();
        var day = BrusselsTime.DateIn(service.Clock.GetCurrentInstant());
        service.Clock.AdvanceDays(40);
        await OvertakeAsync(trio);
        using var proposed = await service.CorrectAsync(trio.Vacancy.VacancyId, Why);
        Assert.Contains(await HoldsAsync(trio.Third.Person.PersonId), h => h.Reason is ErasureReason.ProcedureRunning);
        using var approved = await service.ApproveAsync(trio.Vacancy.VacancyId, 2);
        await service.StateAsync(trio.Vacancy.VacancyId, 2, ListState.Published);

        Assert.Contains(new ErasureHold(ErasureReason.AppealPeriod, day.PlusDays(61)), await HoldsAsync(trio.Third.Person.PersonId));
        Assert.Contains(new ErasureHold(ErasureReason.AppealPeriod, day.PlusDays(101)), await HoldsAsync(trio.First.Person.PersonId));
    }

    private async Task<List<JsonElement>> ExportAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(id, personId, 1, service.Clock.GetCurrentInstant()));
        var collected = await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == id && e.Service == "results");
        return [.. JsonSerializer.Deserialize<JsonElement>(collected.Content).GetProperty("results").EnumerateArray()];
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "results")).Holds;
    }
}

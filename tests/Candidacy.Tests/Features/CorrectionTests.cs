using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class CorrectionTests(CandidacyFixture service)
{
    [Fact]
    public async Task R3_a_correction_is_a_new_version_shown_with_what_changed_and_told_to_all()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var provisional = await service.CandidateAsync("fr");
        using var withdrawn = await service.CandidateAsync();
        await service.ApplyAsync(provisional, id);
        await service.WithdrawAsync(withdrawn, await service.ApplyAsync(withdrawn, id));
        var later = definition.ClosingDate.PlusDays(7);

        var corrected = (await CorrectAsync(id, definition with { Place = definition.Place with { Fr = "Bruxelles" }, ClosingDate = later }, 2)).Is(HttpStatusCode.OK);

        Assert.Equal((3, 2, 1), (corrected.Version, corrected["definitionVersion"].GetInt32(), corrected["told"].GetInt32()));
        var told = await service.PublishedAsync<VacancyCorrected>(e => e.VacancyId == id);
        Assert.Equal((3, 2, BrusselsTime.EndOf(later)), (told.Version, told.Definition.Version, told.ClosesAt));
        Assert.Equal(["closingDate", "place"], told.Changed.Order());

        using var anonymous = service.Anonymous();
        var page = (await service.GetAsync(anonymous, $"vacancies/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal("Bruxelles", page["definition"].GetProperty("place").GetProperty("fr").GetString());
        var versions = (await service.GetAsync(anonymous, $"vacancies/{id}/versions")).Is(HttpStatusCode.OK).Items;
        Assert.Equal([2, 1], versions.Select(v => v.GetProperty("version").GetInt32()));
        var change = versions[0].GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("path").GetString() == "place.fr");
        Assert.Equal((definition.Place.Fr, "Bruxelles"), (change.GetProperty("old").GetString(), change.GetProperty("new").GetString()));
        Assert.Empty(versions[1].GetProperty("changes").EnumerateArray());
        var first = (await service.GetAsync(anonymous, $"vacancies/{id}/versions/1")).Is(HttpStatusCode.OK);
        Assert.Equal(definition.Place.Fr, first["definition"].GetProperty("place").GetProperty("fr").GetString());
        (await service.GetAsync(anonymous, $"vacancies/{id}/versions/3")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(anonymous, $"vacancies/{await service.DraftAsync()}/versions")).Is(HttpStatusCode.NotFound);

        var message = Assert.Single((await service.GetAsync(provisional, "messages")).Items, m => m.GetProperty("kind").GetString() == "vacancy-corrected");
        Assert.Contains("lieu de travail", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains("date de clôture", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains(WrittenDay.Of(later, CultureInfo.GetCultureInfo("fr-BE")), message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain((await service.GetAsync(withdrawn, "messages")).Items, m => m.GetProperty("kind").GetString() == "vacancy-corrected");
        await using var db = service.NewDb();
        Assert.Equal("vacancy.corrected", (await db.Records.Where(r => r.EntityId == id).OrderBy(r => r.Id).LastAsync()).Action);
    }

    [Fact]
    public async Task R3_what_is_frozen_is_refused_with_its_fields_and_nothing_is_saved()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        var frozen = definition with { Language = "fr", MandateYears = 5, ClosingDate = definition.ClosingDate.PlusDays(-1), Title = definition.Title with { En = "" } };
        (await CorrectAsync(id, frozen, 2)).IsInvalid("closingDate", "language", "mandateYears", "title.en");
        (await CorrectAsync(id, definition, 2)).IsRefused(HttpStatusCode.Conflict, "R3", "correction-empty");
        (await CorrectAsync(id, definition with { Purpose = [] }, 2)).IsInvalid("purpose");
        (await CorrectAsync(id, Reworded(definition), null)).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await CorrectAsync(id, Reworded(definition), 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await CorrectAsync(await service.DraftAsync(), service.Definition(), 1)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-not-published");
        (await CorrectAsync(Guid.NewGuid(), definition, 1)).Is(HttpStatusCode.NotFound);
        using var anonymous = service.Anonymous();
        Assert.Single((await service.GetAsync(anonymous, $"vacancies/{id}/versions")).Items);
        Assert.DoesNotContain(service.Published<VacancyCorrected>(), e => e.VacancyId == id);
    }

    [Fact]
    public async Task R3_two_officers_correcting_at_once_make_one_correction()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => CorrectAsync(id, definition with { Summary = LocalizedText.Same($"Wording {i}") }, 2)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale"));
        await using var db = service.NewDb();
        Assert.Equal(2, await db.VacancyVersions.CountAsync(v => v.VacancyId == id));
    }

    [Fact]
    public async Task R3_a_draft_published_by_two_officers_at_once_is_published_once()
    {
        var id = await service.DraftAsync();
        using var officer = service.Officer();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish", ifMatch: 1)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-published"));
        await service.OutboxEmptyAsync();
        await service.PublishedAsync<VacancyPublished>(e => e.VacancyId == id);
        Assert.Single(service.Published<VacancyPublished>(), e => e.VacancyId == id);
    }

    [Fact]
    public async Task T3_a_correction_in_the_last_millisecond_counts_and_in_the_first_after_is_refused()
    {
        var (definition, other) = (service.Definition(), service.Definition());
        var (id, late) = (await service.VacancyAsync(definition), await service.VacancyAsync(other));
        var closesAt = BrusselsTime.EndOf(definition.ClosingDate);
        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        (await CorrectAsync(id, definition with { ClosingDate = definition.ClosingDate.PlusDays(5) }, 2)).Is(HttpStatusCode.OK);
        service.Clock.Reset(closesAt);

        // Before the timer has closed it, or after: its version may differ, the answer does not.
        (await CorrectAsync(late, Reworded(other), 2)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        await service.AnnouncedAsync(late);
        await using var db = service.NewDb();
        Assert.False(await db.Closings.AnyAsync(c => c.VacancyId == id));
        using var candidate = await service.CandidateAsync();
        await service.ApplyAsync(candidate, id);
    }

    [Theory]
    [InlineData(23)] // the clocks go forward
    [InlineData(25)] // the clocks go back
    public async Task T1_the_closing_honours_the_later_date_to_its_last_instant_however_long_that_day_is(int hours)
    {
        var day = service.Today.PlusDays(1);
        while ((int)(BrusselsTime.EndOf(day) - BrusselsTime.StartOf(day)).TotalHours != hours) day = day.PlusDays(1);
        var definition = service.Definition(day.PlusDays(-1));
        var id = await service.VacancyAsync(definition);
        using var candidate = await service.CandidateAsync();
        using var tooLate = await service.CandidateAsync();
        var candidacy = await service.ReadyAsync(candidate, id);
        (await CorrectAsync(id, definition with { ClosingDate = day }, 2)).Is(HttpStatusCode.OK);

        service.Clock.Reset(BrusselsTime.EndOf(day) - Duration.FromTicks(1));
        (await service.ValidateAsync(candidate, candidacy, 2)).Is(HttpStatusCode.OK);
        service.Clock.Reset(BrusselsTime.EndOf(day));
        (await service.SendAsync(tooLate, HttpMethod.Post, $"vacancies/{id}/candidacies")).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        await service.AnnouncedAsync(id);
        var lodged = await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == id);
        Assert.Equal((candidacy, day), (lodged.CandidacyId, lodged.ClosingDate));
    }

    [Fact]
    public async Task T3_corrections_racing_the_closing_are_wholly_in_or_refused()
    {
        var definitions = Enumerable.Range(0, 8).Select(_ => service.Definition()).ToList();
        var ids = new List<Guid>();
        foreach (var definition in definitions) ids.Add(await service.VacancyAsync(definition));
        var closesAt = BrusselsTime.EndOf(definitions[0].ClosingDate);
        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        var racing = definitions.Select((definition, i) => CorrectAsync(ids[i], definition with { ClosingDate = definition.ClosingDate.PlusDays(3) }, 2)).ToList();
        service.Clock.Reset(closesAt);
        var answers = await Task.WhenAll(racing);
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            if (answers[i].Status != HttpStatusCode.OK)
            {
                answers[i].IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
                await service.AnnouncedAsync(id);
            }

            await using var db = service.NewDb();
            var vacancy = (await db.Vacancies.FindAsync(id))!;
            var inTime = answers[i].Status == HttpStatusCode.OK;
            Assert.Equal(inTime ? BrusselsTime.EndOf(definitions[i].ClosingDate.PlusDays(3)) : closesAt, vacancy.ClosesAt);
            Assert.Equal(inTime ? 2 : 1, await db.VacancyVersions.CountAsync(v => v.VacancyId == id));
            if (inTime) Assert.False(await db.Closings.AnyAsync(c => c.VacancyId == id));
        }
    }

    private static ProcedureDefinition Reworded(ProcedureDefinition definition) => definition with { Summary = LocalizedText.Same("Other words") };

    private async Task<Answer> CorrectAsync(Guid id, ProcedureDefinition definition, long? version)
    {
        using var officer = service.Officer();
        return await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/correct", definition, version);
    }
}

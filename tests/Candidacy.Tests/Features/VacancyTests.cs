using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class VacancyTests(CandidacyFixture service)
{
    [Fact]
    public async Task R3_publishing_freezes_the_notice_and_tells_everyone()
    {
        var definition = service.Definition();
        var id = await service.DraftAsync(definition);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish")).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        var published = (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish", ifMatch: 1)).Is(HttpStatusCode.OK);
        Assert.Equal(("Open", 2), (published["state"].GetString(), published.Version));

        var told = await service.PublishedAsync<VacancyPublished>(e => e.VacancyId == id);
        Assert.Equal((2, 1, BrusselsTime.EndOf(definition.ClosingDate)), (told.Version, told.Definition.Version, told.ClosesAt));
        Assert.Equal(
            JsonSerializer.Serialize(definition with { Version = 1 }, ContractsJson.Options), JsonSerializer.Serialize(told.Definition, ContractsJson.Options));

        (await service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}", definition, ifMatch: 2)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-published");
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish")).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-published");
        await using var db = service.NewDb();
        Assert.Equal(1, await db.VacancyVersions.CountAsync(v => v.VacancyId == id));
        Assert.Equal(["vacancy.drafted", "vacancy.published"], await db.Records.Where(r => r.EntityId == id).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
    }

    [Fact]
    public async Task R1_what_a_notice_still_misses_is_said_all_at_once()
    {
        var definition = service.Definition() with { Title = new LocalizedText("", "", "", ""), MandateYears = 0, Steps = [], ClosingDate = service.Today.PlusDays(-1) };
        var id = await service.DraftAsync(definition);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish", ifMatch: 1))
            .IsInvalid("closingDate", "mandateYears", "steps", "title.de", "title.en", "title.fr", "title.nl");
        Assert.DoesNotContain(service.Published<VacancyPublished>(), e => e.VacancyId == id);
    }

    [Fact]
    public async Task T1_a_vacancy_that_closes_today_can_still_be_published() => await service.VacancyAsync(service.Definition(service.Today));

    [Fact]
    public async Task R1_a_selection_code_is_used_once()
    {
        var definition = service.Definition();
        await service.DraftAsync(definition);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, "vacancies", definition)).IsRefused(HttpStatusCode.Conflict, "R1", "selection-code-taken");
        (await service.SendAsync(officer, HttpMethod.Post, "vacancies", definition with { SelectionCode = "abc" })).IsInvalid("selectionCode");
        (await service.SendAsync(officer, HttpMethod.Post, "vacancies", service.Definition(new LocalDate(9999, 12, 31)))).IsInvalid("closingDate");
    }

    [Fact]
    public async Task R17_a_draft_changes_on_the_version_that_was_read()
    {
        var definition = service.Definition();
        var id = await service.DraftAsync(definition);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}", definition with { MandateYears = 5 }, ifMatch: 1)).Is(HttpStatusCode.OK);
        (await service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}", definition, ifMatch: 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal(5, (await service.GetAsync(officer, $"vacancies/{id}"))["definition"].GetProperty("mandateYears").GetInt32());
    }

    [Fact]
    public async Task Drafts_are_shown_to_nobody_but_officers()
    {
        var id = await service.DraftAsync();
        using var anonymous = service.Anonymous();
        using var candidate = await service.CandidateAsync();
        using var officer = service.Officer();
        foreach (var someone in new[] { anonymous, candidate })
        {
            (await service.GetAsync(someone, $"vacancies/{id}")).Is(HttpStatusCode.NotFound);
            (await service.GetAsync(someone, $"vacancies/{id}/funnel")).Is(HttpStatusCode.NotFound);
            Assert.Empty((await service.GetAsync(someone, "vacancies?state=Draft")).Items);
            Assert.DoesNotContain((await service.GetAsync(someone, "vacancies?pageSize=200")).Items, v => v.GetProperty("vacancyId").GetGuid() == id);
        }

        (await service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{id}/candidacies")).Is(HttpStatusCode.NotFound);
        Assert.Equal("Draft", (await service.GetAsync(officer, $"vacancies/{id}")).Is(HttpStatusCode.OK)["state"].GetString());
        Assert.Contains((await service.GetAsync(officer, "vacancies?state=Draft&pageSize=200")).Items, v => v.GetProperty("vacancyId").GetGuid() == id);
    }

    [Fact]
    public async Task The_public_list_is_searched_filtered_and_paged()
    {
        var word = $"zoek{Guid.NewGuid():N}";
        var definition = service.Definition();
        var soon = await service.VacancyAsync(definition with { Summary = LocalizedText.Same($"Iets met {word}"), ClosingDate = service.Today.PlusDays(3) });
        var late = await service.VacancyAsync(service.Definition(service.Today.PlusDays(20)) with
        {
            Title = new LocalizedText("x", word, "x", "x"),
            Language = "fr",
            Function = definition.Function with { WeighingClass = 6 },
        });
        using var anonymous = service.Anonymous();
        Assert.Equal([soon, late], await IdsAsync($"search={word}"));
        Assert.Equal([soon, late], await IdsAsync($"search={word.ToUpperInvariant()}&state=Open"));
        Assert.Equal([late], await IdsAsync($"search={word}&language=fr"));
        Assert.Equal([late], await IdsAsync($"search={word}&levelGroup=L3"));
        Assert.Equal([late], await IdsAsync($"search={word}&pageSize=1&page=2"));
        Assert.Empty(await IdsAsync($"search={word}&state=Closed"));
        Assert.Empty(await IdsAsync("search=%25_%25"));
        (await service.GetAsync(anonymous, "vacancies?state=Sometimes")).Is(HttpStatusCode.BadRequest);
        (await service.GetAsync(anonymous, "vacancies?page=-1&pageSize=100000")).Is(HttpStatusCode.OK);

        async Task<List<Guid>> IdsAsync(string query) => [.. (await service.GetAsync(anonymous, $"vacancies?{query}")).Is(HttpStatusCode.OK).Items.Select(v => v.GetProperty("vacancyId").GetGuid())];
    }

    [Fact]
    public async Task R53_anyone_sees_how_many_stand_where_and_never_who()
    {
        var vacancy = await service.VacancyAsync();
        using var one = await service.CandidateAsync();
        using var two = await service.CandidateAsync();
        using var three = await service.CandidateAsync();
        await service.ApplyAsync(one, vacancy);
        await service.ValidatedAsync(two, vacancy);
        await service.WithdrawAsync(three, await service.ApplyAsync(three, vacancy));
        await service.ApplyAsync(three, vacancy);
        using var anonymous = service.Anonymous();
        var funnel = (await service.GetAsync(anonymous, $"vacancies/{vacancy}/funnel")).Is(HttpStatusCode.OK);
        var counts = funnel["steps"].EnumerateArray().ToDictionary(s => s.GetProperty("step").GetString()!, s => s.GetProperty("count").GetInt32());
        Assert.Equal((2, 1, 0, 20), (counts["Provisional"], counts["Validated"], counts["Withdrawn"], counts.Count));
    }
}

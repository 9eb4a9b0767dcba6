using System.Net;
using System.Text.Json;
using NodaTime;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>The rubric's entries, one by one (R10 to R17).</summary>
[Collection(CandidacyService.Name)]
public sealed class RubricTests(CandidacyFixture service)
{
    private static readonly object Six = CandidacyFixture.Management("2015-01-01", "2020-12-31");

    [Fact]
    public async Task R10_experiences_are_added_changed_ordered_and_removed_one_by_one()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, await service.VacancyAsync());
        var first = IdsOf((await AddAsync(candidate, id, 1, Six)).Is(HttpStatusCode.OK))[0];
        var second = IdsOf((await AddAsync(candidate, id, 2, CandidacyFixture.Management("2021-01-01", "2021-12-31"))).Is(HttpStatusCode.OK))[1];

        var changed = (await ChangeAsync(candidate, id, first, 3, CandidacyFixture.Management("2014-01-01", "2020-12-31"))).Is(HttpStatusCode.OK);
        Assert.Equal((first, "2014-01-01"), (IdsOf(changed)[0], changed["experiences"][0].GetProperty("begin").GetString()));
        Assert.Equal([second, first], IdsOf((await OrderAsync(candidate, id, 4, second, first)).Is(HttpStatusCode.OK)));
        Assert.Equal([second], IdsOf((await RemoveAsync(candidate, id, first, 5)).Is(HttpStatusCode.OK)));

        var read = await service.GetAsync(candidate, $"candidacies/{id}");
        Assert.Equal((6L, "\"6\""), (read.Version, read.Headers.ETag!.Tag));
        Assert.Equal([second], IdsOf(read));
    }

    [Fact]
    public async Task R10_what_is_wrong_with_an_entry_is_told_by_its_field()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ReadyAsync(candidate, await service.VacancyAsync());
        (await AddAsync(candidate, id, 2, CandidacyFixture.Management("2016-01-02", "2016-01-01"))).IsInvalid("end");
        (await AddAsync(candidate, id, 2, CandidacyFixture.Management("0001-01-01", "9999-12-31"))).IsInvalid("begin");
        (await AddAsync(candidate, id, 2, CandidacyFixture.Management("2016-01-01", "9999-12-31"))).IsInvalid("end");
        (await AddAsync(candidate, id, 2, CandidacyFixture.Management(Text(service.Today.PlusYears(1)), Text(service.Today.PlusYears(2))))).IsInvalid("begin");
        (await AddAsync(candidate, id, 2, new { kind = "Management", function = "", organisation = "x\u202E", begin = "2016-01-01", end = "2016-02-01" })).IsInvalid("function", "organisation");
        (await ChangeAsync(candidate, id, Guid.NewGuid(), 2, Six)).Is(HttpStatusCode.NotFound);
        (await RemoveAsync(candidate, id, Guid.NewGuid(), 2)).Is(HttpStatusCode.NotFound);
        (await OrderAsync(candidate, id, 2)).IsInvalid("experienceIds");
        (await OrderAsync(candidate, id, 2, Guid.NewGuid())).IsInvalid("experienceIds");
        Assert.Equal(2, (await service.GetAsync(candidate, $"candidacies/{id}")).Version);
    }

    [Fact]
    public async Task R10_a_full_rubric_takes_no_more_and_says_so()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, await service.VacancyAsync());
        (await service.SaveAsync(candidate, id, 1, [.. Enumerable.Repeat(Six, 200)])).Is(HttpStatusCode.OK);
        Assert.Contains("200", (await AddAsync(candidate, id, 2, Six)).IsRefused(HttpStatusCode.Conflict, "R10", "rubric-full")["detail"].GetString());
    }

    [Fact]
    public async Task R16_taking_the_decisive_experience_away_keeps_the_candidacy_validated_and_warns()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, await service.VacancyAsync());
        var only = IdsOf(await service.GetAsync(candidate, $"candidacies/{id}"))[0];
        var saved = (await RemoveAsync(candidate, id, only, 3)).Is(HttpStatusCode.OK);
        Assert.Equal("Validated", saved["state"].GetString());
        Assert.Equal("not-enough", Assert.Single(saved["warnings"].EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task R17_whoever_lost_a_race_is_told_what_changed_and_what_stands_now()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ReadyAsync(candidate, await service.VacancyAsync());
        var only = IdsOf(await service.GetAsync(candidate, $"candidacies/{id}"))[0];

        // The other tab, meanwhile.
        (await ChangeAsync(candidate, id, only, 2, CandidacyFixture.Management("2014-01-01", "2021-12-31", description: "Anders."))).Is(HttpStatusCode.OK);
        var added = IdsOf((await AddAsync(candidate, id, 3, Six)).Is(HttpStatusCode.OK))[1];
        var passing = IdsOf((await AddAsync(candidate, id, 4, Six)).Is(HttpStatusCode.OK))[2];
        (await RemoveAsync(candidate, id, passing, 5)).Is(HttpStatusCode.OK);
        (await FederalAsync(candidate, id, 6, new { service = "FOD", @class = "A4" })).Is(HttpStatusCode.OK);
        (await service.ValidateAsync(candidate, id, 7)).Is(HttpStatusCode.OK);

        var lost = (await RemoveAsync(candidate, id, only, 2)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal(8, lost["currentVersion"].GetInt64());
        var changes = lost["changes"].EnumerateArray().ToDictionary(c => c.GetProperty("kind").GetString()!);
        Assert.Equal(["ExperienceAdded", "ExperienceChanged", "FederalFunctionChanged", "Validated"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((only, added), (changes["ExperienceChanged"].GetProperty("experienceId").GetGuid(), changes["ExperienceAdded"].GetProperty("experienceId").GetGuid()));
        Assert.Equal(["begin", "description"], changes["ExperienceChanged"].GetProperty("fields").EnumerateArray().Select(f => f.GetString()!));
        Assert.Equal(("Validated", 2), (lost["current"].GetProperty("state").GetString(), lost["current"].GetProperty("experiences").GetArrayLength()));
    }

    [Fact]
    public async Task R17_every_write_of_a_candidacy_names_the_version_it_was_made_on()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ReadyAsync(candidate, await service.VacancyAsync());
        var only = IdsOf(await service.GetAsync(candidate, $"candidacies/{id}"))[0];
        foreach (var version in new long?[] { null, 1, 3, long.MaxValue })
        {
            Answer[] answers =
            [
                await AddAsync(candidate, id, version, Six), await ChangeAsync(candidate, id, only, version, Six), await RemoveAsync(candidate, id, only, version),
                await OrderAsync(candidate, id, version, only), await FederalAsync(candidate, id, version, null),
                await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/validate", ifMatch: version),
                await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/withdraw", ifMatch: version),
            ];
            Assert.All(answers, a => Assert.Equal(version is null ? HttpStatusCode.PreconditionRequired : HttpStatusCode.PreconditionFailed, a.Status));
        }

        Assert.Equal(2, (await service.GetAsync(candidate, $"candidacies/{id}")).Version);
    }

    [Fact]
    public async Task R17_of_many_tabs_that_save_at_once_one_wins_and_the_others_learn_what_it_changed()
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, await service.VacancyAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(candidate, id, 1, Six)));
        var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != won), lost =>
        {
            var change = Assert.Single(lost.IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale")["changes"].EnumerateArray());
            Assert.Equal(("ExperienceAdded", IdsOf(won)[0]), (change.GetProperty("kind").GetString(), change.GetProperty("experienceId").GetGuid()));
        });
    }

    [Theory]
    [InlineData("en", "5\u00a0years and 364\u00a0days", "1\u00a0day")]
    [InlineData("nl", "5\u00a0jaar en 364\u00a0dagen", "1\u00a0dag")]
    [InlineData("fr", "5\u00a0ans et 364\u00a0jours", "1\u00a0jour")]
    [InlineData("de", "5\u00a0Jahre und 364\u00a0Tage", "1\u00a0Tag")]
    public async Task R14_the_sum_is_told_in_words_with_what_it_came_from_and_what_is_missing(string language, string sum, string missing)
    {
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, await service.VacancyAsync());
        await AddAsync(candidate, id, 1, CandidacyFixture.Management("2013-10-24", "2018-03-01"));
        await AddAsync(candidate, id, 2, CandidacyFixture.Management("2018-01-01", "2019-10-22"));
        await AddAsync(candidate, id, 3, CandidacyFixture.Management("2019-10-20", "2019-10-22"));
        var read = (await service.SendAsync(candidate, HttpMethod.Get, $"candidacies/{id}", language: language)).Is(HttpStatusCode.OK);
        var count = read["count"].GetProperty("management");
        Assert.Equal(sum, count.GetProperty("text").GetString());
        Assert.EndsWith(missing, count.GetProperty("missing").GetString());
        var period = Assert.Single(count.GetProperty("periods").EnumerateArray());
        Assert.Equal(IdsOf(read), period.GetProperty("experiences").EnumerateArray().Select(e => e.GetGuid()));
        Assert.Equal(JsonValueKind.Null, (await SaveEnoughAsync(candidate, id)).GetProperty("missing").ValueKind);
    }

    [Fact]
    public async Task R9_R15_each_candidacy_is_under_one_tab_with_its_place_and_the_tabs_are_counted()
    {
        using var candidate = await service.CandidateAsync();
        var (one, two, three) = (await service.VacancyAsync(), await service.VacancyAsync(), await service.VacancyAsync());
        var provisional = await service.ApplyAsync(candidate, one);
        var validated = await service.ValidatedAsync(candidate, two);
        var withdrawn = await service.ApplyAsync(candidate, three);
        (await service.WithdrawAsync(candidate, withdrawn)).Is(HttpStatusCode.OK);

        Assert.Equal([provisional], await TabAsync("to-validate"));
        Assert.Equal([validated], await TabAsync("taking-part"));
        Assert.Equal([withdrawn], await TabAsync("ended"));
        var counts = await service.GetAsync(candidate, "candidacies/counts");
        Assert.Equal((1, 1, 1), (counts["toValidate"].GetInt32(), counts["takingPart"].GetInt32(), counts["ended"].GetInt32()));
        Assert.Equal(3, (await service.GetAsync(candidate, "candidacies")).Items.Count);
        (await service.GetAsync(candidate, "candidacies?tab=mine")).IsInvalid("tab");

        // What closing makes of it holds from the closing instant on (T3), and moves the candidacies to their tabs.
        await service.CloseAsync(two);
        await service.CloseAsync(one);
        Assert.Empty(await TabAsync("to-validate"));
        Assert.Equal(new[] { provisional, withdrawn }.Order(), (await TabAsync("ended")).Order());
        var line = Assert.Single((await service.GetAsync(candidate, "candidacies?tab=taking-part")).Items);
        Assert.Equal(["Done", "Now", "Ahead", "Ahead", "Ahead"], line.GetProperty("places").EnumerateArray().Select(p => p.GetProperty("status").GetString()!));

        async Task<IEnumerable<Guid>> TabAsync(string tab) =>
            (await service.GetAsync(candidate, $"candidacies?tab={tab}")).Is(HttpStatusCode.OK).Items.Select(c => c.GetProperty("candidacyId").GetGuid());
    }

    [Fact]
    public async Task R12_an_officer_sees_who_applied_and_what_reads_as_another_language()
    {
        using var officer = service.Officer();
        using var candidate = await service.CandidateAsync();
        using var second = await service.CandidateAsync();
        var (vacancy, other) = (await service.VacancyAsync(), await service.VacancyAsync());
        var id = await service.ApplyAsync(candidate, vacancy);
        await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", "2021-12-31", description: "J'ai dirigé le service des finances pour la région et je suis responsable du budget."));
        var validated = await service.ValidatedAsync(second, vacancy);
        await service.ApplyAsync(second, other);

        Assert.Equal(2, (await ListAsync("")).Count);
        Assert.Equal([validated], await ListAsync("?state=Validated"));
        Assert.Equal([id], await ListAsync("?step=Provisional"));
        Assert.Equal(2, (await ListAsync("?name=PEETers jo")).Count);
        Assert.Empty(await ListAsync("?name=jansens"));
        Assert.Single(await ListAsync("?pageSize=1&page=2"));
        (await service.GetAsync(officer, $"vacancies/{Guid.NewGuid()}/candidacies")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(officer, $"vacancies/{await service.DraftAsync()}/candidacies")).Is(HttpStatusCode.NotFound);

        var seen = (await service.GetAsync(officer, $"vacancies/{vacancy}/candidacies/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal("Peeters", seen["lastName"].GetString());
        Assert.Equal("other-language", Assert.Single(seen["candidacy"].GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, seen["frozen"].ValueKind);
        (await service.GetAsync(officer, $"vacancies/{other}/candidacies/{id}")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(candidate, $"vacancies/{vacancy}/candidacies")).Is(HttpStatusCode.Forbidden);

        await service.CloseAsync(vacancy);
        Assert.Equal([validated], await ListAsync("?state=Lodged"));
        Assert.Equal([id], await ListAsync("?state=Lapsed"));
        Assert.Equal(1, (await service.GetAsync(officer, $"vacancies/{vacancy}/candidacies/{validated}"))["frozen"].GetProperty("experiences").GetArrayLength());
        await using var db = service.NewDb();
        Assert.Contains(db.Records.Where(r => r.EntityId == id), r => r.Action == "candidacy.read" && r.Actor == "officer-1");

        async Task<IReadOnlyList<Guid>> ListAsync(string query) =>
            [.. (await service.GetAsync(officer, $"vacancies/{vacancy}/candidacies{query}")).Is(HttpStatusCode.OK).Items.Select(c => c.GetProperty("candidacyId").GetGuid())];
    }

    private async Task<JsonElement> SaveEnoughAsync(HttpClient candidate, Guid id) =>
        (await service.SaveAsync(candidate, id, 4, Six)).Is(HttpStatusCode.OK)["count"].GetProperty("management");

    private Task<Answer> AddAsync(HttpClient candidate, Guid id, long? version, object entry) =>
        service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/experiences", entry, version);

    private Task<Answer> ChangeAsync(HttpClient candidate, Guid id, Guid experience, long? version, object entry) =>
        service.SendAsync(candidate, HttpMethod.Put, $"candidacies/{id}/experiences/{experience}", entry, version);

    private Task<Answer> RemoveAsync(HttpClient candidate, Guid id, Guid experience, long? version) =>
        service.SendAsync(candidate, HttpMethod.Delete, $"candidacies/{id}/experiences/{experience}", ifMatch: version);

    private Task<Answer> OrderAsync(HttpClient candidate, Guid id, long? version, params Guid[] experienceIds) =>
        service.SendAsync(candidate, HttpMethod.Put, $"candidacies/{id}/experiences/order", new { experienceIds }, version);

    private Task<Answer> FederalAsync(HttpClient candidate, Guid id, long? version, object? federalLevelA) =>
        service.SendAsync(candidate, HttpMethod.Put, $"candidacies/{id}/federal-function", new { federalLevelA }, version);

    private static Guid[] IdsOf(Answer answer) => [.. answer["experiences"].EnumerateArray().Select(e => e.GetProperty("experienceId").GetGuid())];

    private static string Text(LocalDate date) => date.ToString("uuuu-MM-dd", null);
}

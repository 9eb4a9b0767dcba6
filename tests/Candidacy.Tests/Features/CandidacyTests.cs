using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class CandidacyTests(CandidacyFixture service)
{
    [Fact]
    public async Task R9_applying_makes_a_provisional_candidacy_listed_under_to_validate()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        Assert.Equal([id], await TabAsync(candidate, "to-validate"));
        Assert.Empty(await TabAsync(candidate, "taking-part"));
        var read = (await service.GetAsync(candidate, $"candidacies/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal(("Provisional", "\"1\"", false), (read["state"].GetString(), read.Headers.ETag?.Tag, read["count"].GetProperty("enough").GetBoolean()));
        (await service.GetAsync(candidate, "candidacies?tab=elsewhere")).IsInvalid("tab");
    }

    [Fact]
    public async Task R5_a_double_click_makes_one_candidacy()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")));
        var first = Assert.Single(answers, a => a.Status == HttpStatusCode.Created).Id("candidacyId");
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal(first, a.IsRefused(HttpStatusCode.Conflict, "R5", "applied-before").Id("candidacyId")));
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Candidacies.CountAsync(c => c.VacancyId == vacancy));
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == first && r.Action == "candidacy.applied"));
    }

    [Fact]
    public async Task R5_the_database_itself_allows_one_live_candidacy()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"""
            insert into candidacies (candidacy_id, vacancy_id, person_id, state, rubric, applied_at, applied_on, step, step_stage, version)
            select gen_random_uuid(), vacancy_id, person_id, state, rubric, applied_at, applied_on, step, step_stage, version from candidacies where candidacy_id = {id}
            """));
    }

    [Fact]
    public async Task R4_an_application_for_one_vacancy_is_none_for_another()
    {
        using var candidate = await service.CandidateAsync();
        var (one, other) = (await service.VacancyAsync(), await service.VacancyAsync());
        var (first, second) = (await service.ValidatedAsync(candidate, one), await service.ApplyAsync(candidate, other));
        Assert.NotEqual(first, second);
        Assert.Empty((await service.GetAsync(candidate, $"candidacies/{second}"))["experiences"].EnumerateArray());
    }

    [Fact]
    public async Task R5_applying_needs_an_account_and_a_vacancy()
    {
        var vacancy = await service.VacancyAsync();
        using var stranger = service.As("candidate", "never-opened");
        (await service.SendAsync(stranger, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")).IsRefused(HttpStatusCode.Conflict, "R5", "account-missing");
        using var candidate = await service.CandidateAsync();
        (await service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{Guid.NewGuid()}/candidacies")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R14_saving_answers_the_running_count_and_where_it_came_from()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var saved = (await service.SaveAsync(candidate, id, 1,
            CandidacyFixture.Management("2015-01-01", "2018-12-31"), CandidacyFixture.Management("2018-06-01", "2019-12-31"),
            new { kind = "UsefulProfessional", function = "Architect", organisation = "Dienst", domain = "health", begin = "2010-01-01", end = "2010-01-31", isCurrent = false })).Is(HttpStatusCode.OK);
        Assert.Equal(2, saved.Version);
        var management = saved["count"].GetProperty("management");
        Assert.Equal((5, 0, 6, false), (management.GetProperty("years").GetInt32(), management.GetProperty("days").GetInt32(), management.GetProperty("required").GetInt32(), management.GetProperty("enough").GetBoolean()));
        Assert.Equal("2019-12-31", Assert.Single(management.GetProperty("periods").EnumerateArray()).GetProperty("end").GetString());
        Assert.Equal(31, saved["count"].GetProperty("useful").GetProperty("days").GetInt32());
        Assert.False(saved["count"].GetProperty("enough").GetBoolean());
    }

    [Fact]
    public async Task R14_before_closing_the_count_goes_to_today()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var begin = service.Today.PlusYears(-6).PlusDays(5).ToString("uuuu-MM-dd", null);
        var saved = (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management(begin, service.Today.PlusYears(1).ToString("uuuu-MM-dd", null)))).Is(HttpStatusCode.OK);
        Assert.Equal(5, saved["count"].GetProperty("management").GetProperty("years").GetInt32());
        (await service.ValidateAsync(candidate, id, 2)).IsRefused(HttpStatusCode.Conflict, "R15", "not-enough-experience");
    }

    [Fact]
    public async Task R11_the_current_job_ends_on_the_day_of_applying_and_may_move_on_with_the_days()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var applied = service.Today;
        var saved = await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", null, isCurrent: true));
        Assert.Equal(Text(applied), saved["experiences"][0].GetProperty("end").GetString());
        (await service.SaveAsync(candidate, id, 2, CandidacyFixture.Management("2015-01-01", Text(applied.PlusDays(1)), isCurrent: true))).IsInvalid("experiences[0].end");
        service.Clock.AdvanceDays(1);
        (await service.SaveAsync(candidate, id, 2, CandidacyFixture.Management("2015-01-01", Text(applied.PlusDays(1)), isCurrent: true))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R12_text_in_another_language_warns_and_blocks_nothing()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var saved = (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", "2021-12-31", description: "J'ai dirigé le service des finances pour la région et je suis responsable du budget."))).Is(HttpStatusCode.OK);
        Assert.Equal("other-language", Assert.Single(saved["warnings"].EnumerateArray()).GetProperty("code").GetString());
        (await service.ValidateAsync(candidate, id, 2)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R15_validating_is_possible_from_enough_experience_on()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var refused = (await service.ValidateAsync(candidate, id, 1)).IsRefused(HttpStatusCode.Conflict, "R15", "not-enough-experience");
        Assert.Contains("0", refused["detail"].GetString());
        (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", "2020-12-31"))).Is(HttpStatusCode.OK);
        (await service.ValidateAsync(candidate, id, 2)).Is(HttpStatusCode.OK);
        Assert.Equal([id], await TabAsync(candidate, "taking-part"));
        Assert.Empty(await TabAsync(candidate, "to-validate"));
        (await service.ValidateAsync(candidate, id, 3)).IsRefused(HttpStatusCode.Conflict, "R15", "validated-before");
    }

    [Fact]
    public async Task R16_an_edit_below_the_threshold_keeps_the_candidacy_validated_and_warns()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, vacancy);
        var saved = (await service.SaveAsync(candidate, id, 3)).Is(HttpStatusCode.OK);
        Assert.Equal("Validated", saved["state"].GetString());
        Assert.Equal("not-enough", Assert.Single(saved["warnings"].EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task R17_two_tabs_never_overwrite_each_other_unseen()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", $"2016-01-{i + 1:00}"))));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal((HttpStatusCode.PreconditionFailed, "stale"), (a.Status, a.Code)));
        (await service.SendAsync(candidate, HttpMethod.Put, $"candidacies/{id}/rubric", new { experiences = Array.Empty<object>() })).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/validate")).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
    }

    [Fact]
    public async Task R10_what_is_wrong_in_a_rubric_is_said_where_it_is()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-01-01", "2020-12-31"), CandidacyFixture.Management("2015-01-02", "2015-01-01"))).IsInvalid("experiences[1].end");
        (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("2015-02-30", "2020-12-31"))).IsInvalid("experiences[0].begin");
        (await service.SaveAsync(candidate, id, 1, CandidacyFixture.Management("0001-01-01", "9999-12-31"))).IsInvalid("experiences[0].begin");
        (await service.SaveAsync(candidate, id, 1, [.. Enumerable.Repeat(CandidacyFixture.Management("2015-01-01", "2016-01-01"), 500)])).IsInvalid("experiences");
        Assert.Equal(1, (await service.GetAsync(candidate, $"candidacies/{id}")).Version);
    }

    [Fact]
    public async Task R19_until_closing_one_may_withdraw_and_apply_again()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var first = await service.ValidatedAsync(candidate, vacancy);
        (await service.WithdrawAsync(candidate, first)).Is(HttpStatusCode.OK);
        (await service.WithdrawAsync(candidate, first)).IsRefused(HttpStatusCode.Conflict, "R19", "withdrawn");
        (await service.SaveAsync(candidate, first, 4)).IsRefused(HttpStatusCode.Conflict, "R19", "withdrawn");
        var second = await service.ApplyAsync(candidate, vacancy);
        Assert.NotEqual(first, second);
        Assert.Equal([second], await TabAsync(candidate, "to-validate"));
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<Contracts.Events.CandidacyWithdrawn>(), e => e.VacancyId == vacancy);
    }

    [Fact]
    public async Task Someone_elses_candidacy_is_not_there()
    {
        var vacancy = await service.VacancyAsync();
        using var owner = await service.CandidateAsync();
        using var other = await service.CandidateAsync();
        var id = await service.ReadyAsync(owner, vacancy);
        (await service.GetAsync(other, $"candidacies/{id}")).Is(HttpStatusCode.NotFound);
        (await service.SaveAsync(other, id, 2)).Is(HttpStatusCode.NotFound);
        (await service.ValidateAsync(other, id, 2)).Is(HttpStatusCode.NotFound);
        (await service.WithdrawAsync(other, id)).Is(HttpStatusCode.NotFound);
        Assert.Empty((await service.GetAsync(other, "candidacies")).Items);
        Assert.Equal(2, (await service.GetAsync(owner, $"candidacies/{id}")).Version);
    }

    [Fact]
    public async Task R21_a_federal_function_of_level_A_is_kept_with_the_rubric()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ApplyAsync(candidate, vacancy);
        (await service.SendAsync(candidate, HttpMethod.Put, $"candidacies/{id}/rubric",
            new { experiences = Array.Empty<object>(), federalLevelA = new { service = "FOD Financiën", @class = "A4" } }, 1)).Is(HttpStatusCode.OK);
        Assert.Equal("A4", (await service.GetAsync(candidate, $"candidacies/{id}"))["federalLevelA"].GetProperty("class").GetString());
    }

    [Fact]
    public async Task Every_endpoint_names_who_may_use_it()
    {
        using var anonymous = service.Anonymous();
        using var candidate = await service.CandidateAsync();
        using var officer = service.Officer();
        var id = Guid.NewGuid();
        (HttpMethod Method, string Path)[] officers =
            [(HttpMethod.Post, "vacancies"), (HttpMethod.Put, $"vacancies/{id}"), (HttpMethod.Post, $"vacancies/{id}/publish"), (HttpMethod.Post, "persons/search")];
        (HttpMethod Method, string Path)[] candidates =
        [
            (HttpMethod.Post, "account"), (HttpMethod.Get, "account"), (HttpMethod.Put, "account"), (HttpMethod.Post, "documents"), (HttpMethod.Get, "documents"),
            (HttpMethod.Delete, $"documents/{id}"), (HttpMethod.Post, $"vacancies/{id}/candidacies"), (HttpMethod.Get, "candidacies"), (HttpMethod.Get, $"candidacies/{id}"),
            (HttpMethod.Put, $"candidacies/{id}/rubric"), (HttpMethod.Post, $"candidacies/{id}/validate"), (HttpMethod.Post, $"candidacies/{id}/withdraw"),
            (HttpMethod.Get, "messages"), (HttpMethod.Post, $"messages/{id}/read"),
        ];
        foreach (var (method, path) in officers.Concat(candidates).Append((HttpMethod.Get, $"documents/{id}/content")))
            (await service.SendAsync(anonymous, method, path, Body(path))).Is(HttpStatusCode.Unauthorized);
        foreach (var (method, path) in officers) (await service.SendAsync(candidate, method, path, Body(path))).Is(HttpStatusCode.Forbidden);
        foreach (var (method, path) in candidates) (await service.SendAsync(officer, method, path, Body(path))).Is(HttpStatusCode.Forbidden);

        static object Body(string path) => path == "documents" ? new MultipartFormDataContent { { new StringContent("x"), "metadata" } } : new { };
    }

    [Fact]
    public async Task A_problem_is_told_in_the_callers_language()
    {
        using var candidate = service.As("candidate", "languages");
        var body = new { firstName = "", lastName = "P", email = "p@example.org", language = "nl" };
        string[] details = [.. await Task.WhenAll(new[] { "nl", "fr-BE", "de", "en", "es" }.Select(async language =>
            (await service.SendAsync(candidate, HttpMethod.Post, "account", body, language: language))["detail"].GetString()!))];
        Assert.Equal(4, details.Distinct().Count());
        Assert.Equal(details[3], details[4]);
    }

    [Fact]
    public async Task A_wrong_method_and_a_wrong_content_type_are_told_as_such()
    {
        using var candidate = await service.CandidateAsync();
        (await service.SendAsync(candidate, HttpMethod.Patch, "account", new { })).IsRefused(HttpStatusCode.MethodNotAllowed, null, "method-not-allowed");
        (await service.SendAsync(candidate, HttpMethod.Put, "account", new StringContent("x"))).IsRefused(HttpStatusCode.UnsupportedMediaType, null, "media-type");
    }

    [Fact]
    public async Task R54_every_change_of_a_candidacy_is_on_record_with_the_version_of_its_rules()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, vacancy);
        await service.WithdrawAsync(candidate, id);
        await using var db = service.NewDb();
        var entries = await db.Records.Where(r => r.EntityId == id).OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(["candidacy.applied", "rubric.saved", "candidacy.validated", "candidacy.withdrawn"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Equal(1, e.RuleVersion));
        Assert.All(entries, e => Assert.DoesNotContain("Directeur", e.Details ?? ""));
    }

    private async Task<IEnumerable<Guid>> TabAsync(HttpClient candidate, string tab) =>
        (await service.GetAsync(candidate, $"candidacies?tab={tab}")).Is(HttpStatusCode.OK).Items.Select(c => c.GetProperty("candidacyId").GetGuid());

    private static string Text(LocalDate date) => date.ToString("uuuu-MM-dd", null);
}

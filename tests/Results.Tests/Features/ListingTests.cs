using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class ListingTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly Instant At = ResultsFixture.Early;

    private static string[] KindsOf(JsonElement problem) =>
        [.. problem.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("kind").GetString()!)];

    [Fact]
    public async Task R46_the_list_shows_groups_and_ranks_with_ties()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 70m, 80m, 80m, 59.99m, 65m);

        var list = await service.ListAsync(vacancy.VacancyId);
        var notSuitable = await service.ListAsync(vacancy.VacancyId, "?group=NotSuitable");
        var second = await service.ListAsync(vacancy.VacancyId, "?page=2&pageSize=2");

        Assert.Equal((4, 1, 0), (list.GetProperty("suitable").GetInt32(), list.GetProperty("notSuitable").GetInt32(), list.GetProperty("missingCount").GetInt32()));
        Assert.Equal([1, 1, 3, 4], list.GetProperty("items").EnumerateArray().Take(4).Select(i => i.GetProperty("rank").GetInt32()));
        Assert.Equal(judged[3].CandidacyId, notSuitable.GetProperty("items")[0].GetProperty("candidacyId").GetGuid());
        Assert.Equal([3, 4], second.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("rank").GetInt32()));
    }

    [Fact]
    public async Task R46_nothing_can_be_proposed_while_a_motivation_is_missing()
    {
        var vacancy = await service.VacancyAsync();
        var judged = ResultsFixture.Judged(vacancy, 70m);
        await service.PublishAndHandleAsync(judged with { Results = [.. judged.Results.Skip(1), judged.Results[0] with { Motivation = " " }] });

        using var answer = await service.ProposeAsync(vacancy.VacancyId);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await ResultsFixture.JsonOf(answer);
        Assert.Equal(("list-incomplete", "R46"), (problem.GetProperty("code").GetString(), problem.GetProperty("rule").GetString()));
        Assert.Equal(["MotivationMissing"], KindsOf(problem));
        Assert.Equal("specific-1", problem.GetProperty("missing")[0].GetProperty("competency").GetString());
    }

    [Fact]
    public async Task R46_nothing_can_be_proposed_while_somebody_is_on_the_way_or_nobody_was_judged()
    {
        var vacancy = await service.VacancyAsync();
        var lodged = Samples.Lodged(vacancy.VacancyId);
        using var nobody = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(["NobodyJudged"], KindsOf(await ResultsFixture.JsonOf(nobody)));

        await service.JudgedAsync(vacancy, 70m);
        await service.PublishAndHandleAsync(lodged);
        using var waiting = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(["StillOnTheWay"], KindsOf(await ResultsFixture.JsonOf(waiting)));

        await service.PublishAndHandleAsync(new CandidacyRefused(lodged.CandidacyId, lodged.VacancyId, lodged.PersonId, 2, "Te kort.", At));
        using var complete = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(HttpStatusCode.Created, complete.StatusCode);
    }

    [Fact]
    public async Task R46_a_group_that_does_not_follow_from_the_total_blocks_the_list()
    {
        var vacancy = await service.VacancyAsync();
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 59.99m) with { Suitable = true });

        using var answer = await service.ProposeAsync(vacancy.VacancyId);

        Assert.Equal(["GroupMismatch"], KindsOf(await ResultsFixture.JsonOf(answer)));
    }

    [Fact]
    public async Task R46_equal_totals_wait_for_the_comparison_where_the_vacancy_published_it()
    {
        var vacancy = await service.VacancyAsync(rules => rules with { TieBreaks = [TieBreak.DiplomasAndMerits] });
        var judged = await service.JudgedAsync(vacancy, 70m, 70m, 65m);
        using var tied = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(["MeritPlaceMissing", "MeritPlaceMissing"], KindsOf(await ResultsFixture.JsonOf(tied)));

        await service.PublishAndHandleAsync(judged[0] with { Version = 6, MeritPlace = 2 });
        await service.PublishAndHandleAsync(judged[1] with { Version = 6, MeritPlace = 1 });
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        var list = await service.ListAsync(vacancy.VacancyId);

        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        Assert.Equal(
            [judged[1].CandidacyId, judged[0].CandidacyId, judged[2].CandidacyId],
            list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("candidacyId").GetGuid()));
    }

    [Fact]
    public async Task R47_who_proposed_a_list_cannot_approve_it()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId, "officer-1");

        using var own = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-1");
        using var other = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-2", publishAt: service.Clock.GetCurrentInstant() + Duration.FromDays(2000));
        using var again = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-3");
        using var anew = await service.ProposeAsync(vacancy.VacancyId, "officer-3");

        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Equal("four-eyes", await ResultsFixture.CodeOf(own));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal("list-approved", await ResultsFixture.CodeOf(again));
        Assert.Equal("list-approved", await ResultsFixture.CodeOf(anew));
        await using var db = service.NewDb();
        var actions = await db.Records.Where(r => r.EntityType == "list").OrderBy(r => r.Id).Select(r => new { r.Action, r.Actor }).ToListAsync();
        Assert.Contains(actions, a => a is { Action: "list.proposed", Actor: "officer-1" });
        Assert.Contains(actions, a => a is { Action: "list.approved", Actor: "officer-2" });
    }

    [Fact]
    public async Task R47_of_many_officers_approving_at_once_one_does()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);

        var answers = await Task.WhenAll(Enumerable.Range(2, 6).Select(i => service.ApproveAsync(vacancy.VacancyId, officer: $"officer-{i}")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task R47_outcomes_that_change_after_the_proposal_make_it_stale()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 70m, 65m);
        using var first = await service.ProposeAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 66m, judged[1].CandidacyId, judged[1].PersonId, version: 6));

        using var stale = await service.ApproveAsync(vacancy.VacancyId, 1);
        using var second = await service.ProposeAsync(vacancy.VacancyId);
        using var approved = await service.ApproveAsync(vacancy.VacancyId, 2);

        Assert.Equal("list-stale", await ResultsFixture.CodeOf(stale));
        Assert.Equal(2, (await ResultsFixture.JsonOf(second)).GetProperty("version").GetInt32());
        Assert.NotEqual((await ResultsFixture.JsonOf(first)).GetProperty("hash").GetString(), (await ResultsFixture.JsonOf(second)).GetProperty("hash").GetString());
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
    }

    [Fact]
    public async Task R19_a_withdrawal_between_approval_and_publication_means_the_list_is_proposed_anew()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 70m, 65m);
        var instant = service.Clock.GetCurrentInstant() + Duration.FromDays(2000);
        await service.ApprovedAsync(vacancy.VacancyId, instant);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(judged[0].CandidacyId, vacancy.VacancyId, judged[0].PersonId, 9, At));

        var list = await service.ListAsync(vacancy.VacancyId);
        using var anew = await service.ProposeAsync(vacancy.VacancyId);

        Assert.Equal("Stale", list.GetProperty("proposal").GetProperty("state").GetString());
        Assert.Equal(1, (await ResultsFixture.JsonOf(anew)).GetProperty("suitable").GetInt32());
    }

    [Fact]
    public async Task R47_a_newer_proposal_replaces_the_older_and_both_stay_readable_and_unchangeable()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var first = await service.ProposeAsync(vacancy.VacancyId, "officer-1");
        using var second = await service.ProposeAsync(vacancy.VacancyId, "officer-2");
        using var old = await service.ApproveAsync(vacancy.VacancyId, 1, "officer-3");
        using var officer = service.Officer();
        var read = await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/list/1");

        Assert.Equal("list-stale", await ResultsFixture.CodeOf(old));
        Assert.Equal("Stale", read.GetProperty("list").GetProperty("state").GetString());
        Assert.Contains("29 juli 1991", read.GetProperty("items")[0].GetProperty("motivation").GetString(), StringComparison.Ordinal);
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<PostgresException>(() => db.Entries.ExecuteUpdateAsync(e => e.SetProperty(x => x.Rank, 1)));
    }

    [Fact]
    public async Task R47_an_instant_that_has_passed_and_a_version_that_does_not_exist_are_refused()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);

        using var past = await service.ApproveAsync(vacancy.VacancyId, publishAt: service.Clock.GetCurrentInstant() - Duration.FromMilliseconds(1));
        using var unknown = await service.ApproveAsync(vacancy.VacancyId, 2);
        using var nowhere = await service.ProposeAsync(Guid.NewGuid());

        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_vacancy_gets_no_list()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        await service.ApprovedAsync(vacancy.VacancyId, service.Clock.GetCurrentInstant() + Duration.FromDays(2000));
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancy.VacancyId, 3, Samples.Text("Geen budget"), At));

        using var answer = await service.ProposeAsync(vacancy.VacancyId);
        var list = await service.ListAsync(vacancy.VacancyId);

        Assert.Equal("vacancy-cancelled", await ResultsFixture.CodeOf(answer));
        Assert.Equal("Stale", list.GetProperty("proposal").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("GET", "vacancies/{0}/list", Roles.SelectionOfficer, null)]
    [InlineData("GET", "vacancies/{0}/list/1", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/propose", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/approve", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/reject", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/take-back", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/approval/take-back", Roles.SelectionOfficer, null)]
    [InlineData("PUT", "vacancies/{0}/list/publication", Roles.SelectionOfficer, null)]
    [InlineData("POST", "vacancies/{0}/list/correct", Roles.SelectionOfficer, null)]
    [InlineData("GET", "vacancies/{0}/list/missing", Roles.SelectionOfficer, null)]
    [InlineData("GET", "vacancies/{0}/list/export", Roles.SelectionOfficer, null)]
    [InlineData("GET", "vacancies/{0}/lists", Roles.SelectionOfficer, null)]
    [InlineData("GET", "vacancies/{0}/decisions/{0}", Roles.SelectionOfficer, Roles.Auditor)]
    [InlineData("GET", "vacancies/{0}/decisions/{0}/decision.pdf", Roles.SelectionOfficer, Roles.Auditor)]
    [InlineData("GET", "candidacies/{0}/decision.pdf", Roles.Candidate, null)]
    [InlineData("GET", "vacancies/{0}/published", Roles.SelectionOfficer, Roles.Auditor)]
    [InlineData("GET", "candidacies/{0}", Roles.Candidate, null)]
    public async Task Everybody_else_stays_out(string method, string path, string allowed, string? alsoAllowed)
    {
        var address = $"/api/results/{path.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal)}";
        foreach (var role in Roles.All.Where(r => r != allowed && r != alsoAllowed))
        {
            using var client = service.As(role, "someone");
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method is not "GET" ? JsonContent.Create(new { }) : null };
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var anonymous = service.Anonymous();
        using var unknown = await anonymous.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }
}

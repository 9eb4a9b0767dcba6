using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class TamperingTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private async Task<(VacancyPublished Vacancy, OralTestJudged[] Judged)> ProposedAsync()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 80m, 70m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        proposed.EnsureSuccessStatusCode();
        return (vacancy, judged);
    }

    /// <summary>What somebody with the database's own rights could do to a list.</summary>
    public static TheoryData<string> Changes =>
    [
        "update list_entries set rank = 3 - rank where list_id = (select list_id from lists where vacancy_id = {0})",
        "update list_entries set total_percent = 99 where rank = 2 and list_id = (select list_id from lists where vacancy_id = {0})",
        "update list_entries set motivation = motivation || ' Ja.' where list_id = (select list_id from lists where vacancy_id = {0})",
        "update list_entries set results = jsonb_set(results, '{{0,result}}', '1') where list_id = (select list_id from lists where vacancy_id = {0})",
        "update list_entries set act = jsonb_set(act, '{{committee}}', '\"Goed.\"') where list_id = (select list_id from lists where vacancy_id = {0})",
        "delete from list_entries where rank = 1 and list_id = (select list_id from lists where vacancy_id = {0})",
        "update lists set frame = jsonb_set(frame, '{{thresholdPercent}}', '90') where vacancy_id = {0}",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task R47_a_list_changed_in_the_database_is_not_approved(string change)
    {
        var (vacancy, _) = await ProposedAsync();
        await service.TamperAsync(change, vacancy.VacancyId);

        using var approval = await service.ApproveAsync(vacancy.VacancyId);
        using var again = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-3");
        using var anew = await service.ProposeAsync(vacancy.VacancyId);
        using var approved = await service.ApproveAsync(vacancy.VacancyId, 2);

        Assert.Equal("list-altered", await ResultsFixture.CodeOf(approval));
        Assert.Equal("list-altered", await ResultsFixture.CodeOf(again));
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        await using var db = service.NewDb();
        var list = await db.Lists.SingleAsync(l => l.VacancyId == vacancy.VacancyId && l.Version == 1);
        Assert.Equal(ListState.Altered, list.State);
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == list.ListId && r.Action == "list.alteration-found"));
    }

    [Fact]
    public async Task R47_a_list_changed_between_approval_and_publication_is_shown_and_announced_to_nobody()
    {
        var vacancy = await service.VacancyAsync();
        var (first, person) = await service.CandidateAsync(vacancy, 80m);
        await service.CandidateAsync(vacancy, 70m);
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        await service.ApprovedAsync(vacancy.VacancyId, instant);
        await service.TamperAsync("update list_entries set rank = 3 - rank where list_id = (select list_id from lists where vacancy_id = {0})", vacancy.VacancyId);

        service.Clock.Reset(instant);
        using var look = await service.LookAsync(first.CandidacyId, person.Subject);

        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(look));
        await service.StateAsync(vacancy.VacancyId, 1, ListState.Altered);
        await Eventually.NeverAsync(() => Task.FromResult(service.Published<ResultsPublished>().Any(e => e.VacancyId == vacancy.VacancyId)));
    }

    [Fact]
    public async Task R47_the_announcement_finds_a_change_too_where_nobody_looked_before()
    {
        var (vacancy, _) = await ProposedAsync();
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        using var approved = await service.ApproveAsync(vacancy.VacancyId, publishAt: instant);
        await service.TamperAsync("update list_entries set merit_place = 1 where list_id = (select list_id from lists where vacancy_id = {0})", vacancy.VacancyId);

        service.Clock.Reset(instant);

        await service.StateAsync(vacancy.VacancyId, 1, ListState.Altered);
        Assert.DoesNotContain(service.Published<ResultsPublished>(), e => e.VacancyId == vacancy.VacancyId);
    }

    [Fact]
    public async Task R47_an_officer_cannot_change_the_committees_list()
    {
        var (vacancy, judged) = await ProposedAsync();
        var before = await ReadAsync(vacancy.VacancyId, 1);
        var path = $"/api/results/vacancies/{vacancy.VacancyId}/list";
        using var officer = service.Officer("officer-2");
        var body = new { items = new[] { new { candidacyId = judged[1].CandidacyId, group = "Suitable", rank = 1 } }, rank = 1 };

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Post })
        {
            foreach (var address in new[] { path, $"{path}/1", $"{path}/1/{judged[1].CandidacyId}", $"{path}/entries", $"/api/results/candidacies/{judged[1].CandidacyId}" })
            {
                using var answer = await officer.SendAsync(new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) });
                Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden, $"{method} {address}: {answer.StatusCode}");
            }
        }

        using var approval = await officer.PostAsJsonAsync($"{path}/approve", new { listVersion = 1, items = body.items });
        using var proposal = await officer.PostAsJsonAsync($"{path}/propose", body);

        Assert.Equal(HttpStatusCode.BadRequest, approval.StatusCode);
        Assert.Equal(before, await ReadAsync(vacancy.VacancyId, 1));
        Assert.Equal(before.Ranks, (await ReadAsync(vacancy.VacancyId, 2)).Ranks);
    }

    private async Task<(string Hash, string Ranks)> ReadAsync(Guid vacancyId, int version)
    {
        await using var db = service.NewDb();
        var list = await db.Lists.AsNoTracking().SingleAsync(l => l.VacancyId == vacancyId && l.Version == version);
        var entries = await db.Entries.AsNoTracking().Where(e => e.ListId == list.ListId).OrderBy(e => e.CandidacyId).ToListAsync();
        return (list.Hash, string.Join(',', entries.Select(e => $"{e.CandidacyId}:{e.Rank}:{e.TotalPercent}")));
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class AccessTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly object Wanted = new { wanted = "De beraadslaging over mijn gesprek." };

    [Fact]
    public async Task R49_without_an_answer_it_counts_as_refused_at_the_instant_and_is_told_once_and_a_late_answer_still_counts()
    {
        service.Clock.Reset(Instant.FromUtc(2025, 12, 15, 9, 0));
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var asked = (await service.AsCandidateAsync(who, "POST", "access-requests", Wanted)).Is(HttpStatusCode.Created);
        Assert.Equal("2026-01-14", asked.Text("dueOn"));

        service.Clock.Reset(Instant.FromUtc(2026, 1, 14, 22, 59, 59) + Duration.FromMilliseconds(999));
        Assert.Equal("Open", await StateAsync(who));
        service.Clock.Reset(Instant.FromUtc(2026, 1, 14, 23, 0));
        Assert.Equal("CountsAsRefused", await StateAsync(who));

        var told = await service.PublishedAsync<AccessLapsed>(e => e.CandidacyId == who.CandidacyId);
        Assert.Equal(new LocalDate(2026, 1, 14), told.DueOn);
        var read = (await service.AsCandidateAsync(who, "GET", "access-requests", language: "nl")).List("requests")[0];
        Assert.Contains("11 april 1994", read.GetProperty("remedies").GetString(), StringComparison.Ordinal);
        var again = (await service.AsCandidateAsync(who, "POST", "access-requests", Wanted)).Is(HttpStatusCode.Created);
        var late = (await service.AsOfficerAsync(
            "POST", $"access-requests/{asked.Id("requestId")}/answer", new { outcome = "Granted", handedOver = "Het verslag." })).Is(HttpStatusCode.OK);
        Assert.Equal(("Granted", "True"), (late.Text("state"), late.Text("late")));
        Assert.True((await service.PublishedAsync<AccessAnswered>(e => e.CandidacyId == who.CandidacyId)).Late);
        Assert.Single(service.Published<AccessLapsed>(), e => e.CandidacyId == who.CandidacyId);
        Assert.NotEqual(asked.Text("requestId"), again.Text("requestId"));
    }

    [Fact]
    public async Task R49_many_lapses_of_one_candidacy_and_of_many_are_each_told_once_by_two_replicas_with_versions_of_their_own()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        await using (var db = service.NewDb())
        {
            // Straight into the table: this is about telling them.
            await db.Database.ExecuteSqlAsync($"""
                insert into access_requests (request_id, candidacy_id, vacancy_id, person_id, wanted, asked_at, due_on)
                select gen_random_uuid(), {who.CandidacyId}, {list.VacancyId}, {who.PersonId}, 'x', {service.Clock.GetCurrentInstant()}, {service.Today().PlusDays(5)} from generate_series(1, 450)
                """);
        }

        await service.StartReplicaAsync();
        service.Clock.AdvanceDays(6);

        await service.EventuallyAsync(() => Task.FromResult(service.Published<AccessLapsed>().Count(e => e.CandidacyId == who.CandidacyId) >= 450), TimeSpan.FromSeconds(60));
        await service.OutboxEmptyAsync();
        var told = service.Published<AccessLapsed>().Where(e => e.CandidacyId == who.CandidacyId).ToArray();
        Assert.Equal(450, told.Length);
        Assert.Equal(450, told.Select(e => e.Version).Distinct().Count());
    }

    [Fact]
    public async Task R49_a_double_click_makes_one_request_and_of_two_answers_one_counts()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.AsCandidateAsync(who, "POST", "access-requests", Wanted)));
        var made = Assert.Single(clicks, c => c.Status is HttpStatusCode.Created);
        Assert.All(clicks.Where(c => c != made), c => c.IsRefused("R49", "access-waiting"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            service.AsOfficerAsync("POST", $"access-requests/{made.Id("requestId")}/answer", new { outcome = "Refused", motivation = "Het betreft anderen." })));
        Assert.Single(answers, a => a.Status is HttpStatusCode.OK);
        var read = (await service.AsCandidateAsync(who, "GET", "access-requests")).List("requests")[0];
        Assert.Equal(("Refused", "Het betreft anderen."), (read.GetProperty("state").GetString(), read.GetProperty("motivation").GetString()));
        Assert.Equal(AccessOutcome.Refused, (await service.PublishedAsync<AccessAnswered>(e => e.CandidacyId == who.CandidacyId)).Outcome);
    }

    [Theory]
    [InlineData("Granted", null, null, "handedOver")]
    [InlineData("Granted", "Alles.", "Waarom niet.", "motivation")]
    [InlineData("PartlyGranted", "Een deel.", " ", "motivation")]
    [InlineData("PartlyGranted", null, "Waarom niet.", "handedOver")]
    [InlineData("Refused", null, null, "motivation")]
    [InlineData("Refused", "Toch iets.", "Waarom niet.", "handedOver")]
    public async Task R49_what_is_granted_is_named_and_what_is_refused_has_reasons(string outcome, string? handedOver, string? motivation, string field)
    {
        var answer = await service.AsOfficerAsync("POST", $"access-requests/{Guid.NewGuid()}/answer", new { outcome, handedOver, motivation });

        Assert.EndsWith(".", answer.Is(HttpStatusCode.BadRequest).Fault(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R49_officers_find_requests_by_state_and_last_day()
    {
        var list = await service.PublishListAsync(72m, 65m, 60m);
        var requests = new List<Reply>();
        foreach (var who in list.Candidates)
        {
            requests.Add((await service.AsCandidateAsync(who, "POST", "access-requests", Wanted)).Is(HttpStatusCode.Created));
            service.Clock.AdvanceDays(12);
        }

        (await service.AsOfficerAsync("POST", $"access-requests/{requests[1].Id("requestId")}/answer", new { outcome = "Granted", handedOver = "Alles." })).Is(HttpStatusCode.OK);

        foreach (var (state, index) in new[] { ("CountsAsRefused", 0), ("Granted", 1), ("Open", 2) })
        {
            var found = await service.AsOfficerAsync("GET", $"access-requests?vacancyId={list.VacancyId}&state={state}");
            Assert.Equal(requests[index].Id("requestId"), Assert.Single(found.List()).GetProperty("requestId").GetGuid());
        }

        var all = await service.AsOfficerAsync("GET", $"access-requests?vacancyId={list.VacancyId}&sort=-dueOn");
        Assert.Equal(requests.Select(r => r.Id("requestId")).Reverse(), all.List().Select(i => i.GetProperty("requestId").GetGuid()));
        Assert.Equal(BrusselsTime.LastOfDays(service.Today(), 30 - 12).ToString("uuuu-MM-dd", null), all.List()[0].GetProperty("dueOn").GetString());
    }

    private async Task<string?> StateAsync(Contestant who) =>
        (await service.AsCandidateAsync(who, "GET", "access-requests")).List("requests")[0].GetProperty("state").GetString();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class ClaimTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static readonly Duration Lease = Duration.FromMinutes(120);

    private async Task<CandidacyLodged> CaseAsync() => await service.CaseAsync(await service.VacancyAsync());

    private async Task<HttpResponseMessage> TakeOverAsync(Guid candidacyId, string officer, string reason = "Collega is met verlof.")
    {
        using var client = service.Officer(officer);
        return await service.PostAsync(client, $"cases/{candidacyId}/claim/take-over", new { reason });
    }

    private async Task<HttpResponseMessage> ReleaseAsync(Guid candidacyId, string officer = "officer-1")
    {
        using var client = service.Officer(officer);
        return await client.DeleteAsync($"/api/screening/cases/{candidacyId}/claim");
    }

    private async Task<int> RecordedAsync(Guid candidacyId, string action)
    {
        await using var db = service.NewDb();
        return await db.Records.CountAsync(r => r.EntityId == candidacyId && r.Action == action);
    }

    [Fact]
    public async Task R23_a_claimed_case_is_decided_and_ruled_on_by_its_holder_only_and_the_others_are_told_who_and_until_when()
    {
        var lodged = await CaseAsync();
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);
        var until = (await claimed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("claimedUntil").GetString();

        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, officer: "officer-2");
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(lodged.Dossier.Experiences[0].ExperienceId, null)], officer: "officer-2");
        using var again = await service.ClaimAsync(lodged.CandidacyId, "officer-2");
        using var released = await ReleaseAsync(lodged.CandidacyId, "officer-2");

        Assert.Equal("\"1\"", claimed.Headers.ETag!.Tag);
        foreach (var refused in new[] { decided, ruled, again, released })
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(("case-claimed", "officer-1", until), (problem.GetProperty("code").GetString(), problem.GetProperty("claimedBy").GetString(), problem.GetProperty("claimedUntil").GetString()));
        }

        var seen = (await service.GetAsync($"cases/{lodged.CandidacyId}", "officer-2")).GetProperty("claim");
        Assert.Equal(("officer-1", until, false), (seen.GetProperty("by").GetString(), seen.GetProperty("until").GetString(), seen.GetProperty("mine").GetBoolean()));
        using var own = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Null((await service.ReadAsync(lodged.CandidacyId)).ClaimedBy);
    }

    [Fact]
    public async Task T3_a_claim_lapses_on_the_clock_to_the_instant_and_no_timer_is_needed()
    {
        var lodged = await CaseAsync();
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);
        var start = service.Clock.GetCurrentInstant();

        service.Clock.Reset(start + Lease - Duration.FromMilliseconds(1));
        using var tooEarly = await service.ClaimAsync(lodged.CandidacyId, "officer-2");
        service.Clock.Reset(start + Lease);
        var shown = await service.GetAsync($"cases/{lodged.CandidacyId}", "officer-2");
        using var inTime = await service.ClaimAsync(lodged.CandidacyId, "officer-2");
        using var late = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });

        Assert.Equal(HttpStatusCode.Conflict, tooEarly.StatusCode);
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("claim").ValueKind);
        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Equal("case-claimed", await ScreeningFixture.CodeOf(late));
        Assert.Equal(2, await RecordedAsync(lodged.CandidacyId, "case.claimed"));
    }

    [Fact]
    public async Task R23_work_on_a_case_claims_it_and_renews_the_claim()
    {
        var lodged = await CaseAsync();
        var experience = lodged.Dossier.Experiences[0].ExperienceId;
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(experience, "Geen leiding.")]);
        Assert.Equal(("officer-1", service.Clock.GetCurrentInstant() + Lease), ((await service.ReadAsync(lodged.CandidacyId)).ClaimedBy!, (await service.ReadAsync(lodged.CandidacyId)).ClaimedUntil!.Value));

        service.Clock.AdvanceMinutes(100);
        using var again = await service.RuleAsync(lodged.CandidacyId, [(experience, null)], ifMatch: 2);
        service.Clock.AdvanceMinutes(100);
        using var renewed = await service.ClaimAsync(lodged.CandidacyId);

        Assert.Equal(service.Clock.GetCurrentInstant() + Lease, (await service.ReadAsync(lodged.CandidacyId)).ClaimedUntil);
        Assert.Equal(0, await RecordedAsync(lodged.CandidacyId, "case.claimed"));
    }

    [Fact]
    public async Task R23_taking_over_needs_a_reason_and_stays_on_record()
    {
        var lodged = await CaseAsync();
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);

        using var silent = await TakeOverAsync(lodged.CandidacyId, "officer-2", " ");
        using var taken = await TakeOverAsync(lodged.CandidacyId, "officer-2");
        using var mine = await TakeOverAsync(lodged.CandidacyId, "officer-2");
        using var lost = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });

        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        Assert.Equal("case-claimed", await ScreeningFixture.CodeOf(lost));
        var takeover = Assert.Single((await service.GetAsync($"cases/{lodged.CandidacyId}")).GetProperty("takeovers").EnumerateArray());
        Assert.Equal(
            ("officer-1", "officer-2", "Collega is met verlof."),
            (takeover.GetProperty("takenFrom").GetString(), takeover.GetProperty("takenBy").GetString(), takeover.GetProperty("reason").GetString()));
        Assert.Equal(1, await RecordedAsync(lodged.CandidacyId, "case.taken-over"));
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<PostgresException>(() => db.ClaimTakeovers.ExecuteUpdateAsync(t => t.SetProperty(x => x.TakenBy, "nobody")));
    }

    [Fact]
    public async Task R23_a_case_nobody_has_is_taken_over_like_any_other_claim()
    {
        var lodged = await CaseAsync();

        using var taken = await TakeOverAsync(lodged.CandidacyId, "officer-2");

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Empty((await service.GetAsync($"cases/{lodged.CandidacyId}")).GetProperty("takeovers").EnumerateArray());
        Assert.Equal((1, 0), (await RecordedAsync(lodged.CandidacyId, "case.claimed"), await RecordedAsync(lodged.CandidacyId, "case.taken-over")));
    }

    [Fact]
    public async Task R23_a_released_case_is_anybodys_and_only_its_holder_releases_it()
    {
        var lodged = await CaseAsync();
        using var nothing = await ReleaseAsync(lodged.CandidacyId);
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);
        using var released = await ReleaseAsync(lodged.CandidacyId);
        using var other = await service.ClaimAsync(lodged.CandidacyId, "officer-2");

        Assert.Equal("case-not-claimed", await ScreeningFixture.CodeOf(nothing));
        Assert.Equal(HttpStatusCode.NoContent, released.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(1, await RecordedAsync(lodged.CandidacyId, "case.released"));
    }

    [Fact]
    public async Task R23_only_an_open_case_is_claimed_and_a_reopened_one_is_its_reopeners()
    {
        var lodged = await CaseAsync();
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        using var late = await service.ClaimAsync(lodged.CandidacyId);
        using var lateToo = await TakeOverAsync(lodged.CandidacyId, "officer-2");
        using var officer = service.Officer();
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 2);
        using var other = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, ifMatch: 3, officer: "officer-2");

        Assert.Equal("case-decided", await ScreeningFixture.CodeOf(late));
        Assert.Equal("case-decided", await ScreeningFixture.CodeOf(lateToo));
        Assert.Equal("case-claimed", await ScreeningFixture.CodeOf(other));
        using var missing = await service.ClaimAsync(Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task R19_a_withdrawal_ends_a_claim()
    {
        var lodged = await CaseAsync();
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(lodged.CandidacyId, lodged.VacancyId, lodged.PersonId, 2, service.Clock.GetCurrentInstant()));

        Assert.Null((await service.ReadAsync(lodged.CandidacyId)).ClaimedBy);
        using var late = await service.ClaimAsync(lodged.CandidacyId);
        Assert.Equal("case-withdrawn", await ScreeningFixture.CodeOf(late));
    }

    [Fact]
    public async Task R23_of_officers_who_claim_one_case_at_once_exactly_one_has_it()
    {
        var lodged = await CaseAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => service.ClaimAsync(lodged.CandidacyId, $"officer-{i}")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task R23_many_officers_on_two_replicas_who_ask_for_the_next_case_never_get_the_same_one()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 60);
        var replica = await service.StartReplicaAsync();

        // 24 officers ask until none is left, half of them elsewhere.
        var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            using var client = i % 2 == 0 ? service.Officer($"officer-{i}") : replica.As(Roles.SelectionOfficer, $"officer-{i}");
            var got = new List<(Guid Case, string Officer)>();
            while (true)
            {
                using var answer = await service.PostAsync(client, $"vacancies/{vacancyId}/claim-next", new { });
                if (answer.StatusCode == HttpStatusCode.NoContent) return got;
                got.Add(((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("candidacyId").GetGuid(), $"officer-{i}"));
            }
        }));

        var all = taken.SelectMany(t => t).ToList();
        Assert.Equal(all.Count, all.Select(t => t.Case).Distinct().Count());
        // Whoever found every free one locked for a moment stopped early; nobody is left out for good.
        using var last = service.Officer("officer-99");
        while (true)
        {
            using var answer = await service.PostAsync(last, $"vacancies/{vacancyId}/claim-next", new { });
            if (answer.StatusCode == HttpStatusCode.NoContent) break;
            all.Add(((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("candidacyId").GetGuid(), "officer-99"));
        }

        await using var db = service.NewDb();
        var holders = await db.Cases.Where(c => c.VacancyId == vacancyId).ToDictionaryAsync(c => c.CandidacyId, c => c.ClaimedBy);
        Assert.Equal(lodged.Select(l => l.CandidacyId).Order(), all.Select(t => t.Case).Order());
        Assert.All(all, t => Assert.Equal(t.Officer, holders[t.Case]));
    }

    [Fact]
    public async Task R23_the_next_case_is_the_first_open_one_that_nobody_has_and_may_pass_over_the_undisputed()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = (await service.BurstAsync(vacancyId, 5, i => i is 3 ? Samples.Dossier() with { Experiences = [] } : Samples.Dossier())).OrderBy(l => l.CandidacyId).ToArray();
        var refusal = lodged.Single(l => l.Dossier.Experiences.Count == 0).CandidacyId;
        var first = lodged.First(l => l.CandidacyId != refusal).CandidacyId;
        using var decided = await service.DecideAsync(first, new { outcome = "Admit" });
        var waiting = lodged.Where(l => l.CandidacyId != first && l.CandidacyId != refusal).Select(l => l.CandidacyId).ToArray();
        using var officer = service.Officer();
        async Task<Guid?> NextAsync(string query = "")
        {
            using var answer = await service.PostAsync(officer, $"vacancies/{vacancyId}/claim-next{query}", new { });
            return answer.StatusCode is HttpStatusCode.NoContent ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("candidacyId").GetGuid();
        }

        Assert.Equal(refusal, await NextAsync("?undisputed=false"));
        Assert.Null(await NextAsync("?undisputed=false"));
        Assert.Equal(waiting[0], await NextAsync("?undisputed=true"));
        Assert.Equal(waiting[1], await NextAsync());
        Assert.Equal(waiting[2], await NextAsync());
        Assert.Null(await NextAsync());
        service.Clock.Advance(Lease);
        Assert.Contains(await NextAsync(), lodged.Select(l => (Guid?)l.CandidacyId));
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class DeliberationTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R43_the_differences_open_to_those_who_have_submitted_and_show_where_the_members_stand()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}/differences";
        for (var i = 1; i < 8; i++) await service.SubmitAsync(candidate, i, i == 7 ? 4.5m : 14m);
        (await service.MemberAsync(0, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", new
        {
            scores = OralTestFixture.Codes.Select((code, i) => new { code, score = i == 5 ? 20m : 14m, notes = i == 5 ? null : "heard" }),
        })).Expect(200);

        var closed = await service.ChairAsync(HttpMethod.Get, path);
        var absent = await service.MemberAsync(9, HttpMethod.Get, path);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/sheet/submit")).Expect(200);
        var open = (await service.ChairAsync(HttpMethod.Get, path)).Expect(200);

        closed.IsRefused("R43", "sheets-sealed", 403);
        absent.IsRefused("R42", "not-there-throughout", 403);
        Assert.DoesNotContain("4.5", closed.Body.GetRawText(), StringComparison.Ordinal);
        Assert.True(open["allSubmitted"].GetBoolean());
        // Where they differ most comes first: 4.5 to 20, and 4.5 to 14 elsewhere.
        var widest = open["competencies"][0];
        Assert.Equal(("specific-6", 4.5m, 20m, 13.56m, 15.5m),
            (widest.GetProperty("code").GetString(), Number(widest, "min"), Number(widest, "max"), Number(widest, "mean"), Number(widest, "spread")));
        Assert.Equal(["member-0", "member-7"], Deviating(widest));
        Assert.Equal(["member-0"], widest.GetProperty("withoutNotes").EnumerateArray().Select(s => s.GetString()));
        // A committee that wants to talk about less.
        var stricter = (await service.ChairAsync(HttpMethod.Get, $"{path}?deviation=9&order=Published")).Expect(200)["competencies"];
        Assert.Equal("specific-1", stricter[0].GetProperty("code").GetString());
        Assert.Equal(["member-7"], Deviating(stricter[5]));
        (await service.ChairAsync(HttpMethod.Get, $"{path}?deviation=-1")).Expect(400);
        (await service.ChairAsync(HttpMethod.Get, $"{path}?order=Sideways")).Expect(400);
    }

    [Fact]
    public async Task R46_what_is_missing_is_told_until_nothing_is()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        for (var i = 0; i < 7; i++) await service.SubmitAsync(candidate, i);

        var first = (await service.OfficerAsync(HttpMethod.Get, $"{path}/completeness")).Expect(200);
        await service.SubmitAsync(candidate, 7);
        var results = OralTestFixture.Codes.Select((code, i) => new { code, result = i == 3 ? (decimal?)null : 14m, motivation = i == 5 ? " " : "As heard." });
        (await service.ChairAsync(HttpMethod.Put, $"{path}/deliberation", new { results, motivation = "" }, first.Version)).Expect(200);
        var second = (await service.MemberAsync(9, HttpMethod.Get, $"{path}/completeness")).Expect(200);
        (await service.ChairAsync(HttpMethod.Put, $"{path}/deliberation", OralTestFixture.Deliberation(14), second.Version)).Expect(200);
        var third = (await service.ChairAsync(HttpMethod.Get, $"{path}/completeness")).Expect(200);

        Assert.Null(first["firstName"].GetString());
        Assert.Equal(["member-7"], Strings(first, "sheetsMissing"));
        Assert.Equal((14, 14, true, false), (Strings(first, "withoutResult").Count, Strings(first, "withoutMotivation").Count, first["motivationMissing"].GetBoolean(), first["ready"].GetBoolean()));
        Assert.Empty(Strings(second, "sheetsMissing"));
        Assert.Equal(["specific-4"], Strings(second, "withoutResult"));
        Assert.Equal(["specific-6"], Strings(second, "withoutMotivation"));
        Assert.True(third["ready"].GetBoolean());
        Assert.DoesNotContain("14", third.Body.GetRawText().Replace(candidate.CandidacyId.ToString(), "", StringComparison.Ordinal), StringComparison.Ordinal);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, $"{path}/completeness")).Expect(404);
    }

    [Fact]
    public async Task R43_two_chairs_on_two_machines_close_a_deliberation_once_and_the_other_is_told()
    {
        var replica = await service.StartReplicaAsync();
        for (var round = 0; round < 3; round++)
        {
            var (_, candidate) = await service.DeliberatedAsync();
            var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/completeness")).Version;

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => JudgeAsync(i % 2 == 0 ? service.As(Roles.CommitteeChair, OralTestFixture.Chair) : replica.As(Roles.CommitteeChair, OralTestFixture.Chair), candidate, version)));

            Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a.Status != 200), a =>
            {
                Assert.Equal((412, "stale"), (a.Status, a.Body.GetProperty("code").GetString()));
                Assert.Equal((70m, "member-0"), (Number(a.Body.GetProperty("judgement"), "totalPercent"), a.Body.GetProperty("judgement").GetProperty("judgedBy").GetString()));
            });
            await service.OutboxEmptyAsync();
            Assert.Single(service.Published<OralTestJudged>(), e => e.CandidacyId == candidate.CandidacyId);
        }
    }

    [Fact]
    public async Task R43_a_tab_with_an_older_deliberation_judges_nothing()
    {
        var (_, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        var seen = (await service.ChairAsync(HttpMethod.Get, $"{path}/completeness")).Version;
        (await service.ChairAsync(HttpMethod.Put, $"{path}/deliberation", OralTestFixture.Deliberation(3), seen)).Expect(200);

        (await service.ChairAsync(HttpMethod.Post, $"{path}/judge", ifMatch: seen)).Expect(412);
        Assert.Equal(CandidacyState.Held, (await service.ReadAsync(candidate)).State);
    }

    [Fact]
    public async Task R43_results_out_of_scale_and_motivations_of_9000_characters_are_refused_field_by_field()
    {
        var (_, candidate) = await service.HeardAsync();
        for (var i = 0; i < 8; i++) await service.SubmitAsync(candidate, i);
        var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Version;

        var answer = (await service.ChairAsync(HttpMethod.Put, $"hearings/{candidate.CandidacyId}/deliberation", new
        {
            results = new object[]
            {
                new { code = "specific-1", result = 20.01, motivation = new string('m', 9000) }, new { code = "specific-2", result = 1.234 }, new { code = "nonsense", result = -1 },
            },
            motivation = new string('m', 9000),
        }, version)).Expect(400);

        Assert.Equal(
            ["motivation", "results[0].motivation", "results[0].result", "results[1].result", "results[2].code", "results[2].result"],
            answer["errors"].EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task R43_a_judgement_is_corrected_with_a_reason_and_an_officers_consent_and_told_with_a_higher_version()
    {
        var (_, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Swapped" })).IsRefused("R43", "not-judged");
        (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).IsRefused("R43", "correction-not-asked");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = " " })).Expect(400);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/correction", new { reason = "Swapped" })).IsRefused("R41", "not-the-chair", 403);

        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Two results were swapped" })).Expect(200);
        var asked = (await service.OfficerAsync(HttpMethod.Get, $"{path}/completeness")).Expect(200);
        Assert.Equal(("Jo", "Peeters"), (asked["firstName"].GetString(), asked["lastName"].GetString()));
        (await service.ChairAsync(HttpMethod.Put, $"{path}/deliberation", OralTestFixture.Deliberation(11), 7)).IsRefused("R43", "hearing-judged");
        (await service.SendAsync(Roles.SelectionOfficer, OralTestFixture.Chair, HttpMethod.Post, $"{path}/correction/consent")).IsRefused("R43", "correction-own", 403);
        var consented = (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).Expect(200);
        Assert.Equal(CandidacyState.Held, (await service.ReadAsync(candidate)).State);
        (await service.ChairAsync(HttpMethod.Put, $"{path}/deliberation", OralTestFixture.Deliberation(11), consented.Version)).Expect(200);
        var again = (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);

        Assert.Equal((55m, false), (Number(again.Body, "totalPercent"), again["suitable"].GetBoolean()));
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => { Assert.Equal(2, service.Published<OralTestJudged>().Count(e => e.CandidacyId == candidate.CandidacyId)); return Task.CompletedTask; });
        var told = service.Published<OralTestJudged>().Where(e => e.CandidacyId == candidate.CandidacyId).OrderBy(e => e.Version).ToList();
        Assert.Equal([70m, 55m], told.Select(e => e.TotalPercent));
        Assert.True(told[1].Version > told[0].Version);
        await using var db = service.NewDb();
        var hearing = await db.Hearings.SingleAsync(h => h.CandidacyId == candidate.CandidacyId);
        var kept = await db.Judgements.Where(j => j.HearingId == hearing.HearingId).OrderBy(j => j.Number).ToListAsync();
        Assert.Equal([(1, 70m, null, null), (2, 55m, "Two results were swapped", "officer-1")], kept.Select(j => (j.Number, j.TotalPercent, j.CorrectionReason, j.ConsentBy)));
        Assert.False(hearing.IsCorrectionAsked);
        Assert.Equal(["candidate.judged", "judgement.correction-asked", "judgement.reopened", "deliberation.saved", "candidate.judged"], (await service.RecordedAsync(hearing.HearingId)).TakeLast(5));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"update judgements set total_percent = 99"));
    }

    [Fact]
    public async Task R47_a_judgement_that_a_published_result_stands_on_is_not_corrected()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Too late" })).Expect(200);

        await service.PublishAndHandleAsync(new ResultsPublished(candidate.CandidacyId, vacancy, candidate.PersonId, 4, FinalGroup.Suitable, 1, "…", service.Now, service.Now));

        (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).IsRefused("R47", "result-published");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Much too late" })).IsRefused("R47", "result-published");
    }

    [Fact]
    public async Task R19_a_withdrawal_stays_final_when_a_correction_was_asked_for()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Swapped" })).Expect(200);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidate.CandidacyId, vacancy, candidate.PersonId, 9, service.Now));

        (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).IsRefused("R43", "not-judged");
        Assert.Equal(CandidacyState.Withdrawn, (await service.ReadAsync(candidate)).State);
    }

    private static async Task<(int Status, JsonElement Body)> JudgeAsync(HttpClient client, Candidate candidate, long version)
    {
        using (client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/oraltest/hearings/{candidate.CandidacyId}/judge");
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
            using var answer = await client.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
        }
    }

    private static IEnumerable<string?> Deviating(JsonElement competency) =>
        competency.GetProperty("scores").EnumerateArray().Where(s => s.GetProperty("deviates").GetBoolean()).Select(s => s.GetProperty("subject").GetString());

    private static List<string?> Strings(Answer answer, string name) => [.. answer[name].EnumerateArray().Select(s => s.GetString())];

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}

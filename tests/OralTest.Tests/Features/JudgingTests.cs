using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class JudgingTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R43_nobody_sees_anothers_sheet_before_submitting_their_own()
    {
        var (_, candidate) = await service.HeardAsync();
        await service.SubmitAsync(candidate, 1, 19.5m);
        (await service.MemberAsync(2, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(3.5m))).Expect(200);
        var path = $"hearings/{candidate.CandidacyId}/sheets";

        var before = (await service.MemberAsync(2, HttpMethod.Get, path)).Expect(200);
        var absent = (await service.MemberAsync(9, HttpMethod.Get, path)).Expect(200);
        (await service.MemberAsync(2, HttpMethod.Post, $"hearings/{candidate.CandidacyId}/sheet/submit")).Expect(200);
        var after = (await service.MemberAsync(2, HttpMethod.Get, path)).Expect(200);

        Assert.True(before["sealed"].GetBoolean());
        Assert.DoesNotContain("19.5", before.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("3.5", before.Body.GetRawText(), StringComparison.Ordinal);
        Assert.All(absent["sheets"].EnumerateArray(), sheet => Assert.Equal(JsonValueKind.Null, sheet.GetProperty("scores").ValueKind));
        Assert.False(after["sealed"].GetBoolean());
        Assert.Equal("19.5", Of(after, "member-1").GetProperty("scores")[0].GetProperty("score").GetRawText());
        // What is not submitted stays closed to everybody else.
        (await service.MemberAsync(3, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(7.5m))).Expect(200);
        Assert.DoesNotContain("7.5", (await service.MemberAsync(2, HttpMethod.Get, path)).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R43_a_sheet_is_saved_in_parts_submitted_whole_and_never_changed_after()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}/sheet";

        var part = (await service.MemberAsync(1, HttpMethod.Put, path, OralTestFixture.Sheet(11m, only: 3))).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/submit")).IsRefused("R43", "sheet-incomplete");
        (await service.MemberAsync(1, HttpMethod.Put, path, OralTestFixture.Sheet(11m))).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/submit")).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/submit")).Expect(200);

        Assert.Equal(11, part["missing"].GetArrayLength());
        (await service.MemberAsync(1, HttpMethod.Put, path, OralTestFixture.Sheet(12m))).IsRefused("R43", "sheet-submitted");
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Records.CountAsync(r => r.Action == "sheet.submitted" && r.PersonId == candidate.PersonId));
    }

    [Fact]
    public async Task R42_a_sheet_is_not_submitted_while_the_hearing_goes_on()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(11m))).Expect(200);

        (await service.MemberAsync(1, HttpMethod.Post, $"hearings/{candidate.CandidacyId}/sheet/submit")).IsRefused("R42", "hearing-not-closed");
    }

    [Fact]
    public async Task R43_scores_off_the_scale_are_refused_field_by_field()
    {
        var (_, candidate) = await service.HeardAsync();
        var scores = new object[] { new { code = "specific-1", score = 20.5 }, new { code = "specific-1", score = 1.25 }, new { code = "nonsense", score = 1 } };

        var answer = (await service.MemberAsync(1, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", new { scores })).Expect(400);

        Assert.Equal(["scores[0].score", "scores[1].code", "scores[1].score", "scores[2].code"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task R43_two_tabs_of_one_member_save_one_after_the_other()
    {
        var (_, candidate) = await service.HeardAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            service.MemberAsync(1, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(i))));

        Assert.Equal([1, 2, 3, 4, 5, 6], answers.Select(a => a.Expect(200)["version"].GetInt64()).Order());
    }

    [Fact]
    public async Task R43_the_committee_deliberates_once_every_sheet_is_in()
    {
        var (_, candidate) = await service.HeardAsync();
        for (var i = 0; i < 7; i++) await service.SubmitAsync(candidate, i);
        var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Version;
        var path = $"hearings/{candidate.CandidacyId}/deliberation";

        (await service.ChairAsync(HttpMethod.Put, path, OralTestFixture.Deliberation(14), version)).IsRefused("R43", "sheets-missing");
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).IsRefused("R43", "sheets-missing");
        await service.SubmitAsync(candidate, 7);
        (await service.ChairAsync(HttpMethod.Put, path, OralTestFixture.Deliberation(14))).Expect(428);
        var saved = (await service.ChairAsync(HttpMethod.Put, path, OralTestFixture.Deliberation(14), version)).Expect(200);
        (await service.ChairAsync(HttpMethod.Put, path, OralTestFixture.Deliberation(3), version)).Expect(412);

        Assert.Equal(("70.00", true), (saved["totalPercent"].GetRawText(), saved["suitable"].GetBoolean()));
    }

    [Fact]
    public async Task R46_a_competency_without_result_or_motivation_cannot_be_judged()
    {
        var (_, candidate) = await service.HeardAsync();
        for (var i = 0; i < 8; i++) await service.SubmitAsync(candidate, i);
        var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Version;
        var judge = $"hearings/{candidate.CandidacyId}/judge";
        var path = $"hearings/{candidate.CandidacyId}/deliberation";

        (await service.ChairAsync(HttpMethod.Post, judge)).IsRefused("R46", "deliberation-incomplete");
        var oneShort = OralTestFixture.Codes.Select((code, i) => new { code, result = 14m, motivation = i == 5 ? " " : "As heard." });
        var saved = (await service.ChairAsync(HttpMethod.Put, path, new { results = oneShort, motivation = "Fine." }, version)).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, judge)).IsRefused("R46", "deliberation-incomplete");
        var silent = (await service.ChairAsync(HttpMethod.Put, path, OralTestFixture.Deliberation(14, motivation: ""), saved.Version)).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, judge)).IsRefused("R46", "motivation-missing");

        Assert.Equal(JsonValueKind.Null, saved["totalPercent"].ValueKind);
        Assert.NotEqual(JsonValueKind.Null, silent["totalPercent"].ValueKind);
    }

    [Fact]
    public async Task R46_before_the_judgement_the_chair_sees_the_total_it_will_have_and_who_has_submitted_no_sheet_sees_none()
    {
        var (_, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";

        var before = (await service.ChairAsync(HttpMethod.Get, path)).Expect(200)["deliberation"];
        var absent = (await service.MemberAsync(9, HttpMethod.Get, path)).Expect(200)["deliberation"];
        var judged = (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);

        Assert.Equal(
            (judged["totalPercent"].GetRawText(), judged["suitable"].GetBoolean()),
            (before.GetProperty("totalPercent").GetRawText(), before.GetProperty("suitable").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, before.GetProperty("judgedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, absent.ValueKind);
    }

    [Fact]
    public async Task R43_two_chairs_judging_at_once_judge_once()
    {
        var (_, candidate) = await service.DeliberatedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")));

        Assert.All(answers, a => Assert.Equal(answers[0].Expect(200).Body.GetRawText(), a.Body.GetRawText()));
        await service.OutboxEmptyAsync();
        var judged = Assert.Single(service.Published<OralTestJudged>(), e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((70.00m, true, null, 14), (judged.TotalPercent, judged.Suitable, judged.MeritPlace, judged.Results.Count));
        Assert.Equal(OralTestFixture.Codes, judged.Results.Select(r => r.Code));
        Assert.Equal(("Argued well.", "As heard."), (judged.Motivation, judged.Results[0].Motivation));
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Records.CountAsync(r => r.Action == "candidate.judged" && r.PersonId == candidate.PersonId && r.RuleVersion == 1));
    }

    [Fact]
    public async Task R43_a_judgement_is_final_here()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync(11.99m);
        var judged = (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);

        Assert.Equal(("59.95", false), (judged["totalPercent"].GetRawText(), judged["suitable"].GetBoolean()));
        (await service.ChairAsync(HttpMethod.Put, $"hearings/{candidate.CandidacyId}/deliberation", OralTestFixture.Deliberation(20), judged.Version)).IsRefused("R43", "hearing-judged");
        (await service.MemberAsync(1, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(20))).IsRefused("R43", "hearing-judged");
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/absent")).IsRefused("R42", "hearing-exists");
        (await service.MemberAsync(1, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Late" })).Expect(200);
        Assert.Equal(CandidacyState.Judged, (await service.ReadAsync(candidate)).State);
        // R47: the candidate does not learn here whether there is a judgement.
        Assert.Equal("Held", (await service.CandidateAsync(candidate, HttpMethod.Get, "slots")).Expect(200)["state"].GetString());
    }

    [Fact]
    public async Task R43_an_essential_competency_below_half_is_not_suitable_whatever_the_total()
    {
        var rules = new RuleSet { Scoring = new ScoringRule { Essential = ["specific-1"] } };
        var (_, candidate) = await service.DeliberatedAsync(18m, rules);
        var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Version;
        var results = OralTestFixture.Codes.Select(code => new { code, result = code == "specific-1" ? 9.99m : 18m, motivation = "As heard." });
        (await service.ChairAsync(HttpMethod.Put, $"hearings/{candidate.CandidacyId}/deliberation", new { results, motivation = "Lacks the field." }, version)).Expect(200);

        var judged = (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);

        Assert.False(judged["suitable"].GetBoolean());
        Assert.True(judged["totalPercent"].GetDecimal() > 60m);
    }

    [Fact]
    public async Task R46_the_comparison_may_come_after_the_judgement_and_is_told_with_a_higher_version()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync();
        var other = await service.PassedAsync(vacancy);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);
        var path = $"vacancies/{vacancy}/comparison";
        var places = new[]
        {
            new { candidacyId = candidate.CandidacyId, place = 2, reason = "One degree." },
            new { candidacyId = other.CandidacyId, place = 1, reason = "Two degrees and a doctorate." },
        };

        var compared = (await service.ChairAsync(HttpMethod.Put, path, new { places })).Expect(200);
        (await service.ChairAsync(HttpMethod.Put, path, new { places })).Expect(200);

        Assert.Equal((2, 1), (compared["places"].GetInt32(), compared["toldAgain"].GetInt32()));
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => { Assert.Equal(2, service.Published<OralTestJudged>().Count(e => e.CandidacyId == candidate.CandidacyId)); return Task.CompletedTask; });
        var told = service.Published<OralTestJudged>().Where(e => e.CandidacyId == candidate.CandidacyId).OrderBy(e => e.Version).ToList();
        Assert.Equal([null, 2], told.Select(e => e.MeritPlace));
        Assert.True(told[1].Version > told[0].Version);
        Assert.Equal(told[0].TotalPercent, told[1].TotalPercent);
    }

    [Fact]
    public async Task R46_a_place_without_a_reason_or_for_somebody_else_is_refused()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy);
        var path = $"vacancies/{vacancy}/comparison";

        (await service.ChairAsync(HttpMethod.Put, path, new { places = new[] { new { candidacyId = candidate.CandidacyId, place = 1, reason = "" } } })).Expect(400);
        (await service.ChairAsync(HttpMethod.Put, path, new { places = new[] { new { candidacyId = candidate.CandidacyId, place = 2, reason = "x" } } })).Expect(400);
        (await service.ChairAsync(HttpMethod.Put, path, new { places = new[] { new { candidacyId = Guid.CreateVersion7(), place = 1, reason = "x" } } })).Expect(400);
        (await service.ChairAsync(HttpMethod.Put, path, new { places = new[] { new { candidacyId = candidate.CandidacyId, place = 1, reason = new string('r', 9000) } } })).Expect(400);
        (await service.ChairAsync(HttpMethod.Put, path, new { places = new object?[] { null } })).Expect(400);
        (await service.MemberAsync(1, HttpMethod.Put, path, new { places = Array.Empty<object>() })).Expect(403);
    }

    [Fact]
    public async Task R54_the_record_and_the_counts_of_presence_are_never_changed()
    {
        await service.DeliberatedAsync();
        await using var db = service.NewDb();

        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update record set actor = 'nobody'"));
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"delete from presences"));
    }

    private static JsonElement Of(Answer answer, string subject) =>
        answer["sheets"].EnumerateArray().Single(sheet => sheet.GetProperty("subject").GetString() == subject);
}

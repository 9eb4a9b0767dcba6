using System.Text.Json;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>R38: what a candidate sees of their own result, in their language.</summary>
public sealed class InspectionTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R38_a_pass_says_score_pass_mark_until_when_it_exempts_and_what_comes_next()
    {
        var (candidate, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "71.5"));
        var day = BrusselsTime.DateIn(session.StartsAt);

        var shown = await service.ReadAsync(candidate, "result");
        var sentences = SentencesOf(shown);
        Assert.Contains("71.5", sentences[0], StringComparison.Ordinal);
        Assert.Contains("60", sentences[0], StringComparison.Ordinal);
        Assert.Contains(WrittenDay.Of(day.PlusYears(2).PlusDays(-1), System.Globalization.CultureInfo.GetCultureInfo("en")), sentences[1], StringComparison.Ordinal);
        Assert.Equal(3, sentences.Count);
        var decidedOn = service.Today;
        Assert.Equal(AssessmentFixture.Text(decidedOn), shown.GetProperty("decidedOn").GetString());
        var remedies = shown.GetProperty("remedies").EnumerateArray().ToDictionary(r => r.GetProperty("code").GetString()!, r => r);
        Assert.Equal(AssessmentFixture.Text(decidedOn.PlusDays(60)), remedies["remedy-council-of-state"].GetProperty("until").GetString());
        Assert.Equal(["remedy-complaint", "remedy-council-of-state", "remedy-feedback"], remedies.Keys.Order());
        Assert.Single(shown.GetProperty("history").EnumerateArray());
    }

    [Theory]
    [InlineData("nl", "eindigt hier", "Raad van State")]
    [InlineData("fr", "s'arrête ici", "Conseil d'État")]
    [InlineData("de", "endet hier", "Staatsrat")]
    [InlineData("en", "ends here", "Council of State")]
    public async Task R38_a_fail_is_told_in_the_candidates_language_with_the_day_from_which_one_may_sit_again(string language, string ended, string council)
    {
        var (candidate, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "59.999"));
        var shown = await service.ReadAsync(candidate, "result", language);
        var sentences = SentencesOf(shown);
        Assert.Contains(language is "en" ? "59.999" : "59,999", sentences[0], StringComparison.Ordinal);
        Assert.Contains($"{BrusselsTime.DateIn(session.StartsAt).PlusMonths(6).Year}", sentences[1], StringComparison.Ordinal);
        Assert.Contains(ended, sentences[2], StringComparison.Ordinal);
        Assert.Contains(council, shown.GetProperty("remedies")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(sentences, s => Assert.DoesNotContain('{', s));
    }

    [Fact]
    public async Task R38_the_exempt_and_the_stopped_are_told_why()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 3);
        var (exempt, idle) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.OfficerAsync(HttpMethod.Post, "ledger/import", new { entries = new[] { new { personId = exempt.PersonId, kind = "EarlierPass", levelGroup = "L3", from = AssessmentFixture.Text(service.Today.PlusMonths(-3)), until = (string?)null, source = "Archive" } } });
        service.MoveTo(session.StartsAt);
        await service.StandsAsync(idle, Standing.Stopped);

        var shown = await service.ReadAsync(exempt, "result");
        Assert.Contains("It counts for this selection", Assert.Single(SentencesOf(shown)), StringComparison.Ordinal);
        Assert.Equal(("Exempted", JsonValueKind.Null), (shown.GetProperty("state").GetString(), shown.GetProperty("score").ValueKind));
        var stopped = await service.ReadAsync(idle, "result");
        Assert.Contains("No development period follows", Assert.Single(SentencesOf(stopped)), StringComparison.Ordinal);
        Assert.Equal(3, stopped.GetProperty("remedies").GetArrayLength());
        Assert.Empty(stopped.GetProperty("history").EnumerateArray());
    }

    [Fact]
    public async Task R37_R38_after_an_incident_a_candidate_reads_that_a_new_sitting_is_owed()
    {
        var (candidate, session, number) = await SatAsync();
        var incident = AssessmentFixture.Result(session, number, "");
        incident.Outcome = Outcome.Incident;
        await service.SubmitAsync(incident);
        var shown = await service.ReadAsync(candidate, "result");
        Assert.Contains("a new sitting is owed", SentencesOf(shown)[0], StringComparison.Ordinal);
        Assert.Empty(shown.GetProperty("remedies").EnumerateArray());
        Assert.Equal("Incident", Assert.Single(shown.GetProperty("history").EnumerateArray()).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task R36_R38_the_history_tells_every_correction_once_it_is_decided_and_none_that_waits()
    {
        var (candidate, session, number) = await SatAsync();
        var first = AssessmentFixture.Result(session, number, "55");
        await service.SubmitAsync(first);
        await service.SubmitAsync(new SubmitResultRequest(first) { Revision = 2, Score = "65" });
        await service.SubmitAsync(new SubmitResultRequest(first) { Revision = 3, Score = "66" });
        await service.SubmitAsync(new SubmitResultRequest(first) { Revision = 4, Score = "40" });

        Assert.Equal([55m, 65m, 66m], await ScoresAsync());
        Assert.Equal(66m, (await service.ReadAsync(candidate, "result")).GetProperty("score").GetDecimal());
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(1));
        await service.OfficerAsync(HttpMethod.Post, $"candidacies/{candidate.CandidacyId}/correction", new { apply = true, motivation = "Nagekeken." });
        var shown = await service.ReadAsync(candidate, "result");
        Assert.Equal([55m, 65m, 66m, 40m], await ScoresAsync());
        var why = shown.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("why").GetString()).ToList();
        Assert.Null(why[0]);
        Assert.NotEqual(why[1], why[2]);
        Assert.Equal("Nagekeken.", why[3]);

        async Task<IReadOnlyList<decimal>> ScoresAsync() => [.. (await service.ReadAsync(candidate, "result")).GetProperty("history").EnumerateArray().Select(h => h.GetProperty("score").GetDecimal())];
    }

    [Fact]
    public async Task R38_somebody_elses_result_is_not_there()
    {
        var (candidate, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "71.5"));
        using var stranger = service.Of(await service.AdmitAsync(candidate.VacancyId));
        using var answer = await stranger.GetAsync(new Uri($"/api/assessment/candidacies/{candidate.CandidacyId}/result", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static IReadOnlyList<string> SentencesOf(JsonElement shown) => [.. shown.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()!)];

    private async Task<(Candidate Candidate, PlannedSession Session, string Number)> SatAsync()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        return (candidate, session, await service.SitAsync(candidate, session));
    }
}

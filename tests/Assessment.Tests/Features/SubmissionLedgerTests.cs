using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>Everything a vendor sends is kept as received, and can be looked at; a conflict is somebody's work (R35).</summary>
public sealed class SubmissionLedgerTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    private const string Path = "/api/assessment/submissions";

    [Fact]
    public async Task R35_every_submission_is_listed_as_received_by_what_one_looks_for()
    {
        var (session, _, numbers) = await service.SatAsync(2);
        var before = service.Clock.GetCurrentInstant();
        var first = AssessmentFixture.Result(session, numbers[0], "60.0");
        await service.SubmitAsync(first);
        await service.SubmitAsync(first, Disposition.Duplicate);
        await service.SubmitAsync(AssessmentFixture.Result(session, numbers[1], "060"));
        service.MoveTo(before + Duration.FromHours(1));
        await service.SubmitAsync(AssessmentFixture.Result(session, numbers[1], "6e1"), Disposition.Rejected);

        var bySession = await ListAsync($"sessionId={session.SessionId}");
        Assert.Equal(["6e1", "060", "60.0", "60.0"], bySession.Select(i => i.GetProperty("score").GetString()));
        Assert.Equal(["Rejected", "Accepted", "Duplicate", "Accepted"], bySession.Select(i => i.GetProperty("disposition").GetString()));
        Assert.Equal(bySession.Select(Id).Reverse(), (await ListAsync($"sessionId={session.SessionId}&sort=receivedAt")).Select(Id));
        Assert.Equal(numbers.Order(StringComparer.Ordinal).First(), (await ListAsync($"sessionId={session.SessionId}&sort=candidateNumber"))[0].GetProperty("candidateNumber").GetString());
        Assert.Equal(2, (await ListAsync($"resultId={first.ResultId}")).Count);
        Assert.Equal(2, (await ListAsync($"candidateNumber={numbers[1]}")).Count);
        Assert.Equal("6e1", Assert.Single(await ListAsync($"candidateNumber={numbers[1]}&disposition=Rejected")).GetProperty("score").GetString());
        Assert.Equal("6e1", Assert.Single(await ListAsync($"sessionId={session.SessionId}&since={InstantPattern.ExtendedIso.Format(before + Duration.FromMinutes(1))}")).GetProperty("score").GetString());
        Assert.Empty(await ListAsync($"vendor=nobody&sessionId={session.SessionId}"));

        using var officer = service.Officer();
        var page = await AssessmentFixture.OkAsync(await officer.GetAsync($"{Path}?sessionId={session.SessionId}&page=2&pageSize=3"));
        Assert.Equal((4, 1), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
    }

    [Theory]
    [InlineData("sort=score", "sort")]
    [InlineData("since=yesterday", "since")]
    public async Task A_question_that_cannot_be_read_names_what_is_wrong(string query, string field)
    {
        using var officer = service.Officer();
        using var answer = await officer.GetAsync($"{Path}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task R35_scores_are_shown_to_officers_and_auditors_and_never_to_operators()
    {
        var (session, candidates, numbers) = await service.SatAsync(1);
        var result = AssessmentFixture.Result(session, numbers[0], "61.25");
        result.Parts.Add(new PartScore { Part = "sjt-1", Score = "47.125" });
        await service.SubmitAsync(result);
        var id = Id(Assert.Single(await ListAsync($"resultId={result.ResultId}")));

        foreach (var role in new[] { Roles.SelectionOfficer, Roles.Auditor, Roles.Operator })
        {
            using var client = service.As(role, "somebody");
            var texts = new[] { $"{Path}?resultId={result.ResultId}", $"{Path}/{id}" }.Select(async path => (await AssessmentFixture.OkAsync(await client.GetAsync(path))).GetRawText());
            foreach (var text in await Task.WhenAll(texts))
            {
                Assert.Contains(numbers[0], text, StringComparison.Ordinal);
                Assert.Equal(role != Roles.Operator, text.Contains("61.25", StringComparison.Ordinal));
                if (role == Roles.Operator) Assert.DoesNotContain("47.125", text, StringComparison.Ordinal);
            }
        }

        using var officer = service.Officer();
        var shown = await AssessmentFixture.OkAsync(await officer.GetAsync($"{Path}/{id}"));
        Assert.Equal(("47.125", candidates[0].CandidacyId), (shown.GetProperty("parts")[0].GetProperty("score").GetString(), shown.GetProperty("candidacyId").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"{Path}/{long.MaxValue}")).StatusCode);
    }

    [Fact]
    public async Task R35_a_conflict_waits_on_the_work_list_until_somebody_settles_it_with_a_reason()
    {
        var (session, candidates, numbers) = await service.SatAsync(1);
        var result = AssessmentFixture.Result(session, numbers[0], "60");
        await service.SubmitAsync(result);
        await service.SubmitAsync(AssessmentFixture.Result(session, numbers[0], "61", result.ResultId), Disposition.Conflict);
        await service.SubmitAsync(AssessmentFixture.Result(session, "NOBODY", "62", result.ResultId), Disposition.Conflict);
        var open = await ConflictsAsync(session, settled: false);
        Assert.Equal(["61", "62"], open.Select(c => c.GetProperty("submission").GetProperty("score").GetString()));
        var (id, unknown) = (Id(open[0].GetProperty("submission")), Id(open[1].GetProperty("submission")));
        var accepted = Id((await ListAsync($"resultId={result.ResultId}&disposition=Accepted"))[0]);

        using var officer = service.Officer();
        var shown = await AssessmentFixture.OkAsync(await officer.GetAsync($"{Path}/{id}"));
        Assert.Equal([unknown, accepted], shown.GetProperty("others").EnumerateArray().Select(Id));

        using var @operator = service.As(Roles.Operator, "operator-7");
        Assert.Equal(HttpStatusCode.BadRequest, (await SettleAsync(@operator, id, " ")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SettleAsync(@operator, long.MaxValue, "Niets.")).StatusCode);
        Assert.Equal((409, "R35", "submission-no-conflict"), await AssessmentFixture.ProblemAsync(await SettleAsync(@operator, accepted, "Niets.")));
        using (var auditor = service.As(Roles.Auditor, "auditor")) Assert.Equal(HttpStatusCode.Forbidden, (await SettleAsync(auditor, id, "Ik kijk alleen.")).StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => SettleAsync(@operator, id, $"Nagevraagd: 60 klopt ({i}).")));
        var settled = await AssessmentFixture.OkAsync(Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal("operator-7", settled.GetProperty("by").GetString());
        Assert.Equal((409, "R35", "conflict-settled"), await AssessmentFixture.ProblemAsync(answers.First(a => a.StatusCode == HttpStatusCode.Conflict)));
        await AssessmentFixture.OkAsync(await SettleAsync(officer, unknown, "Een tikfout in het nummer."));

        Assert.Empty(await ConflictsAsync(session, settled: false));
        Assert.Equal(["operator-7", "officer-1"], (await ConflictsAsync(session, settled: true)).Select(c => c.GetProperty("settlement").GetProperty("by").GetString()));
        await using var db = service.NewDb();
        var entries = await db.Records.Where(r => r.Action == "conflict.settled" && r.PersonId == candidates[0].PersonId).ToListAsync();
        Assert.Equal(["officer-1", "operator-7"], entries.Select(e => e.Actor).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.DoesNotContain("Nagevraagd", e.Details!, StringComparison.Ordinal));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"update conflict_settlements set reason = 'iets anders'"));
    }

    [Fact]
    public async Task R55_what_a_vendor_sent_of_a_person_is_in_their_export_and_parts_and_reasons_go_with_an_erasure()
    {
        var (session, candidates, numbers) = await service.SatAsync(1);
        var result = AssessmentFixture.Result(session, numbers[0], "60");
        result.Parts.Add(new PartScore { Part = "sjt-geheim", Score = "60" });
        await service.SubmitAsync(result);
        await service.SubmitAsync(AssessmentFixture.Result(session, numbers[0], "61.5"), Disposition.Conflict);
        using (var officer = service.Officer())
            await AssessmentFixture.OkAsync(await SettleAsync(officer, Id((await ConflictsAsync(session, settled: false))[0].GetProperty("submission")), "Jan belde erover."));

        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, candidates[0].PersonId, 1, service.Clock.GetCurrentInstant()));
        var export = (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId)).Content;
        Assert.All(["sjt-geheim", "61.5", "Jan belde erover."], text => Assert.Contains(text, export, StringComparison.Ordinal));
        await service.OutboxEmptyAsync();

        await service.PublishAndHandleAsync(new PersonErased(candidates[0].PersonId, 2, service.Clock.GetCurrentInstant()));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "sjt-geheim", "Jan belde erover"));
        Assert.Equal(2, await db.Submissions.CountAsync(s => s.CandidateNumber == numbers[0]));
        Assert.Equal(Verdict.Conflict, (await db.Submissions.SingleAsync(s => s.Score == "61.5")).Verdict);
    }

    private static long Id(JsonElement item) => item.GetProperty("id").GetInt64();

    private static Task<HttpResponseMessage> SettleAsync(HttpClient client, long id, string reason) => client.PostAsJsonAsync($"{Path}/{id}/settle", new { reason });

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query)
    {
        using var officer = service.Officer();
        return [.. (await AssessmentFixture.OkAsync(await officer.GetAsync($"{Path}?{query}"))).GetProperty("items").EnumerateArray()];
    }

    private async Task<IReadOnlyList<JsonElement>> ConflictsAsync(PlannedSession session, bool settled)
    {
        using var @operator = service.As(Roles.Operator, "operator-7");
        using var officer = service.Officer();
        var path = $"{Path}/conflicts?sessionId={session.SessionId}&settled={settled}";
        var seen = await AssessmentFixture.OkAsync(await officer.GetAsync(path));
        Assert.Equal(seen.GetProperty("total").GetInt32(), (await AssessmentFixture.OkAsync(await @operator.GetAsync(path))).GetProperty("total").GetInt32());
        return [.. seen.GetProperty("items").EnumerateArray()];
    }
}

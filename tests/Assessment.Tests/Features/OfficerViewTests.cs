using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class OfficerViewTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R25_to_R36_officers_find_candidacies_count_them_and_take_the_outcomes_out()
    {
        var vacancyId = await service.VacancyAsync();
        var session = await service.SessionAsync(await service.PeriodAsync(vacancyId, days: 12), capacity: 9);
        var empty = await service.SessionAsync(session.PeriodId, inDays: 40, capacity: 2);
        var passed = await service.AdmitAsync(vacancyId, lastName: "Aerts");
        var failed = await service.AdmitAsync(vacancyId, lastName: "Baert");
        var absent = await service.AdmitAsync(vacancyId, lastName: "Claes");
        var waiting = await service.AdmitAsync(vacancyId, lastName: "De Smet");
        var exempt = await service.AdmitAsync(vacancyId, lastName: "=Evil");
        var idle = await service.AdmitAsync(vacancyId, lastName: "Fobe");
        await service.OfficerAsync(HttpMethod.Post, "ledger/import", new { entries = new[] { new { personId = exempt.PersonId, kind = "FunctionHeld", levelGroup = "L3", from = "2020-01-01", until = (string?)null, source = "Archive" } } });
        var numbers = new Dictionary<Candidate, string>();
        foreach (var candidate in new[] { passed, failed, absent, waiting }) numbers[candidate] = await service.BookAsync(candidate, session);
        using (var client = service.Of(idle)) await AssessmentFixture.SendAsync(client, HttpMethod.Post, $"candidacies/{idle.CandidacyId}/help-requests", new { text = "It does not work." });
        service.MoveTo(session.StartsAt);
        var pass = AssessmentFixture.Result(session, numbers[passed], "61.5");
        await service.SubmitAsync(pass);
        await service.SubmitAsync(new SubmitResultRequest(pass) { Revision = 2, Score = "50" });
        await service.SubmitAsync(AssessmentFixture.Result(session, numbers[failed], "59.999"));
        var missing = AssessmentFixture.Result(session, numbers[absent], "");
        missing.Outcome = Outcome.Absent;
        await service.SubmitAsync(missing);
        // Who never registered stops with the period, by a round of its own.
        await service.StandsAsync(idle, Standing.Stopped);

        var all = await FindAsync("");
        Assert.Equal(Ids(passed, failed, absent, waiting, idle), all.Where(id => id != exempt.CandidacyId));
        Assert.Equal(6, all.Count);
        Assert.Equal(Ids(failed), await FindAsync("state=Failed"));
        Assert.Equal(Ids(absent), await FindAsync("stopReason=Absent"));
        Assert.Equal(Ids(exempt), await FindAsync("exemptionGround=FunctionHeld"));
        Assert.Equal(Ids(passed), await FindAsync("correctionWaiting=true"));
        Assert.Equal(Ids(waiting), await FindAsync("name=smet%20JO"));
        Assert.Equal(Ids(passed, failed, absent, waiting), await FindAsync($"sessionId={session.SessionId}"));
        Assert.Equal(waiting.CandidacyId, (await FindAsync("sort=Session"))[0]);
        Assert.Equal(Ids(failed), await FindAsync("name=jo&page=1&pageSize=1&state=Failed"));
        Assert.Single(await FindAsync("page=2&pageSize=5"));
        Assert.Empty(await FindAsync("name=nobody"));
        foreach (var wrong in new[] { "state=99", "stopReason=99", "exemptionGround=99", "sort=99", $"name={new string('x', 101)}" })
            Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, $"vacancies/{vacancyId}/candidacies?{wrong}")).Status);

        var progress = await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/progress");
        Assert.Equal((6, 1, 1, 1, 0), (Number(progress, "candidacies"), Number(progress, "awaitingResult"), Number(progress, "correctionsWaiting"), Number(progress, "helpWaiting"), Number(progress, "reviewsWaiting")));
        var states = progress.GetProperty("states");
        Assert.Equal((1, 1, 2, 1, 1), (Number(states, "Passed"), Number(states, "Failed"), Number(states, "Stopped"), Number(states, "Booked"), Number(states, "Exempted")));
        Assert.Equal((1, 0, 1), (Number(progress.GetProperty("exempted"), "FunctionHeld"), Number(progress.GetProperty("exempted"), "EarlierPass"), Number(progress.GetProperty("stopped"), "Absent")));
        Assert.Equal([(9, 4, 5), (2, 0, 2)], progress.GetProperty("sessions").EnumerateArray().Select(s => (Number(s, "seats"), Number(s, "taken"), Number(s, "free"))));
        Assert.NotNull(empty);
        Assert.Equal(404, (await service.RefusedAsync(HttpMethod.Get, $"vacancies/{Guid.NewGuid()}/progress")).Status);

        using var officer = service.Officer();
        using var file = await officer.GetAsync(new Uri($"/api/assessment/vacancies/{vacancyId}/candidacies/export", UriKind.Relative));
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var rows = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, rows.Length);
        var day = AssessmentFixture.Text(BrusselsTime.DateIn(session.StartsAt));
        foreach (var expected in new[]
        {
            $"Aerts,Jo,Passed,,,,{session.StartsAt},{day},61.5,,yes,no", "Claes,Jo,Stopped,Absent", $"De Smet,Jo,Booked,,,,{session.StartsAt},,,,no,no", "'=Evil,Jo,Exempted,,FunctionHeld,2020-01-01",
        }) Assert.Single(rows, r => r.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(404, (await service.RefusedAsync(HttpMethod.Get, $"vacancies/{Guid.NewGuid()}/candidacies/export")).Status);
        await using var db = service.NewDb();
        Assert.Single(await db.Records.Where(r => r.Action == "outcomes.exported" && r.EntityId == vacancyId && r.Actor == "officer-1").ToListAsync());

        async Task<IReadOnlyList<Guid>> FindAsync(string query) =>
            [.. (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/candidacies?{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("candidacyId").GetGuid())];
    }

    [Fact]
    public async Task R25_a_vacancy_without_candidacies_is_an_empty_list()
    {
        var vacancyId = await service.VacancyAsync();
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/candidacies")).GetProperty("total").GetInt32());
        var progress = await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/progress");
        Assert.Equal(0, Number(progress, "candidacies"));
        using var officer = service.Officer();
        Assert.Single((await officer.GetStringAsync(new Uri($"/api/assessment/vacancies/{vacancyId}/candidacies/export", UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<Guid> Ids(params Candidate[] candidates) => candidates.Select(c => c.CandidacyId);

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}

using System.Text.Json;
using Selection.Contracts.Registers;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Consumers;

public sealed class RegisterTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R54_the_register_tells_of_the_committee_who_was_there_and_its_reasons_and_of_sheets_only_that_they_came()
    {
        var (vacancyId, candidate) = await service.DeliberatedAsync(result: 14m);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);

        var lines = await service.RegisterOfAsync(vacancyId);

        Assert.Equal(10, lines.On(RegisterTopics.CommitteeMember).Count);
        var hearing = Assert.Single(lines.On(RegisterTopics.Hearing));
        Assert.Equal(OralTestFixture.Chair, hearing.By);
        Assert.Equal(8, hearing.Facts.GetProperty("throughout").GetArrayLength());
        Assert.Equal(8, hearing.Facts.GetProperty("sheets").GetArrayLength());
        Assert.All(hearing.Facts.GetProperty("sheets").EnumerateArray(), sheet => Assert.Equal(["subject", "submittedAt"], sheet.EnumerateObject().Select(m => m.Name)));
        var judgement = Assert.Single(lines.On(RegisterTopics.Judgement));
        Assert.Equal((OralTestFixture.Chair, 70.00m, true), (judgement.By, judgement.Facts.GetProperty("totalPercent").GetDecimal(), judgement.Facts.GetProperty("suitable").GetBoolean()));
        Assert.All(judgement.Facts.GetProperty("results").EnumerateArray(), result => Assert.NotEqual(JsonValueKind.Null, result.GetProperty("motivation").ValueKind));
        Assert.False(string.IsNullOrEmpty(judgement.Text));
        Assert.Contains(lines.Record(), r => r.Action == "candidate.judged" && r.CandidacyId == candidate.CandidacyId);
        Assert.Contains(lines.Record(), r => r.Action == "committee.installed" && r.CandidacyId is null);
    }
}

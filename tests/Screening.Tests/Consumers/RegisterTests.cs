using System.Net;
using Selection.Contracts.Registers;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Consumers;

public sealed class RegisterTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    [Fact]
    public async Task R54_the_register_tells_who_decided_what_when_and_why_with_every_decision_that_was_taken_back()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancyId);
        await service.CaseAsync(await service.VacancyAsync());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Te weinig management." }, officer: "officer-3");
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        using var officer = service.Officer("officer-4");
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 2);
        Assert.Equal(HttpStatusCode.OK, reopened.StatusCode);

        var lines = await service.RegisterOfAsync(vacancyId);

        var decision = Assert.Single(lines.On(RegisterTopics.ScreeningDecision));
        Assert.Equal(("officer-3", lodged.CandidacyId, lodged.PersonId, "Refuse"), (decision.By, decision.CandidacyId, decision.PersonId, decision.Facts.GetProperty("outcome").GetString()));
        Assert.NotNull(decision.RuleVersion);
        Assert.Contains("Te weinig management.", decision.Text, StringComparison.Ordinal);
        Assert.Equal(("officer-4", "Beroep"), Assert.Single(lines.On(RegisterTopics.ScreeningReopened)) is var taken ? (taken.By, taken.Text) : default);
        Assert.Single(lines.On(RegisterTopics.Proposal));
        Assert.Equal(["case.opened", "case.decided", "case.reopened"], lines.Record().Select(r => r.Action));
        Assert.Equal("Te weinig management.", lines.Record()[1].Text);
    }

    [Fact]
    public async Task R54_a_large_procedure_is_answered_in_parts_of_bounded_size()
    {
        var vacancyId = await service.VacancyAsync();
        for (var i = 0; i < 40; i++)
        {
            var lodged = await service.CaseAsync(vacancyId);
            using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = new string('m', 9_000) });
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        var lines = await service.RegisterOfAsync(vacancyId);

        Assert.Equal(40, lines.On(RegisterTopics.ScreeningDecision).Count);
        Assert.Equal(40, lines.Record().Count(r => r.Action == "case.decided"));
        var parts = service.Published<Contracts.Events.RegisterPartCollected>().Where(p => p.VacancyId == vacancyId).ToArray();
        Assert.True(parts.Length >= 3, $"{parts.Length} parts");
        Assert.All(parts, part => Assert.InRange(part.Content.Length, 1, 256 * 1024));
    }
}

using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Consumers;

public sealed class PersonalDataTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    [Fact]
    public async Task R55_a_published_result_holds_an_erasure_for_appeal_and_feedback_and_then_names_nobody()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person() with { FirstName = "Vergeetmijniet", LastName = "Uitgewist" };
        await service.PublishAndHandleAsync(person);
        var judged = ResultsFixture.Judged(vacancy, 72.5m, personId: person.PersonId) with { Motivation = "Wisselwoord overtuigt." };
        await service.PublishAndHandleAsync(judged);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        Assert.True(proposed.IsSuccessStatusCode);
        Assert.Equal([new ErasureHold(ErasureReason.ProcedureRunning, null)], await HoldsAsync(person.PersonId));
        Assert.DoesNotContain("Wisselwoord", await ExportAsync(person.PersonId));

        using var approved = await service.ApproveAsync(vacancy.VacancyId);
        Assert.True(approved.IsSuccessStatusCode);
        await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged.CandidacyId);
        Assert.Contains("Wisselwoord", await ExportAsync(person.PersonId));
        await using var db = service.NewDb();
        var day = BrusselsTime.DateIn((await db.Lists.SingleAsync(l => l.VacancyId == vacancy.VacancyId)).PublishAt!.Value);
        Assert.Equal(
            [new ErasureHold(ErasureReason.AppealPeriod, day.PlusDays(61)), new ErasureHold(ErasureReason.FeedbackPeriod, day.PlusMonths(2).PlusDays(1))],
            await HoldsAsync(person.PersonId));

        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 2, service.Clock.GetCurrentInstant()));
        await service.PublishAndHandleAsync(person with { Version = 8 });
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", "Wisselwoord", person.Subject));
        Assert.Equal(72.5m, (await db.Entries.AsNoTracking().SingleAsync(e => e.CandidacyId == judged.CandidacyId)).TotalPercent);
    }

    private async Task<string> ExportAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == id && e.Service == "results")).Content;
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "results")).Holds;
    }
}

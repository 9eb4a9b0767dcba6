using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Consumers;

public sealed class PersonalDataTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    [Fact]
    public async Task R55_what_the_screening_holds_is_told_and_a_refusal_holds_it_for_sixty_days_and_then_it_is_forgotten()
    {
        var person = Samples.Person() with { FirstName = "Vergeetmijniet", LastName = "Uitgewist" };
        await service.PublishAndHandleAsync(person);
        var vacancy = await service.VacancyAsync();
        var dossier = Samples.Dossier();
        var lodged = Samples.Lodged(vacancy, person.PersonId, dossier: dossier with { Experiences = [dossier.Experiences[0] with { Description = "Leidde Wisselwoord." }] });
        await service.PublishAndHandleAsync(lodged);
        Assert.Equal([new ErasureHold(ErasureReason.ProcedureRunning, null)], await HoldsAsync(person.PersonId));
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", reservation = "None", motivation = "Wisselwoord volstaat niet, zie artikel 3 van het reglement." });
        Assert.True(decided.IsSuccessStatusCode, await decided.Content.ReadAsStringAsync());

        var hold = Assert.Single(await HoldsAsync(person.PersonId));
        Assert.Equal(ErasureReason.AppealPeriod, hold.Reason);
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, person.PersonId, 1, lodged.OccurredAt));
        var told = await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId);
        using var content = JsonDocument.Parse(told.Content);
        var candidacy = content.RootElement.GetProperty("candidacies")[0];
        Assert.Contains("Wisselwoord", candidacy.GetProperty("dossier").ToString());
        Assert.Contains("Wisselwoord", candidacy.GetProperty("decisions")[0].GetProperty("motivation").GetString());
        Assert.DoesNotContain("officer-1", told.Content);

        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 9, lodged.OccurredAt));
        await service.PublishAndHandleAsync(person with { Version = 5 });
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", "Wisselwoord"));
        Assert.Equal("Refuse", (await db.Decisions.SingleAsync(d => d.CandidacyId == lodged.CandidacyId)).Outcome.ToString());
        service.Clock.Reset(Selection.ServiceDefaults.Clock.BrusselsTime.StartOf(hold.Until!.Value));
        Assert.Empty(await HoldsAsync(person.PersonId));
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "screening")).Holds;
    }
}

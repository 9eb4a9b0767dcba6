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
        using var claimed = await service.ClaimAsync(lodged.CandidacyId, "officer-2");
        using var officer = service.Officer();
        using var taken = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/claim/take-over", new { reason = "De collega kent Wisselwoord persoonlijk." });
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(lodged.Dossier.Experiences[0].ExperienceId, "Wisselwoord is geen dienst.")]);
        Assert.True(ruled.IsSuccessStatusCode, await ruled.Content.ReadAsStringAsync());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", reservation = "None", motivation = "Wisselwoord volstaat niet, zie artikel 3 van het reglement." }, ifMatch: 2);
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
        Assert.Equal("Wisselwoord is geen dienst.", candidacy.GetProperty("rulings")[0].GetProperty("reason").GetString());
        Assert.Equal("De collega kent Wisselwoord persoonlijk.", candidacy.GetProperty("takeovers")[0].GetProperty("reason").GetString());
        Assert.DoesNotContain("officer-1", told.Content);

        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 9, lodged.OccurredAt));
        await service.PublishAndHandleAsync(person with { Version = 5 });
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", "Wisselwoord"));
        Assert.Equal("Refuse", (await db.Decisions.SingleAsync(d => d.CandidacyId == lodged.CandidacyId)).Outcome.ToString());
        service.Clock.Reset(Selection.ServiceDefaults.Clock.BrusselsTime.StartOf(hold.Until!.Value));
        Assert.Empty(await HoldsAsync(person.PersonId));
        var forgotten = await service.GetAsync($"cases/{lodged.CandidacyId}");
        Assert.Equal((0, 1), (forgotten.GetProperty("experiences").GetArrayLength(), forgotten.GetProperty("rulings").GetArrayLength()));
        using var late = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 3);
        Assert.Equal("person-erased", await ScreeningFixture.CodeOf(late));
    }

    [Fact]
    public async Task R55_a_proof_is_told_and_forgotten_and_a_reservation_decided_to_stand_holds_for_sixty_days()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var diploma = Samples.Diploma();
        var lodged = Samples.Lodged(await service.VacancyAsync(), person.PersonId, dossier: Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "FR", Language = "fr" } }] });
        await service.PublishAndHandleAsync(lodged);
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        Assert.Empty(await HoldsAsync(person.PersonId));
        using var officer = service.Officer();
        Task<HttpResponseMessage> DecideAsync(string which, bool lifted, long version) => service.PostAsync(
            officer, $"cases/{lodged.CandidacyId}/reservations/{which}/decision",
            new { lifted, motivation = "Zie het stuk.", proof = new { kind = "Other", date = "2020-01-01", issuer = "Toetssteen BV", reference = "Toetssteen/7" } }, version);

        using var lifted = await DecideAsync("Equivalence", true, 2);
        Assert.Empty(await HoldsAsync(person.PersonId));
        using var confirmed = await DecideAsync("LanguageTest", false, 3);
        var hold = Assert.Single(await HoldsAsync(person.PersonId));
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, person.PersonId, 1, lodged.OccurredAt));
        var told = await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId);

        Assert.Equal(ErasureReason.AppealPeriod, hold.Reason);
        Assert.Contains("Toetssteen/7", told.Content);
        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 9, lodged.OccurredAt));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Toetssteen"));
        Assert.Equal(2, await db.ReservationDecisions.CountAsync(r => r.CandidacyId == lodged.CandidacyId && r.ProofKind != null));
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "screening")).Holds;
    }
}

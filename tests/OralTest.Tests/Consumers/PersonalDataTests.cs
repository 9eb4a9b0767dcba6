using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Consumers;

public sealed class PersonalDataTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R55_an_oral_test_that_is_over_holds_nothing_and_what_was_written_of_the_person_is_forgotten()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        await service.PublishAndHandleAsync(Samples.Lodged(vacancy, candidate.PersonId, candidate.CandidacyId));
        (await service.ChairAsync(HttpMethod.Post, $"{path}/incidents", new { text = "Stroompanne halverwege" })).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/addenda", new { code = "specific-1", score = 13, reason = "Tikfoutje" })).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/judge")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/correction", new { reason = "Verwisseld" })).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"{path}/correction/consent")).Expect(200);
        await service.PublishAndHandleAsync(Samples.Person(candidate.PersonId, candidate.Subject, version: 2) with { FirstName = "Vergeetmijniet", LastName = "Uitgewist" });
        Assert.Equal([new ErasureHold(ErasureReason.ProcedureRunning, null)], await HoldsAsync(candidate.PersonId));

        // A member's sheet and what the committee thinks before publication are nobody's to have (R43, R47).
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, candidate.PersonId, 1, service.Now));
        var told = await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId);
        Assert.Contains("Held", told.Content);
        Assert.DoesNotContain("member-", told.Content);
        Assert.DoesNotContain("Argued well", told.Content);
        // What is held of the dossier, and what happened while the person was there, is.
        Assert.Contains("Institution", told.Content);
        Assert.Contains("Stroompanne halverwege", told.Content);
        Assert.All(["Tikfoutje", "Verwisseld"], ofTheCommittee => Assert.DoesNotContain(ofTheCommittee, told.Content));

        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidate.CandidacyId, vacancy, candidate.PersonId, 9, service.Now));
        Assert.Empty(await HoldsAsync(candidate.PersonId));
        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(candidate.PersonId, 3, service.Now));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", "Argued well", "As heard", "Stroompanne", "Tikfoutje", "Verwisseld", "Institution", candidate.Subject));
        Assert.Equal(1, await db.Hearings.CountAsync(h => h.CandidacyId == candidate.CandidacyId));
    }

    [Fact]
    public async Task R55_a_candidates_wishes_are_told_to_the_candidate_and_forgotten_with_them()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy);
        (await service.CandidateAsync(candidate, HttpMethod.Put, "wishes", new { days = new[] { ServiceDefaults.Clock.BrusselsTime.DateIn(service.Now).PlusDays(20) }, reason = "Onvergetelijk" })).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/committee/recusals", new { subject = "member-7", reason = "Onvergetelijk ook dit", candidacyId = candidate.CandidacyId })).Expect(200);

        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, candidate.PersonId, 1, service.Now));
        var told = await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId);
        Assert.Contains("Onvergetelijk", told.Content);
        Assert.DoesNotContain("ook dit", told.Content);

        // R56: what is written for a merged person is the other's, to be told and forgotten with them.
        var staying = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, candidate.PersonId, 2, service.Now, candidate.Subject));
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId = Guid.CreateVersion7(), staying.PersonId, 1, service.Now));
        Assert.Contains("Onvergetelijk", (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId)).Content);

        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidate.CandidacyId, vacancy, candidate.PersonId, 9, service.Now));
        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(staying.PersonId, 3, service.Now));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Onvergetelijk"));
        Assert.False(await db.Wishes.AnyAsync(w => w.CandidacyId == candidate.CandidacyId));
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Now));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "oraltest")).Holds;
    }
}

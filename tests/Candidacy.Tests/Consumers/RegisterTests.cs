using System.Net;
using Selection.Contracts.Events;
using Selection.Contracts.Registers;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Consumers;

[Collection(CandidacyService.Name)]
public sealed class RegisterTests(CandidacyFixture service)
{
    [Fact]
    public async Task R54_the_register_holds_the_notice_with_its_rules_the_frozen_dossiers_and_what_candidates_were_told()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var diploma = (await service.UploadAsync(candidate, "diploma.pdf", Files.Pdf(), "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
        var candidacyId = await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        await service.PublishedAsync<CandidacyLodged>(e => e.CandidacyId == candidacyId);

        var lines = await service.RegisterOfAsync(vacancy);

        var notice = Assert.Single(lines.On(RegisterTopics.Notice));
        Assert.Equal(1, notice.RuleVersion);
        Assert.NotEmpty(notice.By);
        Assert.Equal(6, notice.Facts.GetProperty("rules").GetProperty("experience").GetProperty("managementYears").GetInt32());
        Assert.Equal(1, Assert.Single(lines.On(RegisterTopics.Closing)).Facts.GetProperty("lodged").GetInt32());
        var dossier = Assert.Single(lines.On(RegisterTopics.Dossier));
        Assert.Equal(candidacyId, dossier.CandidacyId);
        Assert.Equal(diploma["sha256"].GetString(), dossier.Facts.GetProperty("documents")[0].GetProperty("sha256").GetString());
        Assert.Contains(lines.On(RegisterTopics.Message), m => m.CandidacyId == candidacyId && m.Facts.GetProperty("subject").GetString()!.Length > 0);
        Assert.Contains(lines.Record(), r => r.Action == "candidacy.lodged" && r.CandidacyId == candidacyId);
        Assert.Contains(lines.Record(), r => r.Action == "vacancy.closed" && r.CandidacyId is null);
    }
}

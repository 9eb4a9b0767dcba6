using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>The CV, and the documents it carries (R6, R7).</summary>
[Collection(CandidacyService.Name)]
public sealed class CvTests(CandidacyFixture service)
{
    private static readonly object Master = Diploma("Master in de rechten");

    [Fact]
    public async Task R6_diplomas_are_added_changed_listed_and_removed()
    {
        using var candidate = await service.CandidateAsync();
        var added = (await service.SendAsync(candidate, HttpMethod.Post, "cv/diplomas", Diploma("  Master in de rechten "))).Is(HttpStatusCode.Created);
        var id = added.Id("diplomaId");
        Assert.Equal("Master in de rechten", added["facts"].GetProperty("title").GetString());
        (await service.SendAsync(candidate, HttpMethod.Post, "cv/diplomas", Diploma("", country: "Belgium"))).IsInvalid("title", "country");
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{id}", Diploma("Master in het recht"))).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        var changed = (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{id}", Diploma("Master in het recht"), 1)).Is(HttpStatusCode.OK);
        Assert.Equal((2L, "\"2\""), (changed.Version, changed.Headers.ETag!.Tag));
        var lost = (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{id}", Master, 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal("Master in het recht", lost["current"].GetProperty("facts").GetProperty("title").GetString());
        Assert.Single((await service.GetAsync(candidate, "cv/diplomas")).Items);

        using var other = await service.CandidateAsync();
        Assert.Empty((await service.GetAsync(other, "cv/diplomas")).Items);
        (await service.SendAsync(other, HttpMethod.Put, $"cv/diplomas/{id}", Master, 2)).Is(HttpStatusCode.NotFound);
        (await service.SendAsync(other, HttpMethod.Delete, $"cv/diplomas/{id}", ifMatch: 2)).Is(HttpStatusCode.NotFound);
        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/diplomas/{id}", ifMatch: 2)).Is(HttpStatusCode.NoContent);
        Assert.Empty((await service.GetAsync(candidate, "cv/diplomas")).Items);
    }

    [Fact]
    public async Task R6_a_diploma_carries_its_documents_and_takes_them_along_only_when_told_to()
    {
        using var candidate = await service.CandidateAsync();
        var diplomaId = (await service.SendAsync(candidate, HttpMethod.Post, "cv/diplomas", Master)).Id("diplomaId");
        var filed = (await UploadAsync(candidate, new { kind = "Diploma", diplomaId })).Is(HttpStatusCode.Created);
        Assert.Equal(diplomaId, filed.Id("entryId"));
        (await UploadAsync(candidate, new { kind = "Attachment", diplomaId })).Is(HttpStatusCode.Created);
        var entry = Assert.Single((await service.GetAsync(candidate, "cv/diplomas")).Items);
        Assert.Equal(["Diploma", "Attachment"], entry.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("kind").GetString()!));
        Assert.Equal(2, (await service.GetAsync(candidate, $"documents?entryId={diplomaId}")).Items.Count);

        // A diploma said with the file is in the CV as well.
        (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(), "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
        Assert.Equal(2, (await service.GetAsync(candidate, "cv/diplomas")).Items.Count);

        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/diplomas/{diplomaId}", ifMatch: 1)).IsRefused(HttpStatusCode.Conflict, "R6", "entry-has-documents");
        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/diplomas/{diplomaId}?withDocuments=true", ifMatch: 1)).Is(HttpStatusCode.NoContent);
        Assert.Single((await service.GetAsync(candidate, "documents")).Items);
    }

    [Fact]
    public async Task R6_a_document_is_filed_in_one_place_of_ones_own_cv()
    {
        using var candidate = await service.CandidateAsync();
        using var other = await service.CandidateAsync();
        var diplomaId = (await service.SendAsync(candidate, HttpMethod.Post, "cv/diplomas", Master)).Id("diplomaId");
        var workExperienceId = await JobAsync(candidate);
        (await UploadAsync(other, new { kind = "Diploma", diplomaId })).Is(HttpStatusCode.NotFound);
        (await UploadAsync(other, new { kind = "Attachment", workExperienceId })).Is(HttpStatusCode.NotFound);
        (await UploadAsync(candidate, new { kind = "Diploma", workExperienceId, diplomaId })).IsInvalid("metadata.workExperienceId");
        (await UploadAsync(candidate, new { kind = "Attachment", workExperienceId, diplomaId })).IsInvalid("metadata.workExperienceId");
        (await UploadAsync(candidate, new { kind = "AppointmentDecision", diplomaId })).IsInvalid("metadata.diplomaId");
        (await UploadAsync(candidate, new { kind = "Diploma", diplomaId, diploma = CandidacyFixture.Diploma })).IsInvalid("metadata.diplomaId");
        (await UploadAsync(candidate, new { kind = "Diploma" })).IsInvalid("metadata.diploma");
        var filed = (await UploadAsync(candidate, new { kind = "Attachment", workExperienceId })).Is(HttpStatusCode.Created);
        (await UploadAsync(candidate, new { kind = "Attachment", documentId = filed.Id("documentId"), workExperienceId }, 1)).IsInvalid("metadata.workExperienceId");
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public async Task R7_an_appointment_decision_is_filed_under_work_experience_of_statutory_staff_in_federal_service_only(bool statutory, bool federal, bool filed)
    {
        using var candidate = await service.CandidateAsync();
        var workExperienceId = await JobAsync(candidate, statutory, federal);
        Assert.Equal(filed, Assert.Single((await service.GetAsync(candidate, "cv/work-experience")).Items).GetProperty("takesAppointmentDecision").GetBoolean());
        var answer = await UploadAsync(candidate, new { kind = "AppointmentDecision", workExperienceId });
        if (filed) answer.Is(HttpStatusCode.Created);
        else answer.IsRefused(HttpStatusCode.Conflict, "R7", "appointment-decision-elsewhere");
        (await UploadAsync(candidate, new { kind = "Attachment" })).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R7_without_a_job_the_answer_tells_to_file_it_under_the_attachments()
    {
        using var candidate = await service.CandidateAsync();
        var refused = (await UploadAsync(candidate, new { kind = "AppointmentDecision" })).IsRefused(HttpStatusCode.Conflict, "R7", "appointment-decision-elsewhere");
        Assert.Contains("attachments", refused["detail"].GetString());
    }

    [Fact]
    public async Task R7_the_switches_stay_on_while_an_appointment_decision_is_filed_under_the_job()
    {
        using var candidate = await service.CandidateAsync();
        var id = await JobAsync(candidate);
        var decision = (await UploadAsync(candidate, new { kind = "AppointmentDecision", workExperienceId = id })).Is(HttpStatusCode.Created);
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/work-experience/{id}", Job(statutory: false), 1)).IsRefused(HttpStatusCode.Conflict, "R7", "appointment-decision-here");
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/work-experience/{id}", Job(function: "Attaché"), 1)).Is(HttpStatusCode.OK);
        (await service.RemoveDocumentAsync(candidate, decision)).Is(HttpStatusCode.NoContent);
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/work-experience/{id}", Job(statutory: false), 2)).Is(HttpStatusCode.OK);
        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/work-experience/{id}", ifMatch: 2)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/work-experience/{id}", ifMatch: 3)).Is(HttpStatusCode.NoContent);
        Assert.Empty((await service.GetAsync(candidate, "cv/work-experience")).Items);
    }

    [Fact]
    public async Task R10_nothing_of_the_cv_counts_as_experience()
    {
        using var candidate = await service.CandidateAsync();
        await JobAsync(candidate);
        var id = await service.ApplyAsync(candidate, await service.VacancyAsync());
        var read = await service.GetAsync(candidate, $"candidacies/{id}");
        Assert.Empty(read["experiences"].EnumerateArray());
        Assert.Equal(0, read["count"].GetProperty("management").GetProperty("days").GetInt32());
        (await service.ValidateAsync(candidate, id, 1)).IsRefused(HttpStatusCode.Conflict, "R15", "not-enough-experience");
    }

    [Fact]
    public async Task R18_a_diplomas_facts_count_as_they_stood_at_closing()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, vacancy);
        var filed = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(70_000), "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
        var diploma = filed.Id("entryId");
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{diploma}", Diploma("In time"), 1)).Is(HttpStatusCode.OK);
        LocalDate closing;
        await using (var db = service.NewDb()) closing = (await db.Vacancies.FindAsync(vacancy))!.ClosingDate;
        service.Clock.Reset(BrusselsTime.EndOf(closing));
        (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{diploma}", Diploma("Too late"), 2)).Is(HttpStatusCode.OK);
        (await service.SendAsync(candidate, HttpMethod.Delete, $"cv/diplomas/{diploma}?withDocuments=true", ifMatch: 3)).Is(HttpStatusCode.NoContent);
        await service.AnnouncedAsync(vacancy);

        var document = Assert.Single((await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy)).Dossier.Documents);
        Assert.Equal(("In time", DocumentKind.Diploma), (document.Diploma!.Title, document.Kind));
        // The version with the other facts is the same content.
        Assert.NotEqual(filed.Id("documentVersionId"), document.DocumentVersionId);
        using var officer = service.Officer();
        Assert.Equal(Files.Pdf(70_000), (await service.GetAsync(officer, $"documents/{document.DocumentVersionId}/content")).Is(HttpStatusCode.OK).Bytes);
    }

    [Fact]
    public async Task R17_of_two_changes_of_a_job_at_once_one_wins()
    {
        using var candidate = await service.CandidateAsync();
        var id = await JobAsync(candidate);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => service.SendAsync(candidate, HttpMethod.Put, $"cv/work-experience/{id}", Job(function: $"F{i}"), 1)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
    }

    private async Task<Guid> JobAsync(HttpClient candidate, bool statutory = true, bool federal = true) =>
        (await service.SendAsync(candidate, HttpMethod.Post, "cv/work-experience", Job(statutory, federal))).Is(HttpStatusCode.Created).Id("workExperienceId");

    private static object Job(bool statutory = true, bool federal = true, string function = "Adviseur") =>
        new { employer = "FOD Financiën", function, begin = "2012-09-01", isCurrent = true, statutoryFederal = statutory, currentlyFederal = federal };

    private static object Diploma(string title, string country = "BE") =>
        new { level = "Master", title, institution = "Universiteit", field = "Recht", country, language = "nl", year = 2005, madeEqual = false };

    private Task<Answer> UploadAsync(HttpClient candidate, object metadata, long? ifMatch = null) =>
        service.UploadAsync(candidate, CandidacyFixture.Form("a.pdf", new ByteArrayContent(Files.Pdf()), metadata), ifMatch);
}

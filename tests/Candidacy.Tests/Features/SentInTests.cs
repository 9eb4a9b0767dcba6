using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>A copy a candidate sent in, filed by an officer (R8).</summary>
[Collection(CandidacyService.Name)]
public sealed class SentInTests(CandidacyFixture service)
{
    [Fact]
    public async Task R8_an_officer_files_a_copy_for_who_is_known_by_number_name_and_code_and_everyone_sees_how_it_came_in()
    {
        using var officer = service.Officer();
        var (candidate, code, vacancy) = await ApplicantAsync();
        var filed = (await FileAsync(officer, Metadata(NumberOf(candidate), code))).Is(HttpStatusCode.Created);

        var document = Assert.Single((await service.GetAsync(candidate, "documents")).Items);
        var provenance = document.GetProperty("provenance");
        Assert.Equal(("Email", "officer-1", "De upload brak af."), (provenance.GetProperty("channel").GetString(), provenance.GetProperty("filedBy").GetString(), provenance.GetProperty("remark").GetString()));
        Assert.Equal(filed.Id("documentId"), document.GetProperty("documentId").GetGuid());
        var message = (await service.GetAsync(candidate, "messages")).Items.Single(m => m.GetProperty("kind").GetString() == "document-filed");
        Assert.Contains("kopie.pdf", message.GetProperty("body").GetString());

        await service.CloseAsync(vacancy);
        var frozen = Assert.Single((await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy)).Dossier.Documents);
        Assert.Equal((SentInBy.Email, "officer-1"), (frozen.Provenance!.Channel, frozen.Provenance.FiledBy));
        await using var db = service.NewDb();
        var documentId = filed.Id("documentId");
        var entry = Assert.Single(db.Records.Where(r => r.EntityId == documentId));
        Assert.Equal(("document.filed-for-candidate", "officer-1"), (entry.Action, entry.Actor));
        Assert.DoesNotContain("upload", entry.Details);
    }

    [Fact]
    public async Task R8_number_names_and_code_must_all_fit_and_nothing_is_kept_otherwise()
    {
        using var officer = service.Officer();
        var (candidate, code, _) = await ApplicantAsync();
        await using var db = service.NewDb();
        var before = await db.DocumentChunks.CountAsync();
        (await FileAsync(officer, Metadata("00.01.01-001.05", code))).IsRefused(HttpStatusCode.Conflict, "R8", "sent-in-number-unknown");
        var number = NumberOf(candidate);
        (await FileAsync(officer, Metadata(number, code, lastName: "Jansens"))).IsRefused(HttpStatusCode.Conflict, "R8", "sent-in-other-name");
        (await FileAsync(officer, Metadata(number, "XXX00000"))).IsRefused(HttpStatusCode.Conflict, "R8", "sent-in-vacancy-unknown");
        var other = service.Definition();
        await service.VacancyAsync(other);
        (await FileAsync(officer, Metadata(number, other.SelectionCode))).IsRefused(HttpStatusCode.Conflict, "R8", "sent-in-no-candidacy");
        (await FileAsync(officer, Metadata("12345678901", code))).IsInvalid("metadata.nationalNumber");
        (await FileAsync(officer, Metadata(number, code, receivedAt: service.Clock.GetCurrentInstant() + Duration.FromHours(1)))).IsInvalid("metadata.receivedAt");
        (await FileAsync(officer, Metadata(number, code, kind: "AppointmentDecision"))).IsRefused(HttpStatusCode.Conflict, "R7", "appointment-decision-elsewhere");
        (await FileAsync(officer, Metadata(number, code), "programma.pdf", [.. "MZ"u8, .. new byte[100]])).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", "document-executable");
        Assert.Equal(before, await db.DocumentChunks.CountAsync());
        Assert.Empty((await service.GetAsync(candidate, "documents")).Items);
        (await FileAsync(candidate, Metadata(number, code))).Is(HttpStatusCode.Forbidden);
        // Case and accents do not make another name.
        (await FileAsync(officer, Metadata(number, code, lastName: "PÉETERS"))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R8_a_withdrawn_candidacy_takes_no_copy_and_after_closing_none_does()
    {
        using var officer = service.Officer();
        var (withdrawn, code, vacancy) = await ApplicantAsync();
        var id = (await service.GetAsync(withdrawn, $"candidacies?vacancyId={vacancy}")).Items[0].GetProperty("candidacyId").GetGuid();
        (await service.WithdrawAsync(withdrawn, id)).Is(HttpStatusCode.OK);
        (await FileAsync(officer, Metadata(NumberOf(withdrawn), code))).IsRefused(HttpStatusCode.Conflict, "R8", "sent-in-no-candidacy");

        var (late, second, other) = await ApplicantAsync();
        Instant closesAt;
        await using (var db = service.NewDb()) closesAt = (await db.Vacancies.FindAsync(other))!.ClosesAt;
        service.Clock.Reset(closesAt - Duration.FromTicks(1));
        (await FileAsync(officer, Metadata(NumberOf(late), second))).Is(HttpStatusCode.Created);
        service.Clock.Reset(closesAt);
        (await FileAsync(officer, Metadata(NumberOf(late), second))).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        await service.AnnouncedAsync(other);
        Assert.Single((await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == other)).Dossier.Documents);
    }

    private readonly Dictionary<HttpClient, string> _numbers = [];

    private string NumberOf(HttpClient candidate) => _numbers[candidate];

    /// <summary>A candidate with a validated candidacy, known by a number nobody else has.</summary>
    private async Task<(HttpClient Candidate, string Code, Guid Vacancy)> ApplicantAsync()
    {
        var number = Numbers.Next();
        var candidate = service.As(Roles.Candidate, $"sent-in-{Guid.NewGuid():N}");
        (await service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: number))).Is(HttpStatusCode.Created);
        _numbers[candidate] = number;
        var definition = service.Definition();
        var vacancy = await service.VacancyAsync(definition);
        await service.ValidatedAsync(candidate, vacancy);
        return (candidate, definition.SelectionCode, vacancy);
    }

    private object Metadata(string nationalNumber, string selectionCode, string lastName = "Peeters", string kind = "Attachment", Instant? receivedAt = null) => new
    {
        nationalNumber, firstName = "Jo", lastName, selectionCode, kind, channel = "Email",
        receivedAt = (receivedAt ?? (service.Clock.GetCurrentInstant() - Duration.FromHours(2))).ToString(), remark = "De upload brak af.",
    };

    private Task<Answer> FileAsync(HttpClient caller, object metadata, string fileName = "kopie.pdf", byte[]? content = null) =>
        service.SendAsync(caller, HttpMethod.Post, "documents/sent-in", CandidacyFixture.Form(fileName, new ByteArrayContent(content ?? Files.Pdf()), metadata));

    /// <summary>Numbers of women and men born on 1 February 1970, each once.</summary>
    private static class Numbers
    {
        private static int s_order = 1;

        public static string Next()
        {
            var body = 700201000L + Interlocked.Increment(ref s_order);
            return $"{body}{97 - (body % 97):00}";
        }
    }
}

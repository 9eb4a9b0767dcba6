using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using Selection.Contracts.Events;
using Selection.Results.Features;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class DecisionTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private async Task<HttpResponseMessage> DownloadAsync(string role, string subject, string path)
    {
        using var client = service.As(role, subject);
        return await client.GetAsync($"/api/results/{path}/decision.pdf");
    }

    [Fact]
    public async Task R48_the_page_has_every_part_of_the_act_in_the_procedures_language_and_the_frame_in_the_readers()
    {
        var vacancy = await service.VacancyAsync();
        var (judged, person) = await service.CandidateAsync(vacancy, 72.5m, "fr");
        await service.PublishAndHandleAsync(new CandidacyAdmitted(judged.CandidacyId, vacancy.VacancyId, person.PersonId, 2, Samples.ClosingDate, Reservation.LanguageTest, "Ja.", ResultsFixture.Early));
        await service.ApprovedAsync(vacancy.VacancyId);

        using var answer = await service.LookAsync(judged.CandidacyId, person.Subject, language: "de");

        var page = await ResultsFixture.JsonOf(answer);
        var sections = page.GetProperty("sections").EnumerateArray().ToDictionary(s => s.GetProperty("kind").GetString()!);
        Assert.Equal(["Decision", "Reservation", "LegalGrounds", "Facts", "Competencies", "Overall", "Remedies"], sections.Keys);
        Assert.Equal("Rechtliche Gründe", sections["LegalGrounds"].GetProperty("heading").GetString());
        Assert.Contains("29 juli 1991", sections["LegalGrounds"].GetProperty("paragraphs")[1].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("U bent geschikt", sections["Decision"].GetProperty("paragraphs")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("Sprachtest", sections["Reservation"].GetProperty("paragraphs")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("taaltest", sections["Facts"].GetProperty("paragraphs")[1].GetString(), StringComparison.Ordinal);
        Assert.Equal("Een overtuigend gesprek.", sections["Overall"].GetProperty("paragraphs")[0].GetString());
        Assert.StartsWith("Sie können beim Staatsrat", sections["Remedies"].GetProperty("paragraphs")[0].GetString(), StringComparison.Ordinal);
        Assert.All(page.GetProperty("competencies").EnumerateArray(), c => Assert.StartsWith("Toonde", c.GetProperty("motivation").GetString(), StringComparison.Ordinal));
        Assert.Equal((person.FirstName, person.LastName), (page.GetProperty("firstName").GetString(), page.GetProperty("lastName").GetString()));
        Assert.Matches(@"^TST\d{5}-1-[0-9A-F]{12}$", page.GetProperty("reference").GetString());
        Assert.Equal(64, page.GetProperty("listHash").GetString()!.Length);
    }

    [Fact]
    public async Task R47_the_document_is_the_candidates_officers_and_auditors_from_the_instant_on_and_each_download_is_on_record()
    {
        var vacancy = await service.VacancyAsync();
        var (judged, person) = await service.CandidateAsync(vacancy, 72.5m);
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        await service.ApprovedAsync(vacancy.VacancyId, instant);
        var (own, official) = ($"candidacies/{judged.CandidacyId}", $"vacancies/{vacancy.VacancyId}/decisions/{judged.CandidacyId}");

        service.Clock.Reset(instant - Duration.FromMilliseconds(1));
        HttpResponseMessage[] early = [await DownloadAsync(Roles.Candidate, person.Subject, own), await DownloadAsync(Roles.SelectionOfficer, "officer-1", official), await DownloadAsync(Roles.Auditor, "auditor-1", official)];
        service.Clock.Reset(instant);
        HttpResponseMessage[] open = [await DownloadAsync(Roles.Candidate, person.Subject, own), await DownloadAsync(Roles.SelectionOfficer, "officer-1", official), await DownloadAsync(Roles.Auditor, "auditor-1", official)];
        using var stranger = await DownloadAsync(Roles.Candidate, "somebody-else", own);
        using var elsewhere = await DownloadAsync(Roles.Auditor, "auditor-1", $"vacancies/{Guid.NewGuid()}/decisions/{judged.CandidacyId}");

        Assert.All(early, a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        Assert.All(open, a => Assert.Equal((HttpStatusCode.OK, "application/pdf"), (a.StatusCode, a.Content.Headers.ContentType!.MediaType)));
        Assert.All([stranger, elsewhere], a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        await using var db = service.NewDb();
        var record = await db.Records.Where(r => r.EntityId == judged.CandidacyId).OrderBy(r => r.Id).Select(r => new { r.Action, r.Actor, r.PersonId }).ToListAsync();
        foreach (var action in new[] { "result.look-refused", "decision.downloaded" })
            Assert.Equal([person.Subject, "officer-1", "auditor-1"], record.Where(r => r.Action == action && r.PersonId == person.PersonId).Select(r => r.Actor));
    }

    [Fact]
    public async Task R48_the_document_is_in_the_procedures_language_and_reads_the_same_each_time()
    {
        var vacancy = await service.VacancyAsync();
        var (judged, person) = await service.CandidateAsync(vacancy, 55m, "fr");
        await service.ApprovedAsync(vacancy.VacancyId);
        using var first = await DownloadAsync(Roles.Candidate, person.Subject, $"candidacies/{judged.CandidacyId}");
        // What comes later changes nothing of it.
        await service.PublishAndHandleAsync(new ReservationDecided(judged.CandidacyId, vacancy.VacancyId, person.PersonId, 3, Reservation.LanguageTest, true, "Geslaagd.", ResultsFixture.Early));
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 99m, judged.CandidacyId, person.PersonId, version: 9));
        using var second = await DownloadAsync(Roles.Auditor, "auditor-1", $"vacancies/{vacancy.VacancyId}/decisions/{judged.CandidacyId}");

        using var document = await OpenAsync(first);
        using var again = await OpenAsync(second);
        Assert.Equal($"Eindbeslissing – {vacancy.Definition.SelectionCode}", document.Info.Title);
        Assert.EndsWith(".pdf", first.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal(ContentOf(document), ContentOf(again));
        Assert.Contains("/Lang", Encoding.Latin1.GetString(await first.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R48_who_was_not_judged_is_told_where_the_reasons_are()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var refused = new CandidacyRefused(Guid.CreateVersion7(), vacancy.VacancyId, person.PersonId, 2, "Te kort.", ResultsFixture.Early);
        await service.PublishAndHandleAsync(refused);
        await service.JudgedAsync(vacancy, 70m);
        await service.ApprovedAsync(vacancy.VacancyId);

        using var page = await service.LookAsync(refused.CandidacyId, person.Subject);
        using var document = await DownloadAsync(Roles.Candidate, person.Subject, $"candidacies/{refused.CandidacyId}");

        foreach (var answer in new[] { page, document })
        {
            var problem = await ResultsFixture.JsonOf(answer);
            Assert.Equal((404, "no-list-decision", "R48"), ((int)answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("rule").GetString()));
            Assert.Contains("messages of your account", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_list_of_before_decisions_had_parts_is_approved_shown_and_downloaded_as_it_was_written()
    {
        var vacancy = await service.VacancyAsync();
        var (judged, person) = await service.CandidateAsync(vacancy, 72.5m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        await service.TamperAsync("update list_entries set act = null where list_id = (select list_id from lists where vacancy_id = {0})", vacancy.VacancyId);
        await using (var db = service.NewDb())
        {
            var list = await db.Lists.AsNoTracking().SingleAsync(l => l.VacancyId == vacancy.VacancyId);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.Add(await db.Entries.AsNoTracking().SingleAsync(e => e.ListId == list.ListId));
            var old = hash.EndWith(HashedList.Of(list) with { Frame = null });
            await db.Database.ExecuteSqlAsync($"update lists set frame = null, decided = null, hash = {old} where list_id = {list.ListId}");
        }

        using var approved = await service.ApproveAsync(vacancy.VacancyId);
        using var look = await service.LookAsync(judged.CandidacyId, person.Subject);
        using var document = await DownloadAsync(Roles.Candidate, person.Subject, $"candidacies/{judged.CandidacyId}");

        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        var page = await ResultsFixture.JsonOf(look);
        var decision = page.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "Decision");
        Assert.Equal(page.GetProperty("motivation").GetString(), decision.GetProperty("paragraphs")[0].GetString());
        using var opened = await OpenAsync(document);
        Assert.StartsWith("Eindbeslissing", opened.Info.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_or_later_version_that_decided_nothing_is_not_there()
    {
        var vacancy = await service.VacancyAsync();
        var (judged, person) = await service.CandidateAsync(vacancy, 70m);
        await service.ApprovedAsync(vacancy.VacancyId);

        using var none = await service.LookAsync(judged.CandidacyId, person.Subject, "?version=0");
        using var noNumber = await service.LookAsync(judged.CandidacyId, person.Subject, "?version=one");

        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, noNumber.StatusCode);
    }

    private static async Task<PdfDocument> OpenAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return PdfReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), PdfDocumentOpenMode.Import);
    }

    /// <summary>What is drawn, page by page; the file's own date and number aside.</summary>
    private static string ContentOf(PdfDocument document) =>
        string.Join('\n', document.Pages.Cast<PdfPage>().Select(page => Convert.ToHexString(page.Contents.CreateSingleContent().Stream.UnfilteredValue)));
}

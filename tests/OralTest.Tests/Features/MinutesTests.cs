using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PdfSharp.Pdf.IO;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Features;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class MinutesTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private async Task<(Guid Vacancy, Candidate Candidate)> JudgedAsync()
    {
        var (vacancy, candidate) = await service.HeardAsync(present: 9, rules: new RuleSet { Scoring = new ScoringRule { Essential = ["specific-1"] } });
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 1, true, ["30 minutes more"], service.Now));
        for (var i = 0; i < 9; i++) await service.SubmitAsync(candidate, i, i == 4 ? 19.5m : 3.5m);
        var version = (await service.ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Version;
        (await service.ChairAsync(HttpMethod.Put, $"hearings/{candidate.CandidacyId}/deliberation", OralTestFixture.Deliberation(14), version)).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);
        return (vacancy, candidate);
    }

    [Fact]
    public async Task R42_R43_the_minutes_tell_who_was_there_what_the_committee_decided_and_no_members_score()
    {
        var (_, candidate) = await JudgedAsync();

        var minutes = (await service.OfficerAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/minutes")).Expect(200);

        Assert.False(minutes["draft"].GetBoolean());
        Assert.Equal(("nl", "Jo", "Peeters", 60m), (Text(minutes.Body, "language"), Text(minutes.Body, "firstName"), Text(minutes.Body, "lastName"), minutes["thresholdPercent"].GetDecimal()));
        var committee = minutes["committee"].EnumerateArray().ToList();
        Assert.Equal((10, "Member 0", "Chair"), (committee.Count, Text(committee[0], "name"), Text(committee[0], "role")));
        Assert.Equal(9, committee.Count(m => m.GetProperty("throughout").GetBoolean()));
        Assert.All(committee.Where(m => m.GetProperty("throughout").GetBoolean()), m => Assert.Equal(64, Text(m, "sheetSha256")!.Length));
        Assert.Equal("30 minutes more", minutes["measures"][0].GetString());
        Assert.Equal(14, minutes["results"].GetArrayLength());
        Assert.Equal((14m, "As heard.", true), (minutes["results"][0].GetProperty("result").GetDecimal(), Text(minutes["results"][0], "motivation"), minutes["results"][0].GetProperty("essential").GetBoolean()));
        var judgement = Assert.Single(minutes["judgements"].EnumerateArray());
        Assert.Equal((70m, true, "Member 0"), (judgement.GetProperty("totalPercent").GetDecimal(), judgement.GetProperty("suitable").GetBoolean(), Text(judgement, "by")));
        Assert.All(["19.5", "3.5", "heard\""], own => Assert.DoesNotContain(own, minutes.Body.GetRawText(), StringComparison.Ordinal));
        await service.EventuallyAsync(async () =>
        {
            var sealedOnes = (await service.OfficerAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/minutes")).Expect(200)["record"].EnumerateArray().ToList();
            Assert.Equal(["hearing.opened", "hearing.closed", "candidate.judged"], sealedOnes.Select(e => Text(e, "action")));
            Assert.All(sealedOnes, e => Assert.Equal(64, Text(e, "sha256")?.Length));
        });
    }

    [Fact]
    public async Task R42_before_the_judgement_the_minutes_are_a_draft_that_tells_results_to_nobody_who_may_not_know_them()
    {
        var (_, candidate) = await service.DeliberatedAsync();
        var path = $"hearings/{candidate.CandidacyId}/minutes";

        var officer = (await service.OfficerAsync(HttpMethod.Get, path)).Expect(200);
        var absent = (await service.MemberAsync(9, HttpMethod.Get, path)).Expect(200);
        var submitted = (await service.MemberAsync(3, HttpMethod.Get, path)).Expect(200);

        Assert.All([officer, absent, submitted], draft => Assert.True(draft["draft"].GetBoolean()));
        Assert.All([officer, absent], draft => Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (draft["results"].ValueKind, draft["motivation"].ValueKind)));
        Assert.Equal("Argued well.", Text(submitted.Body, "motivation"));
        Assert.StartsWith("Ontwerp van proces-verbaal", (await PdfTitleAsync(Roles.SelectionOfficer, "officer-1", candidate)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R42_the_minutes_are_a_document_in_the_language_of_the_procedure_and_each_download_is_on_record()
    {
        var (vacancy, candidate) = await JudgedAsync();

        var (title, pages) = await PdfTitleAsync(Roles.Auditor, "auditor-1", candidate);
        await PdfTitleAsync(Roles.CommitteeMember, "member-9", candidate);

        await using var db = service.NewDb();
        var code = (await db.Vacancies.SingleAsync(v => v.VacancyId == vacancy)).SelectionCode;
        Assert.Equal($"Proces-verbaal van de mondelinge proef – {code}", title);
        Assert.InRange(pages, 2, 8);
        var looks = await db.Records.Where(r => r.Action == "minutes.read" && r.PersonId == candidate.PersonId).OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(["auditor-1", "member-9"], looks.Select(l => l.Actor));
        Assert.All(looks, look => Assert.Contains("\"pdf\"", look.Details!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task R42_who_is_recused_or_no_member_reads_no_minutes_and_without_a_hearing_there_are_none()
    {
        var (vacancy, candidate) = await JudgedAsync();
        var path = $"hearings/{candidate.CandidacyId}/minutes";
        (await service.MemberAsync(9, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Related" })).Expect(200);

        (await service.MemberAsync(9, HttpMethod.Get, path)).IsRefused("R41", "recused", 403);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, $"{path}.pdf")).Expect(404);
        (await service.SendAsync(Roles.Candidate, candidate.Subject, HttpMethod.Get, path)).Expect(403);
        var other = await service.PassedAsync(vacancy);
        (await service.OfficerAsync(HttpMethod.Get, $"hearings/{other.CandidacyId}/minutes")).IsRefused("R42", "hearing-none");
        (await service.OfficerAsync(HttpMethod.Get, $"hearings/{Guid.CreateVersion7()}/minutes.pdf")).Expect(404);
    }

    [Theory]
    [InlineData("nl", "Proces-verbaal van de mondelinge proef")]
    [InlineData("fr", "Procès-verbal de l'épreuve orale")]
    [InlineData("de", "Protokoll der mündlichen Prüfung")]
    [InlineData("en", "Minutes of the oral test")]
    public void R43_every_text_of_the_minutes_is_there_in_each_language_with_all_that_can_happen(string language, string title)
    {
        using var document = PdfReader.Open(new MemoryStream(MinutesDocument.Write(Full(language))), PdfDocumentOpenMode.Import);
        Assert.StartsWith(title, document.Info.Title, StringComparison.Ordinal);
        using var draft = PdfReader.Open(new MemoryStream(MinutesDocument.Write(Full(language) with { Draft = true, Results = null, Motivation = null, Judgements = [], Record = [] })), PdfDocumentOpenMode.Import);
        Assert.DoesNotContain(title, draft.Info.Title, StringComparison.Ordinal);
    }

    /// <summary>Minutes in which everything occurs that minutes know.</summary>
    private static Minutes Full(string language)
    {
        var at = Instant.FromUtc(2025, 12, 11, 10, 0);
        return Minutes.Example with
        {
            Language = language,
            Measures = ["30 minutes more"],
            Committee =
            [
                .. Enum.GetValues<MemberRole>().Select(role => MinutesMember.Example with { Role = role, Subject = $"{role}" }),
                MinutesMember.Example with { Subject = "recused", Recused = true, Throughout = false }, MinutesMember.Example with { Subject = "absent", Throughout = false, SheetSha256 = null, SheetSubmittedAt = null },
            ],
            BrokenOff = [.. Enum.GetValues<OralTest.Domain.SuspensionCause>().Select(cause => CourseView.Example with { SuspendedFor = cause })],
            Results = [MinutesResult.Example with { Essential = true, Weight = 2m }, MinutesResult.Example with { Essential = true, Result = 3m, Group = "Group" }],
            Judgements = [MinutesJudgement.Example with { Suitable = false }, MinutesJudgement.Example with { Number = 2, CorrectionReason = "Swapped" }],
            Record = [.. new[] { "hearing.opened", "hearing.closed", "candidate.judged", "judgement.reopened" }.Select(action => new MinutesSeal(action, at, null, null))],
        };
    }

    private async Task<(string Title, int Pages)> PdfTitleAsync(string role, string subject, Candidate candidate)
    {
        using var client = service.As(role, subject);
        using var answer = await client.GetAsync($"/api/oraltest/hearings/{candidate.CandidacyId}/minutes.pdf");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".pdf", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        using var document = PdfReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), PdfDocumentOpenMode.Import);
        return (document.Info.Title, document.PageCount);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}

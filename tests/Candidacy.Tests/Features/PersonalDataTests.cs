using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class PersonalDataTests(CandidacyFixture service)
{
    private static readonly string[] Others = ["screening", "assessment", "oraltest", "results"];

    [Fact]
    public async Task R55_an_export_is_ready_when_every_service_has_answered_and_holds_files_and_documents()
    {
        var (candidate, personId, _) = await PersonAsync("Xaviera", "Exporteer", TestNumbers.Of(9501));
        await service.ApplyAsync(candidate, await service.VacancyAsync());
        (await service.UploadAsync(candidate, "bewijs é.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray())).Is(HttpStatusCode.Created);
        var exportId = (await service.SendAsync(candidate, HttpMethod.Post, "account/exports")).Is(HttpStatusCode.Accepted).Id("exportId");
        (await service.SendAsync(candidate, HttpMethod.Post, "account/exports")).IsRefused(HttpStatusCode.Conflict, "R55", "export-running");
        (await service.GetAsync(candidate, $"account/exports/{exportId}/archive")).IsRefused(HttpStatusCode.Conflict, "R55", "export-collecting");
        await service.PublishedAsync<PersonDataRequested>(e => e.ExportId == exportId && e.PersonId == personId);
        foreach (var name in Others)
        {
            await service.PublishAndHandleAsync(new PersonDataCollected(exportId, personId, 1, name, $"{{\"from\":\"{name}\"}}", Now));
            await service.PublishAndHandleAsync(new PersonDataCollected(exportId, personId, 1, name, $"{{\"from\":\"{name}\"}}", Now));
        }

        var line = (await service.GetAsync(candidate, "account/exports")).Items.Single();
        Assert.Equal(("Ready", 0), (line.GetProperty("state").GetString(), line.GetProperty("missing").GetArrayLength()));
        var answer = (await service.GetAsync(candidate, $"account/exports/{exportId}/archive")).Is(HttpStatusCode.OK);
        await using var archive = new ZipArchive(new MemoryStream(answer.Bytes));
        Assert.Equal(
            ["assessment.json", "candidacy.json", "documents/001-bewijs é.pdf", "index.html", "oraltest.json", "results.json", "screening.json"],
            archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Contains("Wat over u wordt bewaard", await TextAsync(archive, "index.html"));
        var own = await TextAsync(archive, "candidacy.json");
        Assert.Contains("Xaviera", own);
        Assert.Contains(TestNumbers.Of(9501), own);
        Assert.Equal("%PDF-1.7\n%%EOF\n", await TextAsync(archive, "documents/001-bewijs é.pdf"));

        var (stranger, _, _) = await PersonAsync("Niet", "Eigenaar");
        (await service.GetAsync(stranger, $"account/exports/{exportId}/archive")).Is(HttpStatusCode.NotFound);
        service.Clock.Reset(Now + Duration.FromDays(14));
        (await service.GetAsync(candidate, $"account/exports/{exportId}/archive")).IsRefused(HttpStatusCode.Gone, "R55", "export-expired");
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return !await db.ExportParts.AnyAsync(p => p.ExportId == exportId);
        });
        (await service.SendAsync(candidate, HttpMethod.Post, "account/exports")).Is(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task R55_a_service_that_does_not_answer_is_named_as_late_and_the_export_goes_on_when_it_does()
    {
        var (candidate, personId, _) = await PersonAsync("Laat", "Antwoord");
        var exportId = (await service.SendAsync(candidate, HttpMethod.Post, "account/exports")).Is(HttpStatusCode.Accepted).Id("exportId");
        foreach (var name in Others.SkipLast(1)) await service.PublishAndHandleAsync(new PersonDataCollected(exportId, personId, 1, name, "{}", Now));
        service.Clock.Reset(Now + Duration.FromHours(24));
        var line = (await service.GetAsync(candidate, "account/exports")).Items.Single();
        Assert.True(line.GetProperty("isLate").GetBoolean());
        Assert.Equal("results", line.GetProperty("missing").EnumerateArray().Single().GetString());
        await service.PublishAndHandleAsync(new PersonDataCollected(exportId, personId, 1, "results", "{}", Now));
        Assert.Equal("Ready", (await service.GetAsync(candidate, "account/exports")).Items.Single().GetProperty("state").GetString());
    }

    [Fact]
    public async Task R55_an_erasure_that_nothing_holds_leaves_no_trace_of_the_person_and_the_funnel_as_it_was()
    {
        var (candidate, personId, subject) = await PersonAsync("Vergeetmijniet", "Uitgewist", TestNumbers.Of(9502), "spoor@wisselwoord.example");
        var vacancy = await service.VacancyAsync();
        var lapsing = await service.ApplyAsync(candidate, vacancy);
        (await service.SaveAsync(candidate, lapsing, 1, CandidacyFixture.Management("2015-01-01", "2016-12-31", description: "Leidde Wisselwoordorganisatie."))).Is(HttpStatusCode.OK);
        (await service.UploadAsync(candidate, "Uitgewist.pdf", "%PDF-1.7\nWisselwoord\n%%EOF\n"u8.ToArray())).Is(HttpStatusCode.Created);
        await service.CloseAsync(vacancy);
        var funnel = Encoding.UTF8.GetString((await service.GetAsync(candidate, $"vacancies/{vacancy}/funnel")).Bytes);
        await service.OutboxEmptyAsync();

        var erasureId = await AskAsync(candidate, "uitgewist");
        (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure", new { confirmation = "Uitgewist" })).IsRefused(HttpStatusCode.Conflict, "R55", "erasure-waits");
        await AnswerAsync(erasureId, personId, 1);

        var told = await service.PublishedAsync<PersonErased>(e => e.PersonId == personId);
        Assert.True(told.Version > 1);
        (await service.GetAsync(candidate, "account")).Is(HttpStatusCode.NotFound);
        Assert.Equal(funnel, Encoding.UTF8.GetString((await service.GetAsync(candidate, $"vacancies/{vacancy}/funnel")).Bytes));
        await service.OutboxEmptyAsync();
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", "wisselwoord", subject));
        Assert.Null(await db.Persons.Where(p => p.PersonId == personId).Select(p => p.NationalNumberHash).SingleAsync());
        // The number and the account are free again.
        using var again = service.As(Roles.Candidate, subject);
        (await service.SendAsync(again, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: TestNumbers.Of(9502)))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R55_an_erasure_waits_for_its_last_reason_and_is_carried_out_by_the_clock()
    {
        var (candidate, personId, _) = await PersonAsync("Wacht", "Geduldig");
        var erasureId = await AskAsync(candidate, "Geduldig");
        var (near, far) = (service.Today.PlusDays(3), service.Today.PlusDays(5));
        await AnswerAsync(erasureId, personId, 1, ("assessment", new ErasureHold(ErasureReason.DevelopmentPeriod, far)), ("results", new ErasureHold(ErasureReason.AppealPeriod, near)));

        var waiting = (await service.GetAsync(candidate, "account/erasure")).Is(HttpStatusCode.OK);
        Assert.Equal(("Waiting", far.ToString("uuuu-MM-dd", null), 2),
            (waiting["state"].GetString(), waiting["freeFrom"].GetString(), waiting["reasons"].GetArrayLength()));
        using var officer = service.Officer();
        Assert.Equal("Waiting", (await service.GetAsync(officer, $"erasures?personId={personId}")).Items.Single().GetProperty("state").GetString());
        (await service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{await service.VacancyAsync()}/candidacies")).IsRefused(HttpStatusCode.Conflict, "R55", "erasure-waits");

        service.Clock.Reset(BrusselsTime.StartOf(far));
        await service.PublishedAsync<ErasureAsked>(e => e.ErasureId == erasureId && e.Version == 2);
        // An answer to the round before does not count.
        await AnswerAsync(erasureId, personId, 1);
        Assert.Equal("Asking", (await service.GetAsync(candidate, "account/erasure"))["state"].GetString());
        await AnswerAsync(erasureId, personId, 2);
        (await service.GetAsync(candidate, "account")).Is(HttpStatusCode.NotFound);
        Assert.Equal("Done", (await service.GetAsync(officer, $"erasures?personId={personId}")).Items.Single().GetProperty("state").GetString());
    }

    [Fact]
    public async Task R55_a_running_candidacy_holds_an_erasure_which_can_be_taken_back()
    {
        var (candidate, personId, _) = await PersonAsync("Nog", "Kandidaat");
        await service.ApplyAsync(candidate, await service.VacancyAsync());
        var erasureId = await AskAsync(candidate, "Kandidaat");
        await AnswerAsync(erasureId, personId, 1);
        var waiting = (await service.GetAsync(candidate, "account/erasure")).Is(HttpStatusCode.OK);
        Assert.Equal(("Waiting", "ProcedureRunning"), (waiting["state"].GetString(), waiting["reasons"][0].GetProperty("reason").GetString()));
        (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure/take-back", ifMatch: 1)).Is(HttpStatusCode.PreconditionFailed);
        (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure/take-back", ifMatch: waiting.Version)).Is(HttpStatusCode.OK);
        await service.ApplyAsync(candidate, await service.VacancyAsync());
        (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure/take-back", ifMatch: waiting.Version)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R55_taking_back_and_the_last_answer_at_once_end_in_one_of_the_two()
    {
        for (var round = 0; round < 5; round++)
        {
            var (candidate, personId, _) = await PersonAsync("Race", $"Wissen{round}");
            var erasureId = await AskAsync(candidate, $"Wissen{round}");
            foreach (var name in Others.SkipLast(1)) await service.PublishAndHandleAsync(new ErasureJudged(erasureId, personId, 1, name, [], Now));
            var back = service.SendAsync(candidate, HttpMethod.Post, "account/erasure/take-back", ifMatch: 1);
            await service.PublishAndHandleAsync(new ErasureJudged(erasureId, personId, 1, Others[^1], [], Now));
            var taken = (await back).Status == HttpStatusCode.OK;
            await using var db = service.NewDb();
            var (erasure, person) = (await db.Erasures.SingleAsync(e => e.ErasureId == erasureId), await db.Persons.SingleAsync(p => p.PersonId == personId));
            Assert.Equal(taken ? ErasureState.TakenBack : ErasureState.Done, erasure.State);
            Assert.Equal((taken, (Instant?)null), (person.ErasedAt is null, person.RestrictedAt));
        }
    }

    private Instant Now => service.Clock.GetCurrentInstant();

    private async Task<(HttpClient Client, Guid PersonId, string Subject)> PersonAsync(string firstName, string lastName, string? number = null, string email = "iemand@example.org")
    {
        var subject = $"personal-{Guid.NewGuid():N}";
        var client = service.As(Roles.Candidate, subject);
        var opened = await service.SendAsync(client, HttpMethod.Post, "account", new { firstName, lastName, email, language = "nl", nationalNumber = number });
        return (client, opened.Is(HttpStatusCode.Created).Id("personId"), subject);
    }

    private async Task<Guid> AskAsync(HttpClient candidate, string confirmation)
    {
        (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure", new { confirmation = "Iemand Anders" })).IsInvalid("confirmation");
        return (await service.SendAsync(candidate, HttpMethod.Post, "account/erasure", new { confirmation })).Is(HttpStatusCode.Accepted).Id("erasureId");
    }

    private async Task AnswerAsync(Guid erasureId, Guid personId, int round, params (string Service, ErasureHold Hold)[] holds)
    {
        foreach (var name in Others)
            await service.PublishAndHandleAsync(new ErasureJudged(erasureId, personId, round, name, [.. holds.Where(h => h.Service == name).Select(h => h.Hold)], Now));
    }

    private static async Task<string> TextAsync(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}

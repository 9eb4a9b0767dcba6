using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PdfSharp.Pdf.IO;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Registers;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class RegisterTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly string[] Others = ["candidacy", "screening", "assessment", "oraltest"];

    [Fact]
    public async Task R54_a_register_is_ready_with_the_last_service_and_tells_of_everybody_who_decided_what_when_and_why()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person() with { FirstName = "Jo", LastName = "Peeters" };
        await service.PublishAndHandleAsync(person);
        var judged = ResultsFixture.Judged(vacancy, 72.5m, personId: person.PersonId);
        await service.PublishAndHandleAsync(judged);
        await service.ApprovedAsync(vacancy.VacancyId);
        await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged.CandidacyId);

        var register = await AskAsync(vacancy.VacancyId);
        await service.EventuallyAsync(async () => Assert.Equal(Others, (await ReadAsync(register)).GetProperty("missing").EnumerateArray().Select(s => s.GetString())));
        using (var early = await GetAsync($"registers/{register}/register.json"))
            Assert.Equal((HttpStatusCode.Conflict, "register-collecting"), (early.StatusCode, await ResultsFixture.CodeOf(early)));

        var decision = RegisterStatement.Of(
            RegisterTopics.ScreeningDecision, ResultsFixture.Early, "officer-7", new { outcome = "Admit" }, judged.CandidacyId, person.PersonId, ruleVersion: 1, text: "Zes jaar management.");
        foreach (var other in Others) await AnswerAsync(register, vacancy.VacancyId, other, other == "screening" ? [decision] : []);
        await ReadyAsync(register);

        using var answer = await GetAsync($"registers/{register}/register.json");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var file = JsonSerializer.Deserialize<JsonElement>(bytes);
        var candidacy = Assert.Single(file.GetProperty("candidacies").EnumerateArray());
        var statements = candidacy.GetProperty("statements").EnumerateArray().ToDictionary(s => s.GetProperty("topic").GetString()!);
        Assert.Equal(("officer-7", 1, "Zes jaar management."), (
            statements["screening-decision"].GetProperty("by").GetString(), statements["screening-decision"].GetProperty("ruleVersion").GetInt32(), statements["screening-decision"].GetProperty("text").GetString()));
        Assert.Equal(("officer-2", "Suitable"), (
            statements["final-decision"].GetProperty("by").GetString(), statements["final-decision"].GetProperty("facts").GetProperty("group").GetString()));
        Assert.Contains(candidacy.GetProperty("record").EnumerateArray(), r => r.GetProperty("action").GetString() == "result.published");
        Assert.Contains(file.GetProperty("procedure").GetProperty("record").EnumerateArray(), r => r.GetProperty("action").GetString() == "list.approved" && r.GetProperty("actor").GetString() == "officer-2");
        Assert.Equal([.. Others.Append("results").Order()], file.GetProperty("seals").EnumerateArray().Select(s => s.GetProperty("service").GetString()!));
        Assert.Equal((await ReadAsync(register)).GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task R54_a_register_is_printed_whole_and_by_candidacy_and_each_look_is_on_record()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 80m, 70m);
        await service.ApprovedAsync(vacancy.VacancyId);
        await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged[1].CandidacyId);
        var register = await AskAsync(vacancy.VacancyId, Roles.Auditor);
        foreach (var other in Others) await AnswerAsync(register, vacancy.VacancyId, other, []);
        await ReadyAsync(register);

        var whole = await PagesAsync($"registers/{register}/register.pdf");
        var chapter = await PagesAsync($"registers/{register}/candidacies/{judged[0].CandidacyId}/register.pdf");
        using var nobody = await GetAsync($"registers/{register}/candidacies/{Guid.NewGuid()}/register.pdf");

        Assert.True(whole > chapter, $"{whole} and {chapter} pages");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        await using var db = service.NewDb();
        Assert.Equal(2, await db.Records.CountAsync(r => r.Action == "register.read" && r.EntityId == vacancy.VacancyId));
    }

    [Fact]
    public async Task R54_whatever_the_order_of_the_parts_and_however_often_they_come_the_register_is_the_same()
    {
        var vacancy = await service.VacancyAsync();
        var candidacies = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        var lines = Enumerable.Range(0, 40)
            .Select(i => RegisterStatement.Of(RegisterTopics.Message, ResultsFixture.Early + Duration.FromMinutes(i * 7 % 40), "system", new { subject = $"{i}" }, candidacies[i % 5])).ToArray();

        var texts = new List<string>();
        foreach (var seed in (int[])[1, 2, 3])
        {
            var random = new Random(seed);
            var register = await AskAsync(vacancy.VacancyId);
            var parts = Others.SelectMany(other => PartsOf(register, vacancy.VacancyId, other, other == "candidacy" ? lines : [], size: 7)).ToArray();
            var twice = parts.Concat(parts.Take(seed)).ToArray();
            random.Shuffle(twice);
            foreach (var part in twice) await service.PublishAndHandleAsync(part);
            await ReadyAsync(register);
            using var answer = await GetAsync($"registers/{register}/register.json");
            texts.Add((await ResultsFixture.JsonOf(answer)).GetProperty("candidacies").GetRawText());
        }

        Assert.Equal(5, JsonSerializer.Deserialize<JsonElement>(texts[0]).GetArrayLength());
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Fact]
    public async Task R54_asking_twice_at_once_makes_one_register()
    {
        var vacancy = await service.VacancyAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(vacancy.VacancyId)));

        Assert.Single(asked.Distinct());
        using var unknown = await PostAsync($"vacancies/{Guid.NewGuid()}/registers");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task R47_a_list_that_is_not_public_yet_is_in_no_register()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 80m);
        await service.ApprovedAsync(vacancy.VacancyId, service.Clock.GetCurrentInstant() + Duration.FromDays(3));
        var register = await AskAsync(vacancy.VacancyId);
        foreach (var other in Others) await AnswerAsync(register, vacancy.VacancyId, other, []);
        await ReadyAsync(register);

        using var answer = await GetAsync($"registers/{register}/register.json");
        Assert.DoesNotContain("final-decision", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R47_a_decision_that_a_correction_carried_over_is_in_the_register_once_and_a_list_that_was_rejected_not_at_all()
    {
        var vacancy = await service.VacancyAsync();
        var (first, second) = (await service.CandidateAsync(vacancy, 80m), await service.CandidateAsync(vacancy, 70m));
        using (var proposed = await service.ProposeAsync(vacancy.VacancyId)) proposed.EnsureSuccessStatusCode();
        using (var rejected = await service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "reject", new { listVersion = 1, reason = "De rangschikking is niet gemotiveerd." })) rejected.EnsureSuccessStatusCode();
        await service.ApprovedAsync(vacancy.VacancyId, listVersion: 2);
        await service.StateAsync(vacancy.VacancyId, 2, ListState.Published);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 75m, second.Judged.CandidacyId, second.Judged.PersonId, version: 6));
        using (var corrected = await service.CorrectAsync(vacancy.VacancyId, "Een resultaat was verkeerd opgeteld.")) corrected.EnsureSuccessStatusCode();
        using (var approved = await service.ApproveAsync(vacancy.VacancyId, 3)) approved.EnsureSuccessStatusCode();
        await service.StateAsync(vacancy.VacancyId, 3, ListState.Published);

        var file = await FileAsync(vacancy.VacancyId);

        Assert.Equal([2], VersionsOf(first.Judged.CandidacyId));
        Assert.Equal([2, 3], VersionsOf(second.Judged.CandidacyId));
        // Every version of the list is there, the correction with its reason.
        var lists = file.GetProperty("procedure").GetProperty("statements").EnumerateArray().Where(s => s.GetProperty("topic").GetString() == RegisterTopics.List).ToList();
        Assert.Equal(["Rejected", "Published", "Published"], lists.Select(l => l.GetProperty("facts").GetProperty("state").GetString()));
        Assert.Equal(("officer-2", "De rangschikking is niet gemotiveerd."), (lists[0].GetProperty("facts").GetProperty("endedBy").GetString(), lists[0].GetProperty("facts").GetProperty("because").GetString()));
        Assert.Equal("Een resultaat was verkeerd opgeteld.", lists[2].GetProperty("text").GetString());

        int[] VersionsOf(Guid candidacyId) => [.. StatementsOf(file, candidacyId).Where(s => s.GetProperty("topic").GetString() == RegisterTopics.FinalDecision)
            .Select(s => s.GetProperty("facts").GetProperty("list").GetInt32())];
    }

    [Fact]
    public async Task R49_to_R52_everything_after_the_results_is_in_the_register_with_who_when_and_why()
    {
        var list = await service.PublishListAsync(80m, 70m);
        var (who, other) = (list.Candidates[0], list.Candidates[1]);
        var feedback = (await service.AsCandidateAsync(who, "POST", "feedback", new { question = "Waarom rang 1?" })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"feedback/{feedback.Id("requestId")}/answer", new { answer = "Omdat u de sterkste was." })).Is(HttpStatusCode.OK);
        var access = (await service.AsCandidateAsync(who, "POST", "access-requests", new { wanted = "De notulen." })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"access-requests/{access.Id("requestId")}/answer", new { outcome = "Granted", handedOver = "De notulen, als pdf." })).Is(HttpStatusCode.OK);
        var complaint = (await service.AsCandidateAsync(who, "POST", "complaints", new { subject = "Treatment", text = "Men liet mij wachten." })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"complaints/{complaint.Id("complaintId")}/answer", new { finding = "Founded", answer = "Dat had niet mogen gebeuren.", tookNoPart = true })).Is(HttpStatusCode.OK);
        await service.AppointedAsync(who);
        (await service.AsCandidateAsync(other, "POST", "decline", new { remark = "Ik blijf waar ik ben." })).Is(HttpStatusCode.OK);

        var file = await FileAsync(list.VacancyId);

        var told = StatementsOf(file, who.CandidacyId).ToLookup(s => s.GetProperty("topic").GetString()!, s => (By: s.GetProperty("by").GetString(), Text: s.GetProperty("text").GetString()));
        Assert.Equal((who.Person.Subject, "Waarom rang 1?"), Assert.Single(told[RegisterTopics.FeedbackRequest]));
        Assert.Equal(("officer-7", "Omdat u de sterkste was."), Assert.Single(told[RegisterTopics.FeedbackAnswer]));
        Assert.Equal((who.Person.Subject, "De notulen."), Assert.Single(told[RegisterTopics.AccessRequest]));
        Assert.Equal("officer-7", Assert.Single(told[RegisterTopics.AccessAnswer]).By);
        Assert.Equal((who.Person.Subject, "Men liet mij wachten."), Assert.Single(told[RegisterTopics.Complaint]));
        Assert.Equal(("officer-7", "Dat had niet mogen gebeuren."), Assert.Single(told[RegisterTopics.ComplaintAnswer]));
        Assert.Equal("authority-1", Assert.Single(told[RegisterTopics.Interview]).By);
        Assert.Equal("authority-1", Assert.Single(told[RegisterTopics.InterviewReport]).By);
        Assert.Equal(AfterResults.AllConditions.Length, told[RegisterTopics.Condition].Count(c => c == ("officer-3", "Bewijs gezien.")));
        Assert.Equal(("authority-1", "De beste van de lijst."), Assert.Single(told[RegisterTopics.Appointment]));
        var declined = StatementsOf(file, other.CandidacyId).Single(s => s.GetProperty("topic").GetString() == RegisterTopics.Departure);
        Assert.Equal((other.Person.Subject, "Ik blijf waar ik ben."), (declined.GetProperty("by").GetString(), declined.GetProperty("text").GetString()));
        var actions = file.GetProperty("candidacies").EnumerateArray().SelectMany(c => c.GetProperty("record").EnumerateArray()).Select(r => r.GetProperty("action").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "feedback.asked", "access.answered", "complaint.answered", "interview.reported", "condition.checked", "candidate.appointed", "candidate.dropped-out" }, actions);
    }

    [Fact]
    public async Task R55_a_register_that_names_somebody_who_is_erased_goes_and_another_can_be_asked_for()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var register = await AskAsync(vacancy.VacancyId);
        var told = RegisterStatement.Of(RegisterTopics.Message, ResultsFixture.Early, "system", new { subject = "Vergeetmijniet" }, Guid.CreateVersion7(), person.PersonId);
        foreach (var other in Others) await AnswerAsync(register, vacancy.VacancyId, other, other == "candidacy" ? [told] : []);
        await ReadyAsync(register);

        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 9, service.Clock.GetCurrentInstant()));

        using var gone = await GetAsync($"registers/{register}/register.json");
        Assert.Equal((HttpStatusCode.Gone, "register-removed"), (gone.StatusCode, await ResultsFixture.CodeOf(gone)));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet"));
        Assert.NotEqual(register, await AskAsync(vacancy.VacancyId));
    }

    [Fact]
    public async Task R54_an_officer_removes_a_register_with_a_reason_and_that_it_was_there_stays()
    {
        var vacancy = await service.VacancyAsync();
        var register = await AskAsync(vacancy.VacancyId);

        using var without = await PostAsync($"registers/{register}/remove", new { reason = " " });
        using var removed = await PostAsync($"registers/{register}/remove", new { reason = "Vervangen." });
        await AnswerAsync(register, vacancy.VacancyId, "screening", []);

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal("Removed", (await ResultsFixture.JsonOf(removed)).GetProperty("state").GetString());
        using var officer = service.Officer();
        var list = await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/registers");
        Assert.Equal("Vervangen.", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("removedReason").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    public void Every_topic_has_words(string language) =>
        Assert.All(RegisterTopics.All, topic => Assert.NotNull(Texts.Resources.GetString($"register-topic-{topic}", new(language))));

    /// <summary>A register as JSON, the other services having nothing to say.</summary>
    private async Task<JsonElement> FileAsync(Guid vacancyId)
    {
        var register = await AskAsync(vacancyId);
        foreach (var other in Others) await AnswerAsync(register, vacancyId, other, []);
        await ReadyAsync(register);
        using var answer = await GetAsync($"registers/{register}/register.json");
        return await ResultsFixture.JsonOf(answer);
    }

    private static IEnumerable<JsonElement> StatementsOf(JsonElement file, Guid candidacyId) =>
        file.GetProperty("candidacies").EnumerateArray().Single(c => c.GetProperty("candidacyId").GetGuid() == candidacyId).GetProperty("statements").EnumerateArray();

    private async Task<Guid> AskAsync(Guid vacancyId, string role = Roles.SelectionOfficer)
    {
        using var client = service.As(role, "asker");
        using var answer = await client.PostAsync($"/api/results/vacancies/{vacancyId}/registers", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await ResultsFixture.JsonOf(answer)).GetProperty("registerId").GetGuid();
    }

    private async Task<JsonElement> ReadAsync(Guid register)
    {
        using var answer = await GetAsync($"registers/{register}");
        return await ResultsFixture.JsonOf(answer);
    }

    private Task ReadyAsync(Guid register) => service.EventuallyAsync(async () => Assert.Equal("Ready", (await ReadAsync(register)).GetProperty("state").GetString()));

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var officer = service.Officer();
        return await officer.GetAsync($"/api/results/{path}");
    }

    private async Task<HttpResponseMessage> PostAsync(string path, object? body = null)
    {
        using var officer = service.Officer();
        return await officer.PostAsJsonAsync($"/api/results/{path}", body);
    }

    private async Task<int> PagesAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var document = PdfReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), PdfDocumentOpenMode.Import);
        return document.PageCount;
    }

    private async Task AnswerAsync(Guid register, Guid vacancyId, string of, RegisterStatement[] statements)
    {
        foreach (var part in PartsOf(register, vacancyId, of, statements, size: 10)) await service.PublishAndHandleAsync(part);
    }

    private IEnumerable<RegisterPartCollected> PartsOf(Guid register, Guid vacancyId, string of, RegisterStatement[] statements, int size)
    {
        RegisterLine[] lines = [new(Seal: new RegisterSeal(3, new string('a', 64), ResultsFixture.Early)), .. statements.Select(s => new RegisterLine(Statement: s))];
        var chunks = lines.Chunk(size).ToArray();
        return chunks.Select((chunk, i) => new RegisterPartCollected(
            register, vacancyId, 1, of, i + 1, i == chunks.Length - 1, string.Join('\n', chunk.Select(line => JsonSerializer.Serialize(line, ContractsJson.Options))), service.Clock.GetCurrentInstant()));
    }
}

using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class QuestionTests(CandidacyFixture service)
{
    private const string Text = "Telt ervaring als projectleider mee?";

    [Fact]
    public async Task R3_a_question_is_answered_to_whoever_asked_and_published_for_everybody_without_the_name()
    {
        var id = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync("fr");
        using var other = await service.CandidateAsync();
        using var officer = service.Officer();
        using var anonymous = service.Anonymous();
        var question = (await AskAsync(candidate, id)).Is(HttpStatusCode.Created).Id("questionId");
        var waiting = Assert.Single((await service.GetAsync(officer, $"vacancies/{id}/questions/all?open=true")).Is(HttpStatusCode.OK).Items);
        Assert.Equal((question, Text), (waiting.GetProperty("questionId").GetGuid(), waiting.GetProperty("text").GetString()));

        (await AnswerAsync(officer, id, question, 1, "Non, sauf avec du personnel.")).Is(HttpStatusCode.OK);
        var message = Assert.Single((await service.GetAsync(candidate, "messages")).Items);
        Assert.Equal("question-answered", message.GetProperty("kind").GetString());
        Assert.Contains("Non, sauf avec du personnel.", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Empty((await service.GetAsync(other, "messages")).Items);
        Assert.Equal("Non, sauf avec du personnel.", Assert.Single((await service.GetAsync(candidate, "questions")).Items).GetProperty("answer").GetString());
        Assert.Empty((await service.GetAsync(other, "questions")).Items);
        Assert.Empty((await service.GetAsync(anonymous, $"vacancies/{id}/questions")).Items);

        (await PublishAsync(officer, id, question, 2, ("Telt projectleiding?", "Alleen met personeel."))).Is(HttpStatusCode.OK);
        (await PublishAsync(officer, id, question, 3, ("Telt projectleiding mee?", "Alleen met personeel onder uw leiding."))).Is(HttpStatusCode.OK);
        var page = (await service.GetAsync(anonymous, $"vacancies/{id}")).Is(HttpStatusCode.OK);
        var shown = Assert.Single(page["questions"].EnumerateArray());
        Assert.Equal("Telt projectleiding mee?", shown.GetProperty("question").GetProperty("nl").GetString());
        Assert.Equal("\"4\"", page.Headers.ETag?.Tag);
        Assert.DoesNotContain((await service.PersonIdAsync(candidate)).ToString(), Encoding.UTF8.GetString(page.Bytes), StringComparison.Ordinal);
        Assert.Single((await service.GetAsync(anonymous, $"vacancies/{id}/questions")).Items);
        Assert.Single((await service.GetAsync(candidate, "messages")).Items, m => m.GetProperty("kind").GetString() == "question-published");
        await using var db = service.NewDb();
        Assert.Equal(
            ["question.asked", "question.answered", "question.published", "question.reworded"],
            await db.Records.Where(r => r.EntityId == question).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
    }

    [Fact]
    public async Task T3_a_question_is_asked_until_the_last_instant_before_closing_and_answered_after_it_too()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var candidate = await service.CandidateAsync();
        using var officer = service.Officer();
        var closesAt = BrusselsTime.EndOf(definition.ClosingDate);
        service.Clock.Reset(closesAt - Duration.FromTicks(1));
        var question = (await AskAsync(candidate, id)).Is(HttpStatusCode.Created).Id("questionId");
        service.Clock.Reset(closesAt);
        (await AskAsync(candidate, id, "En mag ik nog iets vragen?")).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        (await AnswerAsync(officer, id, question, 1, "Neen.")).Is(HttpStatusCode.OK);
        await service.AnnouncedAsync(id);
    }

    [Fact]
    public async Task R3_a_question_is_plain_text_asked_once_and_not_without_end()
    {
        var id = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        foreach (var text in (string[])["", "te kort", "<script>alert(1)</script>", "links‮rechts en nog meer", "nul\0teken in de tekst", new string('x', 2001)])
            (await AskAsync(candidate, id, text)).IsInvalid("text");
        (await AskAsync(candidate, id, new string('x', 2000))).Is(HttpStatusCode.Created);

        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(candidate, id)));
        Assert.Single(clicks, c => c.Status == HttpStatusCode.Created);
        Assert.All(clicks.Where(c => c.Status != HttpStatusCode.Created), c => c.IsRefused(HttpStatusCode.Conflict, "R3", "question-asked-before"));
        for (var i = 0; i < 18; i++) (await AskAsync(candidate, id, $"Een andere vraag, nummer {i}?")).Is(HttpStatusCode.Created);
        (await AskAsync(candidate, id, "Een vraag te veel?")).IsRefused(HttpStatusCode.Conflict, "R3", "questions-too-many");

        (await AskAsync(candidate, await service.DraftAsync())).Is(HttpStatusCode.NotFound);
        using var stranger = service.As("candidate", $"no-account-{Guid.NewGuid():N}");
        (await AskAsync(stranger, id)).IsRefused(HttpStatusCode.Conflict, "R5", "account-missing");
        using var anonymous = service.Anonymous();
        (await AskAsync(anonymous, id)).Is(HttpStatusCode.Unauthorized);
        (await service.GetAsync(candidate, $"vacancies/{id}/questions/all")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task R3_an_answer_is_written_on_the_version_that_was_read_and_published_in_the_procedures_language()
    {
        var id = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        using var officer = service.Officer();
        var question = (await AskAsync(candidate, id)).Id("questionId");
        (await AnswerAsync(officer, id, question, null, "Neen.")).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await AnswerAsync(officer, id, question, 2, "Neen.")).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await AnswerAsync(officer, id, question, 1, " ")).IsInvalid("answer");
        (await AnswerAsync(officer, await service.VacancyAsync(), question, 1, "Neen.")).Is(HttpStatusCode.NotFound);
        (await PublishAsync(officer, id, question, 1, ("", ""))).IsInvalid("answer.nl", "question.nl");
        (await service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}/questions/{question}/publication",
            new { question = new LocalizedText("Vraag", "Question", "", ""), answer = new LocalizedText("Antwoord", "", "", "<i>x</i>") }, 1)).IsInvalid("answer.en", "answer.fr", "question.en");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AnswerAsync(officer, id, question, 1, $"Antwoord {i}.")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.PreconditionFailed, a.Status));
        Assert.Single((await service.GetAsync(candidate, "messages")).Items);
    }

    private Task<Answer> AskAsync(HttpClient candidate, Guid id, string text = Text) => service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{id}/questions", new { text });

    private Task<Answer> AnswerAsync(HttpClient officer, Guid id, Guid question, long? version, string answer) =>
        service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}/questions/{question}/answer", new { answer }, version);

    private Task<Answer> PublishAsync(HttpClient officer, Guid id, Guid question, long version, (string Question, string Answer) words) =>
        service.SendAsync(officer, HttpMethod.Put, $"vacancies/{id}/questions/{question}/publication",
            new { question = new LocalizedText(words.Question, "", "", ""), answer = new LocalizedText(words.Answer, "", "", "") }, version);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Platform;
using Selection.Demo.Steps;
using Selection.EndToEnd.Tests.Running;
using Xunit;

namespace Selection.EndToEnd.Tests;

/// <summary>What a caller gets wrong is told through the gateway as what it is, and harms nothing.</summary>
[Collection(PlatformCollection.Name)]
public sealed class BadInputTests(SharedPlatform shared)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private Cast Cast => shared.Platform.Cast;

    [Theory]
    [InlineData("{ this is no json")]
    [InlineData("{ \"members\": 12 }")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_malformed_body_is_a_problem_of_its_own(string body)
    {
        using var http = new HttpClient { BaseAddress = shared.Platform.Options.Gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Cast.Officer1.TokenAsync(Ct));
        using var response = await http.PutAsync($"/api/oraltest/vacancies/{Guid.CreateVersion7()}/committee", new StringContent(body, Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_vacancy_that_is_not_complete_is_not_published_and_everything_missing_is_named()
    {
        var stage = new Stage(shared.Platform.Options, shared.Platform.Client, Cast, new Differences());
        await PublishVacancy.PlayAsync(stage, Ct);
        var definition = stage.Vacancy!.Definition with { SelectionCode = $"BAD{Random.Shared.Next(10_000, 100_000)}", MandateYears = 0, Purpose = [] };
        var draft = (await Cast.Officer1.PostAsync("/api/candidacy/vacancies", definition, Ct)).Must();
        var answer = await Cast.Officer1.PostAsync($"/api/candidacy/vacancies/{draft.Id("vacancyId")}/publish", null, Ct, draft.ETag);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("mandateYears", answer.Refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("purpose", answer.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_candidacy_is_not_there()
    {
        var stage = new Stage(shared.Platform.Options, shared.Platform.Client, Cast, new Differences());
        await PublishVacancy.PlayAsync(stage, Ct);
        var script = Personas.All(stage.Timeline.Today).Single(p => p.Key == "never-validated");
        var mine = await Apply.EnterAsync(stage, script, $"mine.{Guid.CreateVersion7():N}"[..30], Ct);
        var stranger = await Apply.EnterAsync(stage, script, $"theirs.{Guid.CreateVersion7():N}"[..30], Ct);
        var path = $"/api/candidacy/candidacies/{mine.CandidacyId}";
        Answer[] answers =
        [
            await stranger.Account.GetAsync(path, Ct),
            await stranger.Account.PutAsync($"{path}/rubric", new { experiences = Array.Empty<object>() }, Ct, "\"1\""),
            await stranger.Account.PostAsync($"{path}/validate", null, Ct, "\"1\""),
            await stranger.Account.PostAsync($"{path}/withdraw", null, Ct),
            await stranger.Account.GetAsync($"/api/assessment/candidacies/{mine.CandidacyId}/sessions", Ct),
            await stranger.Account.GetAsync($"/api/oraltest/candidacies/{mine.CandidacyId}/case-paper", Ct),
            await stranger.Account.GetAsync($"/api/results/candidacies/{mine.CandidacyId}", Ct),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task Two_tabs_do_not_overwrite_each_other()
    {
        var stage = new Stage(shared.Platform.Options, shared.Platform.Client, Cast, new Differences());
        await PublishVacancy.PlayAsync(stage, Ct);
        var candidate = await Apply.EnterAsync(stage, Personas.All(stage.Timeline.Today).Single(p => p.Key == "never-validated"), $"tabs.{Guid.CreateVersion7():N}"[..30], Ct);
        var path = $"/api/candidacy/candidacies/{candidate.CandidacyId}";
        var seen = (await candidate.Account.GetAsync(path, Ct)).Must();
        (await candidate.Account.PutAsync($"{path}/rubric", new { experiences = Array.Empty<object>() }, Ct, seen.ETag)).Must();

        var second = await candidate.Account.PutAsync($"{path}/rubric", new { experiences = Array.Empty<object>() }, Ct, seen.ETag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.Status);
        Assert.Equal("R17", second.Refusal.Rule);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await candidate.Account.PutAsync($"{path}/rubric", new { experiences = Array.Empty<object>() }, Ct)).Status);
    }

    [Theory]
    [InlineData("diploma.pdf", 8 * 1024 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("diploma.pdf", 0, HttpStatusCode.UnprocessableEntity)]
    [InlineData("diploma.exe", 1024, HttpStatusCode.UnprocessableEntity)]
    [InlineData("diploma.jpg", 1024, HttpStatusCode.UnprocessableEntity)]
    public async Task A_document_that_is_none_is_refused_with_the_reason(string name, int size, HttpStatusCode expected)
    {
        var person = (await shared.Platform.Client.RegisterAsync($"files.{Guid.CreateVersion7():N}"[..30], "Candidate-2026!", "Files", "nl", Ct))!;
        (await person.PostAsync("/api/candidacy/account", new { firstName = "Files", lastName = "Person", email = "files@example.org", language = "nl" }, Ct)).Must();
        var content = new byte[size];
        Encoding.ASCII.GetBytes("%PDF-1.4")[..Math.Min(8, size)].CopyTo(content, 0);
        var answer = await person.PostFormAsync("/api/candidacy/documents", () => new MultipartFormDataContent
        {
            { new StringContent("{\"kind\":\"Attachment\"}", Encoding.UTF8, "application/json"), "metadata" },
            { new ByteArrayContent(content), "file", name },
        }, Ct);

        Assert.Equal(expected, answer.Status);
        Assert.Equal("R6", answer.Refusal.Rule);
        Assert.Equal(0, (await person.GetAsync("/api/candidacy/documents", Ct)).Must().Body.GetProperty("total").GetInt32());
    }
}

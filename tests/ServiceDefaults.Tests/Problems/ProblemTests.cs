using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Tests.SampleService;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Problems;

public sealed class ProblemTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Theory]
    [InlineData("nl", "3 keer geweigerd.", "De regels laten dit nu niet toe")]
    [InlineData("fr", "Refusé 3 fois.", null)]
    [InlineData("de", "3 Mal abgelehnt.", null)]
    [InlineData("en", "Refused 3 times.", "The rules do not allow this now")]
    [InlineData("nl-BE,fr;q=0.5", "3 keer geweigerd.", null)]
    [InlineData("pt", "Refused 3 times.", null)]
    public async Task A_refusal_is_told_in_the_callers_language_with_the_rules_number(string accept, string detail, string? title)
    {
        using var client = service.Anonymous();
        client.DefaultRequestHeaders.Add("Accept-Language", accept);
        using var answer = await client.GetAsync(new Uri("/api/sample/refused", UriKind.Relative));

        var problem = await ProblemAsync(answer, HttpStatusCode.Conflict);
        Assert.Equal(detail, problem.GetProperty("detail").GetString());
        Assert.Equal("R15", problem.GetProperty("rule").GetString());
        Assert.Equal("sample-refused", problem.GetProperty("code").GetString());
        if (title is not null) Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal(accept[..2] is "pt" ? "en" : accept[..2], answer.Content.Headers.ContentLanguage.Single());
    }

    [Theory]
    [InlineData("""{"text":"a","mood":"Calm","day":"2025-02-30"}""", "day")]
    [InlineData("""{"text":"a","mood":"Furious"}""", "mood")]
    [InlineData("""{"text":"a","mood":1}""", "mood")]
    [InlineData("""{"text":null,"mood":"Calm"}""", "text")]
    [InlineData("""{"text":"a","mood":"Calm","colour":"red"}""", "colour")]
    [InlineData("""{"text":"a","mood":"Calm","text":"b"}""", "text")]
    [InlineData("""{"mood":"Calm"}""", null)]
    [InlineData("""{"text":"a",""", null)]
    [InlineData("not json", null)]
    public async Task Malformed_json_is_refused_and_says_where(string body, string? field)
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        using var answer = await candidate.PostAsync("/api/sample/notes", new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        var errors = problem.GetProperty("errors").EnumerateObject().Single();
        if (field is not null) Assert.Equal(field, errors.Name);
        var text = errors.Value.EnumerateArray().Single().GetString();
        Assert.DoesNotContain("Selection.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_type_an_unknown_address_and_an_unknown_method_are_problems_too()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        await ProblemAsync(await candidate.PostAsync("/api/sample/notes", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded")), HttpStatusCode.UnsupportedMediaType);
        await ProblemAsync(await candidate.GetAsync(new Uri("/api/sample/nothing-here", UriKind.Relative)), HttpStatusCode.NotFound);
        await ProblemAsync(await candidate.DeleteAsync(new Uri("/api/sample/notes", UriKind.Relative)), HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task What_is_our_fault_tells_no_secret_but_gives_a_trace_number()
    {
        using var client = service.Anonymous();
        using var answer = await client.GetAsync(new Uri("/api/sample/broken", UriKind.Relative));

        var problem = await ProblemAsync(answer, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task R17_a_change_names_the_version_it_was_made_on_and_loses_against_a_newer_one()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        using var created = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "first", mood = "Calm" });
        var note = (await created.Content.ReadFromJsonAsync<Notes.NoteWritten>())!;

        using var read = await candidate.GetAsync(new Uri($"/api/sample/notes/{note.Id}", UriKind.Relative));
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
        Assert.Equal("if-match-missing", (await ProblemAsync(await PutAsync(candidate, note.Id, null), HttpStatusCode.PreconditionRequired)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(candidate, note.Id, "\"1\"")).StatusCode);
        var stale = await ProblemAsync(await PutAsync(candidate, note.Id, "\"1\""), HttpStatusCode.PreconditionFailed);
        Assert.Equal("R17", stale.GetProperty("rule").GetString());
        Assert.Equal(2, stale.GetProperty("currentVersion").GetInt64());
        await ProblemAsync(await PutAsync(candidate, Guid.NewGuid(), "\"1\""), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R17_of_two_changes_at_once_on_the_same_version_one_wins()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        for (var round = 0; round < 10; round++)
        {
            using var created = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "race", mood = "Calm" });
            var note = (await created.Content.ReadFromJsonAsync<Notes.NoteWritten>())!;
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PutAsync(candidate, note.Id, "\"1\"")));
            Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
            Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
        }
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, Guid id, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/sample/notes/{id}") { Content = JsonContent.Create(new { text = "changed", mood = "Cross" }) };
        if (etag is not null) request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

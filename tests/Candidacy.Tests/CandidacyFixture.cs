using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Data;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests;

/// <summary>The running service, and what its callers do; every vacancy closes ten days after it is made, unless said otherwise.</summary>
public class CandidacyFixture() : ServiceFixture<CandidacyDb, CandidacyDb>("candidacy")
{
    private int _selectionCodes;

    public LocalDate Today => BrusselsTime.DateIn(Clock.GetCurrentInstant());

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Persons:EncryptionKey"] = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]),
        ["Persons:HashKey"] = Convert.ToBase64String([.. Enumerable.Repeat((byte)9, 32)]),
        // Tests move the clock as they need it: nobody's account is unused for that.
        ["PersonalData:UnusedAccountYears"] = "0",
    };

    public HttpClient Officer(string subject = "officer-1") => As(Roles.SelectionOfficer, subject);

    public ProcedureDefinition Definition(LocalDate? closingDate = null) =>
        Samples.Definition($"CAN{Interlocked.Increment(ref _selectionCodes):00000}") with { ClosingDate = closingDate ?? Today.PlusDays(10) };

    public async Task<Guid> DraftAsync(ProcedureDefinition? definition = null)
    {
        using var officer = Officer();
        var answer = await SendAsync(officer, HttpMethod.Post, "vacancies", definition ?? Definition());
        return answer.Is(HttpStatusCode.Created).Id("vacancyId");
    }

    /// <summary>A vacancy one may apply for.</summary>
    public async Task<Guid> VacancyAsync(ProcedureDefinition? definition = null)
    {
        var id = await DraftAsync(definition);
        using var officer = Officer();
        (await SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/publish", ifMatch: 1)).Is(HttpStatusCode.OK);
        return id;
    }

    /// <summary>A candidate with an account.</summary>
    public async Task<HttpClient> CandidateAsync(string language = "nl", string? subject = null)
    {
        var client = As(Roles.Candidate, subject ?? $"candidate-{Guid.NewGuid():N}");
        (await SendAsync(client, HttpMethod.Post, "account", Account(language))).Is(HttpStatusCode.Created);
        return client;
    }

    public static object Account(string language = "nl", string? nationalNumber = null) =>
        new { firstName = "Jo", lastName = "Peeters", email = "jo@example.org", language, nationalNumber };

    public async Task<Guid> PersonIdAsync(HttpClient candidate) => (await SendAsync(candidate, HttpMethod.Get, "account")).Is(HttpStatusCode.OK).Id("personId");

    public async Task<Guid> ApplyAsync(HttpClient candidate, Guid vacancyId) =>
        (await SendAsync(candidate, HttpMethod.Post, $"vacancies/{vacancyId}/candidacies")).Is(HttpStatusCode.Created).Id("candidacyId");

    /// <summary>A candidacy with seven years of management: version 2.</summary>
    public async Task<Guid> ReadyAsync(HttpClient candidate, Guid vacancyId)
    {
        var id = await ApplyAsync(candidate, vacancyId);
        (await SaveAsync(candidate, id, 1, Management("2015-01-01", "2021-12-31"))).Is(HttpStatusCode.OK);
        return id;
    }

    /// <summary>A validated candidacy: version 3.</summary>
    public async Task<Guid> ValidatedAsync(HttpClient candidate, Guid vacancyId)
    {
        var id = await ReadyAsync(candidate, vacancyId);
        (await ValidateAsync(candidate, id, 2)).Is(HttpStatusCode.OK);
        return id;
    }

    public static object Management(string begin, string? end, bool isCurrent = false, string description = "Leidde de dienst en het personeel van de instelling.") =>
        new { kind = "Management", function = "Directeur", organisation = "Dienst", begin, end, isCurrent, description };

    public Task<Answer> SaveAsync(HttpClient candidate, Guid candidacyId, long version, params object[] experiences) =>
        SendAsync(candidate, HttpMethod.Put, $"candidacies/{candidacyId}/rubric", new { experiences }, version);

    public Task<Answer> ValidateAsync(HttpClient candidate, Guid candidacyId, long version) =>
        SendAsync(candidate, HttpMethod.Post, $"candidacies/{candidacyId}/validate", ifMatch: version);

    /// <summary>Withdraws on the version that stands; once more when closing made another one meanwhile.</summary>
    public async Task<Answer> WithdrawAsync(HttpClient candidate, Guid candidacyId)
    {
        var first = await OnceAsync();
        return first.Status == HttpStatusCode.PreconditionFailed ? await OnceAsync() : first;

        async Task<Answer> OnceAsync()
        {
            await using var db = NewDb();
            var version = (await db.Candidacies.FindAsync(candidacyId))!.Version;
            return await SendAsync(candidate, HttpMethod.Post, $"candidacies/{candidacyId}/withdraw", ifMatch: version);
        }
    }

    /// <summary>Moves the clock to the first instant after closing and waits until the dossiers are frozen and announced.</summary>
    public async Task CloseAsync(Guid vacancyId)
    {
        await using var db = NewDb();
        var closesAt = (await db.Vacancies.FindAsync(vacancyId))!.ClosesAt;
        if (Clock.GetCurrentInstant() < closesAt) Clock.Reset(closesAt);
        await AnnouncedAsync(vacancyId);
    }

    /// <summary>A vacancy with many validated candidacies, made in the database.</summary>
    public async Task<Guid> CrowdedVacancyAsync(int candidacies)
    {
        var vacancy = await VacancyAsync();
        using var candidate = await CandidateAsync();
        var model = await ValidatedAsync(candidate, vacancy);
        await using var db = NewDb();
        await db.Database.ExecuteSqlAsync($"""
            insert into candidacies (candidacy_id, vacancy_id, person_id, state, rubric, applied_at, applied_on, validated_at, step, step_stage, version)
            select gen_random_uuid(), vacancy_id, gen_random_uuid(), state, rubric, applied_at, applied_on, validated_at, step, step_stage, version
            from candidacies, generate_series(2, {candidacies}) where candidacy_id = {model}
            """);
        return vacancy;
    }

    public Task AnnouncedAsync(Guid vacancyId) => EventuallyAsync(async () =>
    {
        await using var db = NewDb();
        return (await db.Closings.FindAsync(vacancyId))?.AnnouncedAt is not null;
    });

    /// <summary>A newer content of a document (with its id) names the version that was seen.</summary>
    public Task<Answer> UploadAsync(
        HttpClient candidate, string fileName, byte[] content, string kind = "Attachment", object? diploma = null, Guid? documentId = null, long? ifMatch = null) =>
        UploadAsync(candidate, Form(fileName, new ByteArrayContent(content), new { kind, diploma, documentId }), ifMatch);

    public static MultipartFormDataContent Form(string fileName, HttpContent content, object? metadata = null) => new()
    {
        { JsonContent.Create(metadata ?? new { kind = "Attachment" }), "metadata" },
        { content, "file", fileName },
    };

    public Task<Answer> UploadAsync(HttpClient candidate, HttpContent form, long? ifMatch = null) => SendAsync(candidate, HttpMethod.Post, "documents", form, ifMatch);

    public Task<Answer> RemoveDocumentAsync(HttpClient candidate, Answer filed, long version = 1) =>
        SendAsync(candidate, HttpMethod.Delete, $"documents/{filed.Id("documentId")}", ifMatch: version);

    public static object Diploma { get; } =
        new { level = "Master", title = "Master in de rechten", institution = "Universiteit", country = "BE", language = "nl", year = 2005, madeEqual = false };

    public async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, object? body = null, long? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/candidacy/{path}");
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: ContractsJson.Options);
        if (ifMatch is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> GetAsync(HttpClient client, string path) => SendAsync(client, HttpMethod.Get, path);
}

/// <summary>The service without its closing timer: a test closes and announces by hand.</summary>
public sealed class UntimedFixture : CandidacyFixture
{
    protected override void Configure(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(ClosingTimer)));
}

/// <summary>An answer, read whole.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string? Code => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Rule => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("rule", out var rule) ? rule.GetString() : null;

    public JsonElement this[string member] => Json.GetProperty(member);

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
        return new Answer(response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(bytes) : default, bytes, response.Headers, response.Content.Headers);
    }

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {System.Text.Encoding.UTF8.GetString(Bytes)}");
        return this;
    }

    /// <summary>Refused by a rule, for a reason.</summary>
    public Answer IsRefused(HttpStatusCode status, string? rule, string code)
    {
        Is(status);
        Assert.Equal((rule, code), (Rule, Code));
        return this;
    }

    public Answer IsInvalid(params string[] fields)
    {
        IsRefused(HttpStatusCode.BadRequest, null, "invalid");
        Assert.Equal(fields.Order(), Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        return this;
    }

    public Guid Id(string member) => Json.GetProperty(member).GetGuid();

    public long Version => Json.GetProperty("version").GetInt64();

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];
}

[CollectionDefinition(Name)]
public sealed class CandidacyService : ICollectionFixture<CandidacyFixture>
{
    public const string Name = "candidacy";
}

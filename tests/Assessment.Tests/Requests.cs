using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Documents;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests;

/// <summary>An answer, read whole.</summary>
public sealed record Answer(int Status, string Text, byte[] Bytes)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement this[string member] => Json.GetProperty(member);

    public long Version => this["version"].GetInt64();

    public IReadOnlyList<JsonElement> Items => [.. this["items"].EnumerateArray()];

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == (int)status, $"{Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>Refused by a rule, for a reason.</summary>
    public Answer IsRefused(HttpStatusCode status, string? rule, string code)
    {
        Is(status);
        Assert.Equal((rule, code), (Json.TryGetProperty("rule", out var named) ? named.GetString() : null, this["code"].GetString()));
        return this;
    }

    public Answer IsInvalid(params string[] fields)
    {
        IsRefused(HttpStatusCode.BadRequest, null, "invalid");
        Assert.Equal(fields.Order(), this["errors"].EnumerateObject().Select(e => e.Name).Order());
        return this;
    }
}

/// <summary>Calls about accommodations and claims.</summary>
internal static class Requests
{
    /// <summary>What a test looks for where it must not be.</summary>
    public const string Secret = "ZeerVertrouwelijkeDiagnose";

    /// <summary>A PDF of several pieces with the secret in each.</summary>
    public static byte[] Attest(int size = 200_000)
    {
        var content = Files.Pdf(size);
        for (var at = 1_000; at + Secret.Length < size - 100; at += 20_000) Encoding.ASCII.GetBytes(Secret).CopyTo(content, at);
        return content;
    }

    public static object Ask(string ground = "LearningDisorder", string[]? measures = null, string? text = Secret, Guid[]? keepDocuments = null) =>
        new { ground, measures = measures ?? ["extra-time:30"], text, keepDocuments = keepDocuments ?? [] };

    public static object Claim(string from, string? until = null, int? weighingClass = 5, string? levelGroup = null, string function = "Directeur-generaal", Guid[]? keepDocuments = null) =>
        new { function, service = "FOD Mobiliteit", weighingClass, levelGroup, from, until, keepDocuments = keepDocuments ?? [] };

    public static MultipartFormDataContent Form(object metadata, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { JsonContent.Create(metadata, metadata.GetType(), options: ContractsJson.Options), "metadata" } };
        foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), "file", name);
        return form;
    }

    public static async Task<Answer> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null, long? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/assessment/{path}");
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: ContractsJson.Options);
        if (ifMatch is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer((int)response.StatusCode, Encoding.UTF8.GetString(bytes), bytes);
    }

    public static HttpClient Officer(this AssessmentFixture service, string name) => service.As(Roles.SelectionOfficer, name);

    public static async Task<Answer> OfAsync(this AssessmentFixture service, Candidate candidate, HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var client = service.Of(candidate);
        return await client.SendAsync(method, $"candidacies/{candidate.CandidacyId}/{path}", body, ifMatch);
    }

    public static Task<Answer> AskAsync(this AssessmentFixture service, Candidate candidate, object? ask = null, params (string Name, byte[] Content)[] attests) =>
        service.OfAsync(candidate, HttpMethod.Post, "accommodation", Form(ask ?? Ask(), attests.Length > 0 ? attests : [($"{Secret}.pdf", Attest())]));

    public static Task<Answer> ClaimAsync(this AssessmentFixture service, Candidate candidate, object claim, params (string Name, byte[] Content)[] proofs) =>
        service.OfAsync(candidate, HttpMethod.Post, "exemption-claim", Form(claim, proofs.Length > 0 ? proofs : [("benoeming.pdf", Files.Pdf(100_000))]));

    public static async Task<Answer> ByAsync(this AssessmentFixture service, string officer, HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var client = service.Officer(officer);
        return await client.SendAsync(method, path, body, ifMatch);
    }

    /// <summary>Asked, and taken by an officer.</summary>
    public static async Task<(Guid RequestId, long Version)> TakenAsync(this AssessmentFixture service, Candidate candidate, string officer = "officer-1", object? ask = null)
    {
        var requestId = (await service.AskAsync(candidate, ask)).Is(HttpStatusCode.Created)["requestId"].GetGuid();
        return (requestId, (await service.ByAsync(officer, HttpMethod.Post, $"accommodations/{requestId}/take")).Is(HttpStatusCode.OK).Version);
    }

    public static Task<Answer> DecideAsync(
        this AssessmentFixture service, Guid requestId, long version, bool grant, string[] measures, string? motivation = null, string? revisionReason = null, string officer = "officer-1") =>
        service.ByAsync(officer, HttpMethod.Post, $"accommodations/{requestId}/decision", new { grant, measures, motivation, revisionReason }, version);

    /// <summary>Asked, taken and granted.</summary>
    public static async Task<Guid> GrantedAsync(this AssessmentFixture service, Candidate candidate, params string[] measures)
    {
        var (requestId, version) = await service.TakenAsync(candidate, ask: Ask(measures: measures));
        (await service.DecideAsync(requestId, version, grant: true, measures)).Is(HttpStatusCode.OK);
        return requestId;
    }

    /// <summary>How many pieces of contents are kept, and how many are arriving.</summary>
    public static async Task<(int Chunks, int Uploads)> KeptAsync(this AssessmentFixture service)
    {
        await using var db = service.NewDb();
        return (await db.Set<DocumentChunk>().CountAsync(), await db.Set<Upload>().CountAsync());
    }

    /// <summary>What the record tells of a request or a claim, in order.</summary>
    public static async Task<IReadOnlyList<(string Action, string Actor)>> RecordAsync(this AssessmentFixture service, Guid id)
    {
        await using var db = service.NewDb();
        return [.. (await db.Records.Where(r => r.EntityId == id).OrderBy(r => r.Id).Select(r => new { r.Action, r.Actor }).ToListAsync()).Select(r => (r.Action, r.Actor))];
    }
}

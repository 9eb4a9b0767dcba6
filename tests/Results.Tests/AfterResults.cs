using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;

namespace Selection.Results.Tests;

/// <summary>Somebody in a published list.</summary>
public sealed record Contestant(Guid CandidacyId, PersonChanged Person)
{
    public Guid PersonId => Person.PersonId;
}

/// <summary>A published list, its candidates in the order of the totals asked for.</summary>
public sealed record PublishedList(VacancyPublished Vacancy, IReadOnlyList<Contestant> Candidates)
{
    public Guid VacancyId => Vacancy.VacancyId;
}

/// <summary>What a call answered.</summary>
public sealed record Reply(HttpStatusCode Status, JsonElement Body, string? ETag)
{
    public string? Code => Text("code");

    public string? Rule => Text("rule");

    public string? Text(string name) => Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : null;

    public Guid Id(string name) => Body.GetProperty(name).GetGuid();

    public IReadOnlyList<JsonElement> List(string name = "items") => [.. Body.GetProperty(name).EnumerateArray()];

    /// <summary>The first thing said of a field that is wrong.</summary>
    public string? Fault(string field) => Body.GetProperty("errors").TryGetProperty(field, out var texts) ? texts[0].GetString() : null;

    /// <summary>The reply, which must have this status.</summary>
    public Reply Is(HttpStatusCode status)
    {
        Xunit.Assert.True(Status == status, $"Expected {status}, got {Status}: {Body}");
        return this;
    }

    /// <summary>The reply, which must be a refusal by this rule.</summary>
    public Reply IsRefused(string rule, string code)
    {
        Xunit.Assert.Equal((rule, code), (Rule, Code));
        return this;
    }
}

/// <summary>What people do after the results are out.</summary>
internal static class AfterResults
{
    public static readonly string[] AllConditions = ["Nationality", "CivilAndPoliticalRights", "Conduct", "NoConflictOfInterest", "NoDismissal"];

    /// <summary>A list that is public since now: one candidate for each total.</summary>
    public static async Task<PublishedList> PublishListAsync(this ResultsFixture service, params decimal[] totals)
    {
        var vacancy = await service.VacancyAsync();
        var candidates = new List<Contestant>();
        foreach (var total in totals)
        {
            var person = Samples.Person();
            await service.PublishAndHandleAsync(person);
            var judged = ResultsFixture.Judged(vacancy, total, personId: person.PersonId);
            await service.PublishAndHandleAsync(judged);
            candidates.Add(new Contestant(judged.CandidacyId, person));
        }

        await service.AnnouncedAsync(vacancy.VacancyId);
        return new PublishedList(vacancy, candidates);
    }

    public static Task<Reply> AsCandidateAsync(this ResultsFixture service, Contestant who, string method, string path, object? body = null, string? language = null) =>
        service.CallAsync(Roles.Candidate, who.Person.Subject, method, $"candidacies/{who.CandidacyId}/{path}", body, language: language);

    public static Task<Reply> AsOfficerAsync(this ResultsFixture service, string method, string path, object? body = null, string? etag = null, string officer = "officer-7") =>
        service.CallAsync(Roles.SelectionOfficer, officer, method, path, body, etag);

    public static Task<Reply> AsAuthorityAsync(this ResultsFixture service, string method, string path, object? body = null, string? etag = null) =>
        service.CallAsync(Roles.AppointingAuthority, "authority-1", method, path, body, etag);

    public static async Task<Reply> CallAsync(this ResultsFixture service, string role, string subject, string method, string path, object? body = null, string? etag = null, string? language = null)
    {
        using var client = service.As(role, subject);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/results/{path}");
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: ContractsJson.Options);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Reply(answer.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, answer.Headers.ETag?.ToString());
    }

    /// <summary>One finding for each criterion.</summary>
    public static object[] Findings(string text = "Overtuigend.") =>
    [
        .. ((string[])["SpecificCompetencies", "RelationalSkills", "Leadership", "ProfileComparison"]).Select(criterion => new { criterion, appreciation = "Good", text }),
    ];

    /// <summary>Planned, held and reported; the clock stands just after its start.</summary>
    public static async Task InterviewedAsync(this ResultsFixture service, params IEnumerable<Contestant> candidates)
    {
        foreach (var who in candidates)
        {
            var startsAt = service.Clock.GetCurrentInstant() + Duration.FromHours(1);
            var planned = (await service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/interview", new { startsAt, place = "Brussel" })).Is(HttpStatusCode.Created);
            service.Clock.Reset(startsAt);
            var saved = (await service.AsAuthorityAsync("PUT", $"candidacies/{who.CandidacyId}/interview/report", new { findings = Findings() }, planned.ETag)).Is(HttpStatusCode.OK);
            (await service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/interview/report/finalise", null, saved.ETag)).Is(HttpStatusCode.OK);
        }
    }

    /// <summary>Every condition checked and found to hold.</summary>
    public static async Task CheckedAsync(this ResultsFixture service, Contestant who, params string[] but)
    {
        foreach (var condition in AllConditions.Except(but)) await service.CheckAsync(who, new { condition, holds = true, proofOf = service.Today(), remark = "Bewijs gezien." });
    }

    public static async Task CheckAsync(this ResultsFixture service, Contestant who, object check) =>
        (await service.AsOfficerAsync("POST", $"candidacies/{who.CandidacyId}/conditions", check, officer: "officer-3")).Is(HttpStatusCode.OK);

    public static Task<Reply> AppointAsync(this ResultsFixture service, Contestant who, LocalDate? startsOn = null, string motivation = "De beste van de lijst.") =>
        service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/appointment", new { startsOn = startsOn ?? service.Today().PlusDays(30), motivation });

    /// <summary>Interviewed, checked and appointed.</summary>
    public static async Task<Reply> AppointedAsync(this ResultsFixture service, Contestant who, LocalDate? startsOn = null)
    {
        await service.InterviewedAsync(who);
        await service.CheckedAsync(who);
        return (await service.AppointAsync(who, startsOn)).Is(HttpStatusCode.Created);
    }

    public static LocalDate Today(this ResultsFixture service) => ServiceDefaults.Clock.BrusselsTime.DateIn(service.Clock.GetCurrentInstant());
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;

namespace Selection.Results.Tests;

public sealed class ResultsFixture() : ServiceFixture<ResultsDb, ResultsDb>("results")
{
    public static readonly Instant Early = Instant.FromUtc(2025, 9, 2, 8, 0);

    public HttpClient Officer(string subject = "officer-1") => As(Roles.SelectionOfficer, subject);

    public async Task<VacancyPublished> VacancyAsync(Func<RuleSet, RuleSet>? rules = null)
    {
        var definition = Samples.Definition();
        var published = Samples.VacancyPublished(definition: definition with { Rules = rules?.Invoke(definition.Rules) ?? definition.Rules });
        await PublishAndHandleAsync(published);
        return published;
    }

    /// <summary>A judgement with the same result for every competency of the sample's model, so that total and results agree.</summary>
    public static OralTestJudged Judged(VacancyPublished vacancy, decimal total, Guid? candidacyId = null, Guid? personId = null, int? meritPlace = null, long version = 5) => new(
        candidacyId ?? Guid.CreateVersion7(), vacancy.VacancyId, personId ?? Guid.CreateVersion7(), version, total,
        total >= vacancy.Definition.Rules.Scoring.ThresholdPercent,
        [.. vacancy.Definition.Competencies.OralTestCodes().Select(code => new CompetencyResult(code, total / 5, $"Toonde {code}."))],
        "Een overtuigend gesprek.", meritPlace, Early);

    /// <summary>Judged candidates the service knows.</summary>
    public async Task<OralTestJudged[]> JudgedAsync(VacancyPublished vacancy, params decimal[] totals)
    {
        var judged = totals.Select(total => Judged(vacancy, total)).ToArray();
        foreach (var each in judged) await PublishAndHandleAsync(each);
        return judged;
    }

    public async Task<HttpResponseMessage> ProposeAsync(Guid vacancyId, string officer = "officer-1")
    {
        using var client = Officer(officer);
        return await client.PostAsync($"/api/results/vacancies/{vacancyId}/list/propose", null);
    }

    public Task<HttpResponseMessage> ApproveAsync(Guid vacancyId, int listVersion = 1, string officer = "officer-2", Instant? publishAt = null) =>
        SendAsync(HttpMethod.Post, vacancyId, "approve", new { listVersion, publishAt = publishAt?.ToString() }, officer);

    /// <summary>What an officer does with a vacancy's list.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Guid vacancyId, string what, object body, string officer = "officer-2")
    {
        using var client = Officer(officer);
        using var request = new HttpRequestMessage(method, $"/api/results/vacancies/{vacancyId}/list/{what}") { Content = JsonContent.Create(body) };
        return await client.SendAsync(request);
    }

    public Task<HttpResponseMessage> CorrectAsync(Guid vacancyId, string reason = "Een materiële fout is rechtgezet.", string ground = "ChangedOutcomes", string? ruling = null, string officer = "officer-1") =>
        SendAsync(HttpMethod.Post, vacancyId, "correct", new { ground, reason, ruling }, officer);

    /// <summary>A candidate with an account, judged.</summary>
    public async Task<(OralTestJudged Judged, PersonChanged Person)> CandidateAsync(VacancyPublished vacancy, decimal total, string language = "fr")
    {
        var person = Samples.Person(language: language);
        await PublishAndHandleAsync(person);
        var judged = Judged(vacancy, total, personId: person.PersonId);
        await PublishAndHandleAsync(judged);
        return (judged, person);
    }

    /// <summary>Proposed, approved and announced to everybody.</summary>
    public async Task AnnouncedAsync(Guid vacancyId)
    {
        await ApprovedAsync(vacancyId);
        await StateAsync(vacancyId, 1, ListState.Published);
    }

    /// <summary>Waits until a list has come to a state.</summary>
    public Task StateAsync(Guid vacancyId, int version, ListState state) => EventuallyAsync(async () =>
    {
        await using var db = NewDb();
        Xunit.Assert.Equal(state, await db.Lists.Where(l => l.VacancyId == vacancyId && l.Version == version).Select(l => l.State).SingleAsync());
    });

    /// <summary>Changes a list as the database's owner could.</summary>
    public async Task TamperAsync(string sql, Guid vacancyId)
    {
        await using var db = NewDb();
        await db.Database.ExecuteSqlRawAsync("alter table list_entries disable trigger user");
#pragma warning disable EF1002 // The texts are constants of the tests.
        Xunit.Assert.True(await db.Database.ExecuteSqlRawAsync(sql, vacancyId) > 0);
#pragma warning restore EF1002
        await db.Database.ExecuteSqlRawAsync("alter table list_entries enable trigger user");
    }

    /// <summary>Proposed by one officer and approved by another.</summary>
    public async Task ApprovedAsync(Guid vacancyId, Instant? publishAt = null, int listVersion = 1)
    {
        using var proposed = await ProposeAsync(vacancyId);
        proposed.EnsureSuccessStatusCode();
        using var approved = await ApproveAsync(vacancyId, listVersion, publishAt: publishAt);
        approved.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> ListAsync(Guid vacancyId, string query = "")
    {
        using var officer = Officer();
        return await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancyId}/list{query}");
    }

    public async Task<HttpResponseMessage> LookAsync(Guid candidacyId, string subject, string query = "", string? language = null)
    {
        using var candidate = As(Roles.Candidate, subject);
        if (language is not null) candidate.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return await candidate.GetAsync($"/api/results/candidacies/{candidacyId}{query}");
    }

    public async Task<Candidacy> ReadAsync(Guid candidacyId)
    {
        await using var db = NewDb();
        return await db.Candidacies.AsNoTracking().SingleAsync(c => c.CandidacyId == candidacyId);
    }

    /// <summary>The body; it can be read more than once.</summary>
    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    public static async Task<string?> CodeOf(HttpResponseMessage answer) => (await JsonOf(answer)).GetProperty("code").GetString();
}

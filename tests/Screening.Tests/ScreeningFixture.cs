using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;

namespace Selection.Screening.Tests;

public sealed class ScreeningFixture() : ServiceFixture<ScreeningDb, ScreeningDb>("screening")
{
    public HttpClient Officer(string subject = "officer-1") => As(Roles.SelectionOfficer, subject);

    /// <summary>A vacancy the service knows.</summary>
    public async Task<Guid> VacancyAsync(ProcedureDefinition? definition = null)
    {
        var published = Samples.VacancyPublished(definition: definition);
        await PublishAndHandleAsync(published);
        return published.VacancyId;
    }

    /// <summary>An open case.</summary>
    public async Task<CandidacyLodged> CaseAsync(Guid vacancyId, Dossier? dossier = null)
    {
        var lodged = Samples.Lodged(vacancyId, dossier: dossier);
        await PublishAndHandleAsync(lodged);
        return lodged;
    }

    public async Task<Case> ReadAsync(Guid candidacyId)
    {
        await using var db = NewDb();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.CandidacyId == candidacyId);
    }

    public async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body, long? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/screening/{path}") { Content = JsonContent.Create(body) };
        if (ifMatch is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> DecideAsync(Guid candidacyId, object decision, long ifMatch = 1, string officer = "officer-1")
    {
        using var client = Officer(officer);
        return await PostAsync(client, $"cases/{candidacyId}/decision", decision, ifMatch);
    }

    public async Task<JsonElement> AcceptAsync(Guid vacancyId)
    {
        using var officer = Officer();
        using var answer = await officer.PostAsync($"/api/screening/vacancies/{vacancyId}/accept-proposals", null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

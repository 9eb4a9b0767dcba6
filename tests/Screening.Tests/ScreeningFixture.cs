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

    /// <summary>The officer's preview of what can be accepted at once.</summary>
    public async Task<JsonElement> PreviewAsync(Guid vacancyId, string officer = "officer-1")
    {
        using var client = Officer(officer);
        using var answer = await client.PostAsync($"/api/screening/vacancies/{vacancyId}/acceptance-previews", null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Accepts what a preview shows; a new one where none is given.</summary>
    public async Task<JsonElement> AcceptAsync(Guid vacancyId, JsonElement? preview = null, string officer = "officer-1")
    {
        preview ??= await PreviewAsync(vacancyId, officer);
        using var client = Officer(officer);
        using var answer = await PostAsync(client, $"vacancies/{vacancyId}/accept-proposals", new { previewId = preview.Value.GetProperty("previewId").GetGuid() });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Rules on experiences: accepted without a reason, rejected with one.</summary>
    public async Task<HttpResponseMessage> RuleAsync(Guid candidacyId, IEnumerable<(Guid ExperienceId, string? Rejected)> rulings, long ifMatch = 1, string officer = "officer-1")
    {
        using var client = Officer(officer);
        return await PostAsync(
            client, $"cases/{candidacyId}/rulings", new { rulings = rulings.Select(r => new { experienceId = r.ExperienceId, accepted = r.Rejected is null, reason = r.Rejected }) }, ifMatch);
    }

    /// <summary>Takes a case.</summary>
    public async Task<HttpResponseMessage> ClaimAsync(Guid candidacyId, string officer = "officer-1")
    {
        using var client = Officer(officer);
        return await client.PutAsync($"/api/screening/cases/{candidacyId}/claim", null);
    }

    /// <summary>What an officer reads at an address of the service.</summary>
    public async Task<JsonElement> GetAsync(string path, string officer = "officer-1")
    {
        using var client = Officer(officer);
        return await client.GetFromJsonAsync<JsonElement>($"/api/screening/{path}");
    }

    /// <summary>Candidacies that arrive together.</summary>
    public async Task<CandidacyLodged[]> BurstAsync(Guid vacancyId, int count, Func<int, Dossier>? dossier = null)
    {
        var lodged = Enumerable.Range(0, count).Select(i => Samples.Lodged(vacancyId, dossier: dossier?.Invoke(i))).ToArray();
        await Task.WhenAll(lodged.Select(l => PublishAsync(l)));
        await EventuallyAsync(async () =>
        {
            await using var db = NewDb();
            return await db.Cases.CountAsync(c => c.VacancyId == vacancyId && c.Proposal != null) == count;
        }, TimeSpan.FromSeconds(60));
        return lodged;
    }

    public static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

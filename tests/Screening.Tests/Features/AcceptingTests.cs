using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class AcceptingTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private async Task<CandidacyLodged[]> BurstAsync(Guid vacancyId, int count, Func<int, Dossier>? dossier = null)
    {
        var lodged = Enumerable.Range(0, count).Select(i => Samples.Lodged(vacancyId, dossier: dossier?.Invoke(i))).ToArray();
        await Task.WhenAll(lodged.Select(l => service.PublishAsync(l)));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Cases.CountAsync(c => c.VacancyId == vacancyId && c.Proposal != null) == count;
        }, TimeSpan.FromSeconds(60));
        return lodged;
    }

    [Fact]
    public async Task R23_all_open_proposals_are_accepted_at_once_each_with_its_own_motivation()
    {
        var vacancyId = await service.VacancyAsync();
        var foreign = Samples.Diploma();
        foreign = foreign with { Diploma = foreign.Diploma! with { Country = "NL" } };
        var lodged = await BurstAsync(vacancyId, 30, i => (i % 3) switch
        {
            0 => Samples.Dossier(),
            1 => Samples.Dossier() with { Documents = [foreign] },
            _ => Samples.Dossier() with { Experiences = [] },
        });
        using var single = await service.DecideAsync(lodged[0].CandidacyId, new { outcome = "Refuse", motivation = "Afstand gedaan." });

        var answer = await service.AcceptAsync(vacancyId);

        Assert.Equal("""{"admitted":9,"admittedUnderReservation":10,"refused":10,"left":0}""", answer.GetRawText());
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => Task.FromResult(
            service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId) == 19
            && service.Published<CandidacyRefused>().Count(e => e.VacancyId == vacancyId) == 11));
        var refused = service.Published<CandidacyRefused>().First(e => e.CandidacyId == lodged[2].CandidacyId);
        Assert.Contains("0 jaar en 0 dagen", refused.Motivation, StringComparison.Ordinal);
        Assert.Contains("29 juli 1991", refused.Motivation, StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.Equal(30, await db.Decisions.CountAsync(d => d.VacancyId == vacancyId));
        var ids = lodged.Select(l => l.CandidacyId).ToArray();
        Assert.Equal(30, await db.Records.CountAsync(r => ids.Contains(r.EntityId) && r.Action == "case.decided"));
        Assert.Equal("""{"admitted":0,"admittedUnderReservation":0,"refused":0,"left":0}""", (await service.AcceptAsync(vacancyId)).GetRawText());
    }

    [Fact]
    public async Task R23_accepting_all_on_two_replicas_while_officers_decide_never_decides_a_case_twice()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await BurstAsync(vacancyId, 1200);
        var replica = await service.StartReplicaAsync();
        using var elsewhere = replica.As("selection-officer", "officer-2");

        var accepting = Task.WhenAll(
            service.AcceptAsync(vacancyId),
            Task.Run(async () => (await (await elsewhere.PostAsync($"/api/screening/vacancies/{vacancyId}/accept-proposals", null)).Content.ReadFromJsonAsync<JsonElement>())));
        var singles = await Task.WhenAll(lodged.Where((_, i) => i % 60 == 0).Select(l => service.DecideAsync(l.CandidacyId, new { outcome = "Admit" })));
        var answers = await accepting;
        await service.AcceptAsync(vacancyId);

        Assert.All(singles, s => Assert.True(s.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed));
        await using var db = service.NewDb();
        Assert.Equal(1200, await db.Decisions.CountAsync(d => d.VacancyId == vacancyId));
        Assert.True(await db.Cases.Where(c => c.VacancyId == vacancyId).AllAsync(c => c.State == CaseState.Decided && c.Version == 2));
        await service.EventuallyAsync(() => Task.FromResult(service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId) >= 1200));
        Assert.Equal(1200, service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId));
        Assert.True(answers.Sum(a => a.GetProperty("admitted").GetInt32()) <= 1200);
    }

    [Fact]
    public async Task Cases_without_a_known_vacancy_are_left_and_an_unknown_vacancy_is_not_found()
    {
        using var officer = service.Officer();
        using var answer = await officer.PostAsync($"/api/screening/vacancies/{Guid.NewGuid()}/accept-proposals", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_list_is_paged_sorted_and_filtered_and_the_progress_adds_up()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await BurstAsync(vacancyId, 5, i => i < 2 ? Samples.Dossier() with { Experiences = [] } : Samples.Dossier());
        await service.PublishAndHandleAsync(Samples.Person(lodged[4].PersonId) with { FirstName = "Ada", LastName = "Aerts" });
        using var decided = await service.DecideAsync(lodged[0].CandidacyId, new { outcome = "Refuse", motivation = "Te kort." });
        await service.PublishAndHandleAsync(new VacancyClosed(vacancyId, 2, Lodged: 5, Lapsed: 1, lodged[0].OccurredAt));
        using var officer = service.Officer();

        var page = await officer.GetFromJsonAsync<JsonElement>($"/api/screening/cases?vacancyId={vacancyId}&sort=name&page=1&pageSize=2");
        var open = await officer.GetFromJsonAsync<JsonElement>($"/api/screening/cases?vacancyId={vacancyId}&state=Open&proposal=Refuse");
        using var wrong = await officer.GetAsync($"/api/screening/cases?vacancyId={vacancyId}&sort=shoes");
        var progress = await officer.GetFromJsonAsync<JsonElement>($"/api/screening/vacancies/{vacancyId}/progress");

        Assert.Equal((5, 2), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
        Assert.Equal("Aerts", page.GetProperty("items")[0].GetProperty("lastName").GetString());
        Assert.Equal(lodged[1].CandidacyId, open.GetProperty("items").EnumerateArray().Single().GetProperty("candidacyId").GetGuid());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(5, progress.GetProperty("lodged").GetInt32());
        Assert.Equal((5, 4, 1), (progress.GetProperty("total").GetInt32(), progress.GetProperty("open").GetInt32(), progress.GetProperty("decided").GetInt32()));
        Assert.Equal(1, progress.GetProperty("decidedByOutcome").GetProperty("refuse").GetInt32());
        Assert.Equal(3, progress.GetProperty("openByProposal").GetProperty("admit").GetInt32());
    }

    [Fact]
    public async Task R23_a_case_shows_its_reasons_in_the_officers_language()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());
        using var officer = service.Officer();
        officer.DefaultRequestHeaders.Add("Accept-Language", "fr");

        using var answer = await officer.GetAsync($"/api/screening/cases/{lodged.CandidacyId}");

        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        var details = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("La condition de diplôme est remplie.", details.GetProperty("reasons")[0].GetString());
        Assert.Equal("Management", details.GetProperty("dossier").GetProperty("experiences")[0].GetProperty("kind").GetString());
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class ListFilesTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    [Fact]
    public async Task R46_everything_that_is_missing_is_named_with_candidate_and_competency_in_the_callers_language()
    {
        var vacancy = await service.VacancyAsync();
        for (var i = 0; i < 3; i++)
        {
            var person = Samples.Person();
            await service.PublishAndHandleAsync(person);
            var judged = ResultsFixture.Judged(vacancy, 70m, personId: person.PersonId);
            await service.PublishAndHandleAsync(judged with { Motivation = "", Results = [.. judged.Results.Select(r => r with { Motivation = "" })] });
        }

        using var officer = service.Officer();
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var path = $"/api/results/vacancies/{vacancy.VacancyId}/list/missing";
        var first = await officer.GetFromJsonAsync<JsonElement>($"{path}?pageSize=40");
        var second = await officer.GetFromJsonAsync<JsonElement>($"{path}?pageSize=40&page=2");
        var whole = await officer.GetFromJsonAsync<JsonElement>($"{path}?kind=OverallMotivationMissing");
        using var nonsense = await officer.GetAsync($"{path}?kind=Nonsense");

        Assert.Equal((45, 40, 5), (first.GetProperty("total").GetInt32(), first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Equal(45, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(m => (m.GetProperty("candidacyId").GetGuid(), m.GetProperty("competency").GetString())).Distinct().Count());
        var one = first.GetProperty("items")[0];
        Assert.Equal(("MotivationMissing", "specific-1", "Domain 1"), (one.GetProperty("kind").GetString(), one.GetProperty("competency").GetString(), one.GetProperty("competencyName").GetString()));
        Assert.Equal(("Jo", "Peeters", "Il n'y a pas de motivation pour cette compétence."), (one.GetProperty("firstName").GetString(), one.GetProperty("lastName").GetString(), one.GetProperty("text").GetString()));
        Assert.Equal(3, whole.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    [Fact]
    public async Task R46_a_complete_list_misses_nothing()
    {
        var vacancy = await service.VacancyAsync();
        await service.JudgedAsync(vacancy, 70m);
        using var officer = service.Officer();

        var missing = await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/list/missing");

        Assert.Equal((0, 0), (missing.GetProperty("total").GetInt32(), missing.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task R46_the_standing_and_a_list_can_be_taken_out_as_CSV_in_their_order_and_it_is_on_record()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person() with { FirstName = "=HYPERLINK(\"x\")" };
        await service.PublishAndHandleAsync(person);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 90m, personId: person.PersonId) with { Motivation = "Sterk, \"zeer\" sterk.\nZonder twijfel." });
        var judged = await service.JudgedAsync(vacancy, 70m, 50m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 95m, judged[0].CandidacyId, judged[0].PersonId, version: 6));
        using var officer = service.Officer();
        using var standing = await officer.GetAsync($"/api/results/vacancies/{vacancy.VacancyId}/list/export");
        using var list = await officer.GetAsync($"/api/results/vacancies/{vacancy.VacancyId}/list/export?version=1");
        using var none = await officer.GetAsync($"/api/results/vacancies/{vacancy.VacancyId}/list/export?version=7");

        Assert.Equal("text/csv", standing.Content.Headers.ContentType!.MediaType);
        var (now, then) = (await standing.Content.ReadAsStringAsync(), await list.Content.ReadAsStringAsync());
        Assert.StartsWith("rank,group,firstName,lastName,candidacyId,totalPercent,meritPlace,openReservation,carriedFrom,motivation,specific-1,", now.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(["1,Suitable", "2,Suitable", ",NotSuitable"], Starts(now));
        Assert.Contains($",{judged[0].CandidacyId},95,", now, StringComparison.Ordinal);
        Assert.Contains($",{judged[0].CandidacyId},70,", then, StringComparison.Ordinal);
        Assert.Contains("1,Suitable,\"'=HYPERLINK(\"\"x\"\")\",Peeters,", then, StringComparison.Ordinal);
        Assert.Contains("\"Sterk, \"\"zeer\"\" sterk.\nZonder twijfel.\",18,18,", now, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        await using var db = service.NewDb();
        Assert.Equal(["officer-1", "officer-1"], await db.Records.Where(r => r.EntityId == vacancy.VacancyId && r.Action == "list.exported").Select(r => r.Actor).ToListAsync());

        static string[] Starts(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(',', line.Split(',')[..2]))];
    }

    [Fact]
    public async Task R53_a_list_of_nobody_is_an_empty_file_and_an_empty_page()
    {
        var vacancy = await service.VacancyAsync();
        using var officer = service.Officer();

        var csv = await officer.GetStringAsync($"/api/results/vacancies/{vacancy.VacancyId}/list/export");
        var lists = await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/lists");

        Assert.Single(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, lists.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task R43_a_total_that_is_not_the_weighted_mean_of_the_results_blocks_the_list()
    {
        var weights = new Dictionary<string, decimal> { ["specific-1"] = 3m };
        var vacancy = await service.VacancyAsync(rules => rules with { Scoring = rules.Scoring with { Weights = weights } });
        var judged = ResultsFixture.Judged(vacancy, 70m);
        await service.PublishAndHandleAsync(judged with { Results = [judged.Results[0] with { Result = 20m }, .. judged.Results.Skip(1)] });
        using var wrong = await service.ProposeAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(judged with { Version = 6, TotalPercent = 75.63m, Results = [judged.Results[0] with { Result = 20m }, .. judged.Results.Skip(1)] });
        using var right = await service.ProposeAsync(vacancy.VacancyId);

        Assert.Equal("TotalMismatch", (await ResultsFixture.JsonOf(wrong)).GetProperty("missing")[0].GetProperty("kind").GetString());
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }
}

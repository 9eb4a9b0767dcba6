using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class VacancySearchTests(CandidacyFixture service)
{
    [Fact]
    public async Task R1_a_search_folds_accents_and_case_in_every_language_and_finds_beginnings_of_words()
    {
        var word = $"x{Guid.NewGuid():N}";
        var id = await service.VacancyAsync(service.Definition() with
        {
            Title = new LocalizedText($"Coördinator {word}", "Sécurité sociale", "Überprüfung", "Officer"),
            Place = new LocalizedText("Luik", "Liège", "Lüttich", "Liège"),
        });
        string[] found = [$"{word} coordinator", $"{word} COÖRD", $"{word} securite", $"{word} SÉCURITÉ-SOCIALE", $"{word} uberpruf", word[..20], $"  {word}  & | ! : * ( "];
        foreach (var search in found) Assert.Equal([id], await IdsAsync($"search={Uri.EscapeDataString(search)}"));
        foreach (var search in (string[])[$"{word} niets", $"{word}y", "&|!:*()", "\0", "'; drop table vacancies; --xyzzyx"]) Assert.Empty(await IdsAsync($"search={Uri.EscapeDataString(search)}"));
        foreach (var place in (string[])["liege", "LIÈGE", "luttich", "luik"]) Assert.Equal([id], await IdsAsync($"search={word}&place={Uri.EscapeDataString(place)}"));
        Assert.Empty(await IdsAsync($"search={word}&place=gent"));
    }

    [Fact]
    public async Task R1_the_list_is_filtered_by_what_the_clock_says_and_sorted()
    {
        var word = $"x{Guid.NewGuid():N}";
        var definitions = new[] { "b", "a", "É" }.Select((title, i) => service.Definition(service.Today.PlusDays(3 + i)) with { Title = LocalizedText.Same($"{title} {word}") }).ToList();
        var ids = new List<Guid>();
        foreach (var definition in definitions) ids.Add(await service.VacancyAsync(definition));
        var draft = await service.DraftAsync(service.Definition() with { Title = LocalizedText.Same($"d {word}") });
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{ids[1]}/cancel",
            new { selectionCode = definitions[1].SelectionCode, reason = LocalizedText.Same("Een goede reden.") }, 2)).Is(HttpStatusCode.OK);

        Assert.Equal([ids[0], ids[2]], await IdsAsync($"search={word}&state=Open"));
        Assert.Equal([ids[1]], await IdsAsync($"search={word}&state=Cancelled"));
        Assert.Equal([ids[0], ids[2], ids[1]], await IdsAsync($"search={word}"));
        Assert.Equal([ids[1], ids[0], ids[2]], await IdsAsync($"search={word}&sort=Title"));
        Assert.Equal([ids[2], ids[1], ids[0]], await IdsAsync($"search={word}&sort=Published"));
        var all = (await service.GetAsync(officer, $"vacancies/all?search={word}&sort=Title")).Is(HttpStatusCode.OK).Items;
        Assert.Equal([ids[1], ids[0], draft, ids[2]], all.Select(v => v.GetProperty("vacancyId").GetGuid()));
        using var candidate = await service.CandidateAsync();
        (await service.GetAsync(candidate, "vacancies/all")).Is(HttpStatusCode.Forbidden);

        service.Clock.Reset(BrusselsTime.EndOf(definitions[0].ClosingDate));
        Assert.Equal([ids[0]], await IdsAsync($"search={word}&state=Closed"));
        Assert.Equal([ids[2]], await IdsAsync($"search={word}&state=Open"));
        await service.AnnouncedAsync(ids[0]);
        using var anonymous = service.Anonymous();
        foreach (var query in (string[])["state=99", "sort=12", "levelGroup=7", "language=%00", $"search={new string('x', 201)}", $"place={new string('x', 201)}"])
            (await service.GetAsync(anonymous, $"vacancies?{query}")).IsInvalid(query.Split('=')[0]);
    }

    [Fact]
    public async Task R3_the_list_says_since_when_a_vacancy_is_cancelled()
    {
        var word = $"x{Guid.NewGuid():N}";
        var definition = service.Definition() with { Title = LocalizedText.Same($"a {word}") };
        var cancelled = await service.VacancyAsync(definition);
        var open = await service.VacancyAsync(service.Definition() with { Title = LocalizedText.Same($"b {word}") });
        // Later than it was published, so that one is not taken for the other; to the second, since the database keeps no ticks.
        var at = Instant.FromUnixTimeSeconds(service.Clock.GetCurrentInstant().ToUnixTimeSeconds()) + Duration.FromHours(1);
        service.Clock.Reset(at);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{cancelled}/cancel", new { definition.SelectionCode, reason = LocalizedText.Same("Een goede reden.") }, 2)).Is(HttpStatusCode.OK);

        using var anonymous = service.Anonymous();
        (HttpClient Client, string List)[] lists = [(anonymous, "vacancies"), (officer, "vacancies/all")];
        foreach (var (client, list) in lists)
        {
            var lines = (await service.GetAsync(client, $"{list}?search={word}&sort=Title")).Is(HttpStatusCode.OK).Items;
            Assert.Equal(
                [(cancelled, (Instant?)at), (open, null)],
                lines.Select(v => (v.GetProperty("vacancyId").GetGuid(), v.GetProperty("cancelledAt").Deserialize<Instant?>(ContractsJson.Options))));
        }
    }

    [Fact]
    public async Task R1_a_page_is_found_by_id_and_code_and_not_sent_again_to_who_has_it()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var anonymous = service.Anonymous();
        var byCode = (await service.GetAsync(anonymous, $"vacancies/by-code/{definition.SelectionCode}")).Is(HttpStatusCode.OK);
        Assert.Equal((id, "\"2\""), (byCode.Id("vacancyId"), byCode.Headers.ETag?.Tag));
        (await service.GetAsync(anonymous, "vacancies/by-code/ZZZ99999")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(anonymous, "vacancies/by-code/%EF%BF%BF")).Is(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync("\"2\""));
        Assert.Equal(HttpStatusCode.OK, await AgainAsync("\"1\""));

        service.Clock.Reset(BrusselsTime.EndOf(definition.ClosingDate));
        Assert.Equal(HttpStatusCode.OK, await AgainAsync("\"2\""));
        await service.AnnouncedAsync(id);

        async Task<HttpStatusCode> AgainAsync(string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/candidacy/vacancies/{id}");
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
            using var response = await anonymous.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("search_text")]
    [InlineData("place_text")]
    public async Task R1_a_search_can_use_its_index(string column)
    {
        await using var connection = new NpgsqlConnection(service.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // One of the two columns above.
        await using var command = new NpgsqlCommand(
            $"set enable_seqscan = off; explain select count(*) from vacancies v where to_tsvector('simple', v.{column}) @@ to_tsquery('simple', 'brussel:*')", connection);
#pragma warning restore CA2100
        var plan = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) plan.Add(rows.GetString(0));
        Assert.Contains(plan, line => line.Contains($"ix_vacancies_{column}", StringComparison.Ordinal));
    }

    private async Task<List<Guid>> IdsAsync(string query)
    {
        using var anonymous = service.Anonymous();
        return [.. (await service.GetAsync(anonymous, $"vacancies?{query}")).Is(HttpStatusCode.OK).Items.Select(v => v.GetProperty("vacancyId").GetGuid())];
    }
}

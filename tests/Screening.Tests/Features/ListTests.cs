using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class ListTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static string[] Ids(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("candidacyId").GetString()!)];

    private async Task<JsonElement> SearchAsync(string text, string query = "", string officer = "officer-1")
    {
        using var client = service.Officer(officer);
        using var answer = await service.PostAsync(client, $"cases/search{query}", new { text });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Cases of every kind, put together by the database: thousands of them, as a large vacancy has.</summary>
    private async Task<Guid> ManyAsync(int count)
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());
        var vacancyId = Guid.CreateVersion7();
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, version, first_name, last_name)
            select md5({vacancyId}::text || 'p' || i)::uuid, 1, (array['Zoë', 'Jan', 'Ümit', 'An'])[1 + i % 4], (array['Peeters', 'Çelik', 'Ångström', 'De Smet'])[1 + i % 4] || ' ' || i
            from generate_series(1, {count}) i
            """);
        await db.Database.ExecuteSqlAsync($"""
            insert into cases (candidacy_id, vacancy_id, person_id, version, state, lodged_version, lodged_at, closing_date, dossier, proposal, rule_version,
                proposed_outcome, proposed_reservation, outcome, reservation, lifted, confirmed, decided_at, withdrawn_at, flags, claimed_by, claimed_until)
            select md5({vacancyId}::text || i)::uuid, {vacancyId}, md5({vacancyId}::text || 'p' || i)::uuid, 1, s.state, 1, c.lodged_at, c.closing_date, c.dossier,
                case when i % 13 = 0 then null else c.proposal end, 1,
                case when i % 13 = 0 then null else (array['Admit', 'AdmitUnderReservation', 'Refuse'])[1 + i % 3] end, 'None',
                case when s.state = 'Decided' then (array['Admit', 'AdmitUnderReservation', 'Refuse'])[1 + i % 3] end,
                case when s.state = 'Decided' and i % 3 = 1 then (array['Equivalence', 'LanguageTest', 'Equivalence, LanguageTest'])[1 + i % 5 % 3] else 'None' end,
                case when s.state = 'Decided' and i % 3 = 1 and i % 2 = 0 then (array['Equivalence', 'LanguageTest', 'Equivalence'])[1 + i % 5 % 3] else 'None' end, 'None',
                case when s.state = 'Decided' then c.lodged_at end, null,
                case i % 6 when 0 then array['FiledByOfficer', 'AnotherLanguage'] when 1 then array['AnotherLanguage'] else array[]::text[] end,
                case when s.state = 'Open' then (array[null, 'officer-1', 'officer-2', null])[1 + i % 4] end,
                case when s.state = 'Open' and i % 4 in (1, 2) then {service.Clock.GetCurrentInstant()}::timestamptz + make_interval(hours => case when i % 8 < 4 then 1 else -1 end) end
            from generate_series(1, {count}) i
            cross join lateral (select (array['Open', 'Open', 'Decided', 'Withdrawn'])[1 + i / 2 % 4] as state) s
            cross join cases c where c.candidacy_id = {lodged.CandidacyId}
            """);
        return vacancyId;
    }

    [Fact]
    public async Task R23_of_thousands_of_cases_every_filter_and_every_group_counts_what_a_count_of_all_of_them_gives()
    {
        var vacancyId = await ManyAsync(3000);
        var all = new List<JsonElement>();
        for (var page = 1; all.Count < 3000; page++)
        {
            var list = await service.GetAsync($"cases?vacancyId={vacancyId}&sort=name&page={page}&pageSize=200");
            Assert.Equal(3000, list.GetProperty("total").GetInt32());
            all.AddRange(list.GetProperty("items").EnumerateArray());
        }

        Assert.Equal(3000, all.Select(i => i.GetProperty("candidacyId").GetString()).Distinct().Count());
        (string Facet, Dictionary<string, string> QueryOf, Func<JsonElement, IEnumerable<string>> Of)[] facets =
        [
            ("state", Each("state", "Open", "Decided", "Withdrawn"), i => [Text(i, "state")!]),
            ("proposal", Each("proposal", "Admit", "AdmitUnderReservation", "Refuse"), i => [Text(i, "proposal") ?? "None"]),
            ("outcome", Each("outcome", "Admit", "AdmitUnderReservation", "Refuse"), i => [Text(i, "outcome") ?? "None"]),
            ("reservation", new() { ["Any"] = "underReservation=true", ["None"] = "underReservation=false", ["Equivalence"] = "reservation=Equivalence", ["LanguageTest"] = "reservation=LanguageTest" },
                i => Text(i, "openReservation") is { } open && open != "None" ? ["Any", .. open.Split(", ")] : ["None"]),
            ("dispute", new() { ["Undisputed"] = "undisputed=true", ["Disputed"] = "undisputed=false" },
                i => Text(i, "state") != "Open" ? [] : [i.GetProperty("undisputed").GetBoolean() ? "Undisputed" : "Disputed"]),
            ("claimed", Each("claimed", "Nobody", "Me", "Others", "Anybody"),
                i => i.GetProperty("claim") is { ValueKind: JsonValueKind.Object } claim ? [claim.GetProperty("mine").GetBoolean() ? "Me" : "Others", "Anybody"] : ["Nobody"]),
            ("flag", Each("flag", "FiledByOfficer", "AnotherLanguage", "Reopened"), i => i.GetProperty("flags").EnumerateArray().Select(f => f.GetString()!)),
        ];
        var counts = (await service.GetAsync($"cases?vacancyId={vacancyId}&pageSize=1")).GetProperty("facets");
        foreach (var (facet, queries, of) in facets)
        {
            foreach (var group in counts.GetProperty(facet).EnumerateObject())
                Assert.Equal((facet, group.Name, all.Count(i => of(i).Contains(group.Name))), (facet, group.Name, group.Value.GetInt32()));
            foreach (var (name, query) in queries)
            {
                var list = await service.GetAsync($"cases?vacancyId={vacancyId}&{query}&pageSize=200");
                var expected = all.Where(i => of(i).Contains(name)).ToList();
                Assert.Equal((query, expected.Count), (query, list.GetProperty("total").GetInt32()));
                Assert.Equal(Math.Min(200, expected.Count), list.GetProperty("items").GetArrayLength());
                Assert.All(list.GetProperty("items").EnumerateArray(), i => Assert.Contains(name, of(i)));
                // A facet is counted over what the other filters leave: its own choice changes none of its counts, but those of the others.
                Assert.Equal(counts.GetProperty(facet).GetRawText(), list.GetProperty("facets").GetProperty(facet).GetRawText());
                foreach (var (other, _, ofOther) in facets.Where(f => f.Facet != facet))
                {
                    foreach (var group in list.GetProperty("facets").GetProperty(other).EnumerateObject())
                        Assert.Equal((query, other, group.Name, expected.Count(i => ofOther(i).Contains(group.Name))), (query, other, group.Name, group.Value.GetInt32()));
                }
            }
        }

        static Dictionary<string, string> Each(string name, params string[] values) => values.ToDictionary(v => v, v => $"{name}={v}");
        static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
    }

    [Fact]
    public async Task R23_filters_of_several_kinds_go_together_and_nothing_found_is_an_empty_list()
    {
        var vacancyId = await ManyAsync(600);

        var open = await service.GetAsync($"cases?vacancyId={vacancyId}&state=Open&claimed=Nobody&undisputed=true&sort=-claimedUntil&pageSize=200");
        var none = await service.GetAsync($"cases?vacancyId={vacancyId}&state=Withdrawn&outcome=Admit");

        Assert.NotEmpty(Ids(open));
        Assert.Equal(open.GetProperty("total").GetInt32(), Ids(open).Length);
        Assert.All(open.GetProperty("items").EnumerateArray(), i => Assert.True(i.GetProperty("undisputed").GetBoolean() && i.GetProperty("claim").ValueKind is JsonValueKind.Null));
        Assert.Equal((0, 0), (none.GetProperty("total").GetInt32(), Ids(none).Length));
    }

    [Theory]
    [InlineData("zoe", 25)]
    [InlineData("ZOË PEETERS", 25)]
    [InlineData("celik", 25)]
    [InlineData("smet de an", 25)]
    [InlineData("88 peeters", 1)]
    [InlineData("ångström umit", 25)]
    [InlineData("nobody", 0)]
    [InlineData("%", 0)]
    [InlineData("_", 0)]
    public async Task R56_a_case_is_found_by_parts_of_the_name_in_any_order_accents_and_case_aside(string text, int expected)
    {
        var vacancyId = await ManyAsync(100);

        var found = await SearchAsync(text, $"?vacancyId={vacancyId}");

        Assert.Equal(expected, found.GetProperty("total").GetInt32());
        Assert.Equal(expected, found.GetProperty("facets").GetProperty("state").EnumerateObject().Sum(g => g.Value.GetInt32()));
    }

    [Fact]
    public async Task R56_a_case_is_found_by_its_own_id_and_by_its_persons()
    {
        var vacancyId = await service.VacancyAsync();
        var (one, other) = (await service.CaseAsync(vacancyId), await service.CaseAsync(vacancyId));

        Assert.Equal([one.CandidacyId.ToString()], Ids(await SearchAsync($" {one.CandidacyId} ")));
        Assert.Equal([other.CandidacyId.ToString()], Ids(await SearchAsync(other.PersonId.ToString().ToUpperInvariant())));
        Assert.Equal([other.CandidacyId.ToString()], Ids(await service.GetAsync($"cases?personId={other.PersonId}")));
        Assert.Empty(Ids(await SearchAsync(Guid.CreateVersion7().ToString())));
    }

    [Theory]
    [InlineData("sort=shoes", "sort")]
    [InlineData("state=7", "state")]
    [InlineData("proposal=7", "proposal")]
    [InlineData("outcome=7", "outcome")]
    [InlineData("reservation=None", "reservation")]
    [InlineData("flag=77", "flag")]
    [InlineData("claimed=9", "claimed")]
    public async Task A_filter_that_names_nothing_is_told_with_what_there_is(string query, string field)
    {
        using var officer = service.Officer();
        using var answer = await officer.GetAsync($"/api/screening/cases?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_search_for_nothing_or_for_what_cannot_be_read_is_refused()
    {
        using var officer = service.Officer();
        using var nothing = await service.PostAsync(officer, "cases/search", new { text = " " });
        using var unreadable = await service.PostAsync(officer, "cases/search", new { text = "Jo\u0000" });
        using var tooLong = await service.PostAsync(officer, "cases/search", new { text = new string('a', 201) });

        Assert.All([nothing, unreadable, tooLong], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
    }

    [Fact]
    public async Task The_list_is_sorted_and_the_progress_adds_up()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 6, i => i < 2 ? Samples.Dossier() with { Experiences = [] } : Samples.Dossier());
        await service.PublishAndHandleAsync(Samples.Person(lodged[4].PersonId) with { FirstName = "Ada", LastName = "Aerts" });
        await service.PublishAndHandleAsync(Samples.Person(lodged[5].PersonId) with { FirstName = "Émile", LastName = "Élias" });
        await service.PublishAndHandleAsync(Samples.Person(lodged[3].PersonId) with { FirstName = "Zoë", LastName = "Zeno" });
        using var decided = await service.DecideAsync(lodged[0].CandidacyId, new { outcome = "Refuse", motivation = "Te kort." });
        using var lapsed = await service.ClaimAsync(lodged[2].CandidacyId, "officer-3");
        service.Clock.Advance(Duration.FromHours(2));
        using var claimed = await service.ClaimAsync(lodged[3].CandidacyId, "officer-2");
        using var rejected = await service.RuleAsync(lodged[4].CandidacyId, [(lodged[4].Dossier.Experiences[0].ExperienceId, "Geen leiding.")]);
        await service.PublishAndHandleAsync(new VacancyClosed(vacancyId, 2, Lodged: 6, Lapsed: 1, lodged[0].OccurredAt));

        var page = await service.GetAsync($"cases?vacancyId={vacancyId}&sort=name&page=1&pageSize=2");
        var last = await service.GetAsync($"cases?vacancyId={vacancyId}&sort=name&page=2&pageSize=2");
        var progress = await service.GetAsync($"vacancies/{vacancyId}/progress");

        Assert.Equal(["Aerts", "Élias"], page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("lastName").GetString()));
        Assert.Equal("Zeno", last.GetProperty("items")[0].GetProperty("lastName").GetString());
        int Count(string name) => progress.GetProperty(name).GetInt32();
        Assert.Equal((6, 6, 5, 1, 0), (Count("lodged"), Count("total"), Count("open"), Count("decided"), Count("withdrawn")));
        Assert.Equal(1, progress.GetProperty("decidedByOutcome").GetProperty("refuse").GetInt32());
        Assert.Equal((3, 2), (progress.GetProperty("openByProposal").GetProperty("admit").GetInt32(), progress.GetProperty("openByProposal").GetProperty("refuse").GetInt32()));
        Assert.Equal((3, 2, 2), (Count("undisputed"), Count("disputed"), Count("refusalsToMotivate")));
        Assert.Equal((2, 1), (Count("claimed"), Count("lapsed")));
        Assert.Equal(
            """[{"officer":"officer-1","claimed":1,"lapsed":0,"decided":1},{"officer":"officer-2","claimed":1,"lapsed":0,"decided":0},{"officer":"officer-3","claimed":0,"lapsed":1,"decided":0}]""",
            progress.GetProperty("officers").GetRawText());
    }

    [Fact]
    public async Task R56_a_name_that_changes_is_found_by_the_new_one_only()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancyId);
        await service.PublishAndHandleAsync(Samples.Person(lodged.PersonId) with { LastName = "Voorheen" });
        await service.PublishAndHandleAsync(Samples.Person(lodged.PersonId, version: 2) with { LastName = "Nadien" });

        Assert.Empty(Ids(await SearchAsync("voorheen", $"?vacancyId={vacancyId}")));
        Assert.Equal([lodged.CandidacyId.ToString()], Ids(await SearchAsync("nadien", $"?vacancyId={vacancyId}")));
        await using var db = service.NewDb();
        Assert.Equal("jo nadien", (await db.Persons.SingleAsync(p => p.PersonId == lodged.PersonId)).SearchName);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class BlockTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static object Block(string title = "Te weinig leiding", string text = "U toont {management} aan; er is {requiredManagement} nodig. [… toelichting]", string language = "nl", string use = "Refuse") =>
        new { language, use, title, text };

    private async Task<(Guid Id, HttpResponseMessage Answer)> AddAsync(object block, string officer = "officer-1")
    {
        using var client = service.Officer(officer);
        var answer = await service.PostAsync(client, "text-blocks", block);
        return (answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("blockId").GetGuid() : default, answer);
    }

    private async Task<HttpResponseMessage> ChangeAsync(Guid id, object block, long? ifMatch, string officer = "officer-1")
    {
        using var client = service.Officer(officer);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/screening/text-blocks/{id}") { Content = JsonContent.Create(block) };
        if (ifMatch is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> RetireAsync(Guid id, long ifMatch)
    {
        using var client = service.Officer();
        return await service.PostAsync(client, $"text-blocks/{id}/retire", new { }, ifMatch);
    }

    private static (string? Code, string Text)[] Items(JsonElement blocks) =>
        [.. blocks.GetProperty("items").EnumerateArray().Select(b => (b.GetProperty("code").GetString(), b.GetProperty("text").GetString()!))];

    private async Task<CandidacyLodged> ShortAsync(string language = "nl") => await service.CaseAsync(
        await service.VacancyAsync(Samples.Definition() with { Language = language }),
        Samples.Dossier() with { Experiences = [Samples.Management(new(2019, 10, 24), new(2025, 10, 22))] });

    [Fact]
    public async Task R23_the_blocks_that_fit_a_case_and_an_outcome_come_filled_in_the_language_of_the_procedure_and_titled_in_the_readers()
    {
        var lodged = await ShortAsync("fr");
        using var officer = service.Officer();
        officer.DefaultRequestHeaders.Add("Accept-Language", "de");

        var blocks = await officer.GetFromJsonAsync<JsonElement>($"/api/screening/cases/{lodged.CandidacyId}/text-blocks?use=Refuse");

        Assert.Equal("fr", blocks.GetProperty("language").GetString());
        var block = blocks.GetProperty("items")[0];
        Assert.Equal(("management-too-short", "Zu wenig Managementerfahrung"), (block.GetProperty("code").GetString(), block.GetProperty("title").GetString()));
        Assert.StartsWith("Vous démontrez 5\u00a0ans et 364\u00a0jours", block.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(block.GetProperty("hasGaps").GetBoolean());
        Assert.All(blocks.GetProperty("items").EnumerateArray(), b => Assert.Equal("Refuse", b.GetProperty("use").GetString()));
    }

    [Fact]
    public async Task R57_the_blocks_that_reject_an_experience_speak_of_that_one()
    {
        var lodged = await ShortAsync();
        var experience = lodged.Dossier.Experiences[0];

        var blocks = await service.GetAsync($"cases/{lodged.CandidacyId}/text-blocks?use=RejectExperience&experienceId={experience.ExperienceId}");
        using var officer = service.Officer();
        using var unknown = await officer.GetAsync($"/api/screening/cases/{lodged.CandidacyId}/text-blocks?experienceId={Guid.CreateVersion7()}");
        using var wrong = await officer.GetAsync($"/api/screening/cases/{lodged.CandidacyId}/text-blocks?use=77");
        using var nobody = await officer.GetAsync($"/api/screening/cases/{Guid.CreateVersion7()}/text-blocks");

        Assert.Equal(["not-management", "outside-fields", "not-proven", "adds-nothing", "other-dates"], Items(blocks).Select(b => b.Code));
        Assert.All(Items(blocks), b => Assert.Contains($"{experience.Function} bij {experience.Organisation}", b.Text, StringComparison.Ordinal));
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], new[] { unknown, wrong, nobody }.Select(a => a.StatusCode));
    }

    [Fact]
    public async Task R23_a_decision_whose_motivation_still_has_a_gap_is_refused_with_the_gap_named()
    {
        var lodged = await ShortAsync();
        var block = Items(await service.GetAsync($"cases/{lodged.CandidacyId}/text-blocks?use=Refuse"))[0].Text;

        using var unfinished = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = block });
        using var finished = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = block.Replace("[…]", "De laatste dag ontbreekt.", StringComparison.Ordinal) });

        Assert.Equal(HttpStatusCode.BadRequest, unfinished.StatusCode);
        Assert.Contains("“[…]”", (await unfinished.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("motivation")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
        Assert.Contains("U toont 5\u00a0jaar en 364\u00a0dagen managementervaring", (await service.PublishedAsync<CandidacyRefused>(e => e.CandidacyId == lodged.CandidacyId)).Motivation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R23_no_other_written_act_leaves_with_a_gap_either()
    {
        var diploma = Samples.Diploma();
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "FR" } }] });
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        using var officer = service.Officer();
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Gebleken is dat [… wat]." }, 2);
        using var confirmed = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = false, motivation = "Niet erkend: [...]" }, 2);

        Assert.All([reopened, confirmed], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
    }

    [Fact]
    public async Task R23_an_officer_adds_a_block_that_all_are_offered_beside_the_standard_ones()
    {
        var (id, answer) = await AddAsync(Block("Eigen blok"));
        var french = await AddAsync(Block("Bloc propre", "Vous démontrez {management}.", "fr"));
        var lodged = await ShortAsync();

        var offered = await service.GetAsync($"cases/{lodged.CandidacyId}/text-blocks?use=Refuse", "officer-2");
        var others = await service.GetAsync($"cases/{lodged.CandidacyId}/text-blocks?use=Admit", "officer-2");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(("\"1\"", $"/api/screening/text-blocks/{id}"), (answer.Headers.ETag!.Tag, answer.Headers.Location!.ToString()));
        var own = offered.GetProperty("items").EnumerateArray().Single(b => b.GetProperty("blockId").ValueKind is JsonValueKind.String && b.GetProperty("blockId").GetGuid() == id);
        Assert.Equal("U toont 5\u00a0jaar en 364\u00a0dagen aan; er is 6\u00a0jaar nodig. [… toelichting]", own.GetProperty("text").GetString());
        Assert.DoesNotContain(french.Id.ToString(), offered.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString(), others.GetRawText(), StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == id && r.Action == "text-block.added" && r.Actor == "officer-1"));
    }

    [Fact]
    public async Task R17_a_block_is_changed_on_the_version_that_was_seen_and_not_after_it_was_retired()
    {
        var (id, _) = await AddAsync(Block());

        using var without = await ChangeAsync(id, Block("Nieuw"), null);
        using var changed = await ChangeAsync(id, Block("Nieuw"), 1, "officer-2");
        using var stale = await ChangeAsync(id, Block("Ouder"), 1);
        using var retired = await RetireAsync(id, 2);
        using var late = await ChangeAsync(id, Block("Te laat"), 3);
        using var twice = await RetireAsync(id, 3);
        using var nobody = await RetireAsync(Guid.CreateVersion7(), 1);

        Assert.Equal(
            [HttpStatusCode.PreconditionRequired, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound],
            new[] { without, changed, stale, retired, late, twice, nobody }.Select(a => a.StatusCode));
        Assert.Equal("Nieuw", (await changed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString());
        Assert.Equal("block-retired", await ScreeningFixture.CodeOf(late));
        var lodged = await ShortAsync();
        Assert.DoesNotContain(id.ToString(), (await service.GetAsync($"cases/{lodged.CandidacyId}/text-blocks")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R17_of_two_who_change_a_block_at_once_one_is_told()
    {
        var (id, _) = await AddAsync(Block());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ChangeAsync(id, Block($"Titel {i}"), 1, $"officer-{i}")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task R23_a_block_that_cannot_be_right_is_refused_field_by_field()
    {
        var (_, unknown) = await AddAsync(Block(text: "U toont {ervaring} aan."));
        var (_, empty) = await AddAsync(Block(title: " ", text: "", language: "es"));
        var (_, use) = await AddAsync(Block(use: "Perhaps"));

        Assert.All([unknown, empty, use], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        Assert.Contains("ervaring", (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("text")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(["language", "title", "text"], (await empty.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R23_the_blocks_are_listed_standard_ones_first_and_page_by_page()
    {
        var (german, _) = await AddAsync(Block("Deutscher Baustein", "Sie weisen {management} nach.", "de", "Reopen"));
        var (gone, _) = await AddAsync(Block("Alter Baustein", "Alt.", "de", "Reopen"));
        using var retiring = await RetireAsync(gone, 1);

        var all = await service.GetAsync("text-blocks?language=de&use=Reopen");
        var second = await service.GetAsync("text-blocks?language=de&use=Reopen&page=2&pageSize=2");
        var retired = await service.GetAsync("text-blocks?language=de&use=Reopen&retired=true");
        var every = await service.GetAsync("text-blocks?pageSize=200");
        using var officer = service.Officer();
        using var wrong = await officer.GetAsync("/api/screening/text-blocks?language=es");

        Assert.Equal((3, "new-element", german), (all.GetProperty("total").GetInt32(), Items(all)[0].Code, all.GetProperty("items")[2].GetProperty("blockId").GetGuid()));
        Assert.Contains("{title}", Items(all)[0].Text, StringComparison.Ordinal);
        Assert.Equal(german, Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("blockId").GetGuid());
        Assert.Equal(gone, Assert.Single(retired.GetProperty("items").EnumerateArray()).GetProperty("blockId").GetGuid());
        Assert.True(every.GetProperty("total").GetInt32() >= 4 * Screening.Domain.TextBlocks.Standard.Count);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }
}

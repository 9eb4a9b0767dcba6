using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Selection.Candidacies.Features.Vacancies;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class NoticeFileTests(CandidacyFixture service)
{
    [Fact]
    public async Task R1_the_seeds_notice_comes_back_from_an_import_and_export_as_it_was()
    {
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root(), "demo/seed/ksz-adjunct.json")))!;
        seed["selectionCode"] = service.Definition().SelectionCode;
        var id = (await ImportAsync(seed.ToJsonString())).Is(HttpStatusCode.Created).Id("vacancyId");

        var exported = await ExportAsync(id);
        var again = JsonNode.Parse(exported)!;
        again["selectionCode"] = service.Definition().SelectionCode;
        var second = (await ImportAsync(again.ToJsonString())).Is(HttpStatusCode.Created).Id("vacancyId");

        Assert.True(JsonNode.DeepEquals(again, JsonNode.Parse(await ExportAsync(second))), "The second export differs from the first.");
        // The seed says every rule of its own; nothing is lost and nothing comes by itself but the rules' defaults.
        Assert.All(seed.AsObject().Where(member => member.Key is not ("selectionCode" or "rules")), member =>
            Assert.True(JsonNode.DeepEquals(member.Value, JsonNode.Parse(exported)![member.Key]), member.Key));
        using var officer = service.Officer();
        Assert.DoesNotContain((await service.GetAsync(officer, $"vacancies/{id}/check")).Is(HttpStatusCode.OK)["errors"].EnumerateArray(), e => e.GetProperty("path").GetString() != "closingDate");
    }

    [Fact]
    public async Task R3_any_published_version_is_exported_for_everybody_and_a_draft_for_officers()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/correct", definition with { Summary = LocalizedText.Same("Corrected") }, 2)).Is(HttpStatusCode.OK);
        using var anonymous = service.Anonymous();
        var first = (await service.GetAsync(anonymous, $"vacancies/{id}/export?version=1")).Is(HttpStatusCode.OK);
        Assert.Equal(definition with { Version = 0 }, Read(first), Same);
        Assert.Equal($"{definition.SelectionCode}-v1.json", first.ContentHeaders.ContentDisposition?.FileNameStar);
        Assert.Equal("Corrected", Read((await service.GetAsync(anonymous, $"vacancies/{id}/export")).Is(HttpStatusCode.OK)).Summary.Nl);
        (await service.GetAsync(anonymous, $"vacancies/{id}/export?version=3")).Is(HttpStatusCode.NotFound);
        var draft = await service.DraftAsync();
        (await service.GetAsync(anonymous, $"vacancies/{draft}/export")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(officer, $"vacancies/{draft}/export")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R1_an_import_with_faults_makes_no_draft()
    {
        var definition = service.Definition();
        var notice = JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!;
        (await ImportAsync(notice.ToJsonString())).IsInvalid("version");
        notice.AsObject().Remove("version");
        notice["colour"] = "blue";
        notice["purpose"]![0]!["nl"] = "<b>vet</b>";
        (await ImportAsync(notice.ToJsonString())).IsInvalid("colour");
        notice.AsObject().Remove("colour");
        (await ImportAsync(notice.ToJsonString())).IsInvalid("purpose[0].nl");
        (await ImportAsync("{ \"selectionCode\": \"ANG25001\", ")).IsInvalid("body");
        (await ImportAsync("")).IsInvalid("body");
        (await ImportAsync("[]")).IsInvalid("body");
        (await ImportAsync("{\"title\":{},\"title\":{}}")).Is(HttpStatusCode.BadRequest);
        (await ImportAsync(new string('[', 2000))).Is(HttpStatusCode.BadRequest);
        notice["purpose"]![0]!["nl"] = new string('x', ImportVacancy.LargestFile);
        (await ImportAsync(notice.ToJsonString())).IsRefused(HttpStatusCode.RequestEntityTooLarge, null, "too-large");
        notice["purpose"]![0]!["nl"] = "\0";
        (await ImportAsync(notice.ToJsonString())).IsInvalid("purpose[0].nl");
        notice["purpose"]![0]!["nl"] = "Goed.";
        notice["closingDate"] = "2025-02-30";
        (await ImportAsync(notice.ToJsonString())).IsInvalid("closingDate");
        notice["closingDate"] = "2025-10-22";
        (await ImportAsync(notice.ToJsonString())).Is(HttpStatusCode.Created);
        (await ImportAsync(notice.ToJsonString())).IsRefused(HttpStatusCode.Conflict, "R1", "selection-code-taken");
    }

    [Fact]
    public async Task R1_the_schema_is_public_and_of_2020_12()
    {
        using var anonymous = service.Anonymous();
        using var response = await anonymous.GetAsync("/api/candidacy/vacancies/schema");
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        var schema = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.Equal(["nl", "fr"], schema["properties"]!["language"]!["enum"]!.AsArray().Select(l => l!.GetValue<string>()));
    }

    [Fact]
    public async Task R1_a_draft_is_checked_previewed_copied_and_deleted()
    {
        var incomplete = service.Definition(service.Today.PlusDays(2)) with { Title = new LocalizedText("Titel", "Titre", "", "Title"), MandateYears = 5 };
        var id = await service.DraftAsync(incomplete);
        using var officer = service.Officer();
        var check = (await service.SendAsync(officer, HttpMethod.Get, $"vacancies/{id}/check", language: "nl")).Is(HttpStatusCode.OK);
        Assert.False(check["publishable"].GetBoolean());
        var error = Assert.Single(check["errors"].EnumerateArray());
        Assert.Equal(("title.de", "required", "Vul dit in."), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString(), error.GetProperty("text").GetString()));
        Assert.Equal(["closing-soon", "mandate-unusual", "no-tie-break"], check["warnings"].EnumerateArray().Select(w => w.GetProperty("code").GetString()).Order());

        var preview = (await service.GetAsync(officer, $"vacancies/{id}/preview")).Is(HttpStatusCode.OK);
        Assert.Equal(("Open", 1), (preview["state"].GetString(), preview["definition"].GetProperty("version").GetInt32()));
        Assert.Equal("Draft", (await service.GetAsync(officer, $"vacancies/{id}"))["state"].GetString());

        var copyCode = service.Definition().SelectionCode;
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/copy", new { selectionCode = incomplete.SelectionCode })).IsRefused(HttpStatusCode.Conflict, "R1", "selection-code-taken");
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/copy", new { selectionCode = "x", closingDate = "9999-12-31" })).IsInvalid("selectionCode", "closingDate");
        var copy = (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/copy", new { selectionCode = copyCode })).Is(HttpStatusCode.Created).Id("vacancyId");
        Assert.Equal(5, (await service.GetAsync(officer, $"vacancies/{copy}"))["definition"].GetProperty("mandateYears").GetInt32());

        (await service.SendAsync(officer, HttpMethod.Delete, $"vacancies/{id}")).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await service.SendAsync(officer, HttpMethod.Delete, $"vacancies/{id}", ifMatch: 7)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await service.SendAsync(officer, HttpMethod.Delete, $"vacancies/{id}", ifMatch: 1)).Is(HttpStatusCode.NoContent);
        (await service.GetAsync(officer, $"vacancies/{id}")).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(officer, $"vacancies/{copy}")).Is(HttpStatusCode.OK);
        (await service.SendAsync(officer, HttpMethod.Delete, $"vacancies/{await service.VacancyAsync()}", ifMatch: 2)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-published");
        Assert.DoesNotContain(service.Published<VacancyPublished>(), e => e.VacancyId == id);
    }

    private static readonly EqualityComparer<ProcedureDefinition> Same = EqualityComparer<ProcedureDefinition>.Create(
        (a, b) => JsonSerializer.Serialize(a, ContractsJson.Options) == JsonSerializer.Serialize(b, ContractsJson.Options), _ => 0);

    private static ProcedureDefinition Read(Answer answer) => JsonSerializer.Deserialize<ProcedureDefinition>(answer.Bytes, ContractsJson.Options)!;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Selection.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private async Task<string> ExportAsync(Guid id)
    {
        using var officer = service.Officer();
        return Encoding.UTF8.GetString((await service.GetAsync(officer, $"vacancies/{id}/export")).Is(HttpStatusCode.OK).Bytes);
    }

    private async Task<Answer> ImportAsync(string json)
    {
        using var officer = service.Officer();
        return await service.SendAsync(officer, HttpMethod.Post, "vacancies/import", new StringContent(json, Encoding.UTF8, "application/json"));
    }
}

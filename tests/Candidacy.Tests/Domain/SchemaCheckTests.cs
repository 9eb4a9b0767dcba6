using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Features.Vacancies;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class SchemaCheckTests
{
    [Fact]
    public void R1_a_complete_notice_follows_the_schema() => Assert.Empty(Faults(Notice()));

    [Fact]
    public void R1_everything_a_file_has_wrong_is_said_at_once_by_path()
    {
        var notice = Notice();
        notice["titel"] = "x";
        notice.AsObject().Remove("employer");
        notice["title"]!["fr"] = 12;
        notice["summary"]!.AsObject().Remove("de");
        notice["mandateYears"] = "6";
        notice["salary"]!["grossYearlyEuro"] = "185457.89";
        notice["salary"]!["mobilityBudgetEuro"] = null;
        notice["workingTime"] = "Sometimes";
        notice["closingDate"] = "22/10/2025";
        notice["purpose"] = "one text";
        notice["steps"]![0]!["items"]![0] = null;
        notice["competencies"]!["specific"]![2]!["mastery"] = 1;
        notice["competencies"]!["management"]![0]!["competencies"]![1]!["extra"] = true;
        notice["rules"]!["diploma"] = new JsonObject { ["federalLevelACounts"] = "yes" };
        notice["rules"]!["scoring"] = new JsonObject { ["weights"] = new JsonObject { ["specific-1"] = "heavy" } };
        notice["selectionCode"] = "ang1";
        notice["language"] = "de";

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["titel"] = "json-unknown",
                ["employer"] = "required",
                ["title.fr"] = "json-text",
                ["summary.de"] = "required",
                ["mandateYears"] = "json-whole",
                ["salary.grossYearlyEuro"] = "json-number",
                ["workingTime"] = "one-of",
                ["closingDate"] = "json-date",
                ["purpose"] = "json-list",
                ["steps[0].items[0]"] = "required",
                ["competencies.specific[2].mastery"] = "json-text",
                ["competencies.management[0].competencies[1].extra"] = "json-unknown",
                ["rules.diploma.federalLevelACounts"] = "json-yes-no",
                ["rules.scoring.weights.specific-1"] = "json-number",
                ["selectionCode"] = "selection-code",
                ["language"] = "one-of",
            }.OrderBy(f => f.Key),
            Faults(notice).OrderBy(f => f.Key));
    }

    [Theory]
    [InlineData("[]", "json-object")]
    [InlineData("null", "required")]
    [InlineData("\"ANG25001\"", "json-object")]
    public void R1_a_file_that_is_no_notice_at_all_is_told_so(string json, string code) => Assert.Equal(("body", code), Assert.Single(Faults(JsonNode.Parse(json))) is var fault ? (fault.Key, fault.Value) : default);

    [Fact]
    public void R1_lists_and_texts_have_an_end()
    {
        var notice = Notice();
        notice["purpose"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => JsonSerializer.SerializeToNode(Samples.Text("x"), ContractsJson.Options))]);
        notice["place"]!["nl"] = new string('x', 10_001);
        Assert.Equal(["place.nl:too-long", "purpose:too-many"], Faults(notice).Select(f => $"{f.Key}:{f.Value}").Order());
    }

    /// <summary>A law: whatever the schema lets through can be read, and taking any member out of it is noticed unless the member is optional.</summary>
    [Fact]
    public void R1_what_follows_the_schema_can_be_read() =>
        Gen.Select(Gen.Int[0, 400], Gen.OneOfConst("1", "\"x\"", "null", "[]", "{}", "true", "-0.5")).Sample((which, replacement) =>
        {
            var notice = Notice();
            var places = Places(notice).ToList();
            var (parent, key) = places[which % places.Count];
            var changed = JsonNode.Parse(replacement);
            if (parent is JsonArray list) list[(int)key] = changed;
            else parent[(string)key] = changed;
            if (Faults(notice).Count > 0) return true;
            return notice.Deserialize<ProcedureDefinition>(new JsonSerializerOptions(ContractsJson.Options) { RespectNullableAnnotations = true }) is not null;
        }, iter: 2000);

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject parent => parent.ToList().SelectMany(child => new[] { ((JsonNode)parent, (object)child.Key) }.Concat(child.Value is null ? [] : Places(child.Value))),
        JsonArray list => Enumerable.Range(0, list.Count).SelectMany(i => new[] { ((JsonNode)list, (object)i) }.Concat(list[i] is { } item ? Places(item) : [])),
        _ => [],
    };

    private static JsonNode Notice()
    {
        var node = JsonSerializer.SerializeToNode(Samples.Definition("ANG25001") with { ClosingDate = new LocalDate(2025, 10, 22) }, ContractsJson.Options)!;
        node.AsObject().Remove("version");
        return node;
    }

    private static Dictionary<string, string> Faults(JsonNode? notice) =>
        SchemaCheck.Faults(JsonSerializer.SerializeToElement(notice), NoticeSchema.Node).ToDictionary(f => f.Field, f => f.Code);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>The form of a notice as a file: a JSON schema (2020-12) made from the types, public, so that a notice can be written and checked in any editor.</summary>
internal static class NoticeSchema
{
    /// <summary>The schema.</summary>
    public static JsonNode Node { get; } = Make();

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/schema", () => TypedResults.Content(Text, "application/schema+json"))
        .AllowAnonymous().WithTags("vacancies").WithSummary("The JSON schema (2020-12) of a notice, for import and export.");

    private static readonly string Text = Node.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonNode Make()
    {
        var schema = (JsonObject)ContractsJson.Options.GetJsonSchemaAsNode(typeof(ProcedureDefinition), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Refine(context, node),
        });
        // An export does not carry its version: an import is a draft, which has none.
        ((JsonObject)schema["properties"]!).Remove("version");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", "urn:selection:schema:notice");
        schema.Insert(2, "title", "The notice and the rules of a top-management selection");
        return schema;
    }

    private static JsonNode Refine(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(LocalDate)) return new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = @"^\d{4}-\d{2}-\d{2}$" };
        if (node is not JsonObject rule || rule.ContainsKey("$ref")) return node;
        if (type.IsEnum)
        {
            rule["type"] = "string";
            rule["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]);
        }
        else if (type == typeof(string))
        {
            rule["maxLength"] = ProcedureCheck.LongestText;
            if (context.PropertyInfo?.Name == "selectionCode") rule["pattern"] = "^[A-Z]{3}[0-9]{5}$";
            if (context.PropertyInfo?.Name == "language") rule["enum"] = new JsonArray([.. ProcedureCheck.Languages.Select(language => (JsonNode)language)]);
        }
        else if (rule["items"] is not null)
        {
            rule["maxItems"] = ProcedureCheck.LongestList;
        }
        else if (rule["properties"] is not null)
        {
            rule["additionalProperties"] = false;
        }

        return rule;
    }
}

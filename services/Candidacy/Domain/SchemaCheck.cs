using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>
/// A document against a JSON schema: everything that is wrong at once, each by its path, in words of the platform's own. Knows
/// the keywords that schemas made from types consist of.
/// </summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong with the document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="schema">The whole schema, which references point into.</param>
    public static IEnumerable<FieldError> Faults(JsonElement document, JsonNode schema) => At(document, schema, schema, "");

    private static IEnumerable<FieldError> At(JsonElement value, JsonNode rule, JsonNode root, string path)
    {
        if (rule["$ref"]?.GetValue<string>() is { } reference) return At(value, Resolve(reference, root), root, path);
        if (OfType(value, rule) is { } wrong) return [new FieldError(path.Length == 0 ? "body" : path, wrong)];
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, rule, root, path),
            JsonValueKind.Array => OfList(value, rule, root, path),
            JsonValueKind.String => OfText(value.GetString()!, rule, path),
            _ => [],
        };
    }

    /// <summary>The code of what should have been there; null where the type fits.</summary>
    private static string? OfType(JsonElement value, JsonNode rule)
    {
        string[] types = rule["type"] switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            { } one => [one.GetValue<string>()],
            null => [],
        };
        if (types.Length == 0 || types.Any(Fits)) return null;
        if (value.ValueKind is JsonValueKind.Null) return "required";
        return types[0] switch
        {
            "object" => "json-object",
            "array" => "json-list",
            "integer" => "json-whole",
            "number" => "json-number",
            "boolean" => "json-yes-no",
            _ => "json-text",
        };

        bool Fits(string type) => value.ValueKind switch
        {
            JsonValueKind.Object => type is "object",
            JsonValueKind.Array => type is "array",
            JsonValueKind.String => type is "string",
            JsonValueKind.Number => type is "number" ? value.TryGetDecimal(out _) : type is "integer" && value.TryGetInt32(out _),
            JsonValueKind.True or JsonValueKind.False => type is "boolean",
            _ => type is "null",
        };
    }

    private static IEnumerable<FieldError> OfObject(JsonElement value, JsonNode rule, JsonNode root, string path)
    {
        var known = rule["properties"] as JsonObject;
        foreach (var name in (rule["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !value.TryGetProperty(name, out _)))
            yield return new FieldError(Below(path, name), "required");
        foreach (var member in value.EnumerateObject())
        {
            var below = Below(path, member.Name);
            if ((known?[member.Name] ?? rule["additionalProperties"] as JsonObject) is { } inner)
            {
                foreach (var fault in At(member.Value, inner, root, below)) yield return fault;
            }
            else
            {
                yield return new FieldError(below, "json-unknown");
            }
        }
    }

    private static IEnumerable<FieldError> OfList(JsonElement value, JsonNode rule, JsonNode root, string path)
    {
        if (rule["maxItems"]?.GetValue<int>() is { } most && value.GetArrayLength() > most) return [new FieldError(path, "too-many", most)];
        return rule["items"] is { } item ? value.EnumerateArray().SelectMany((element, i) => At(element, item, root, $"{path}[{i}]")) : [];
    }

    private static IEnumerable<FieldError> OfText(string text, JsonNode rule, string path)
    {
        if (rule["enum"] is JsonArray choices && !choices.Any(choice => choice?.GetValue<string>() == text))
            yield return new FieldError(path, "one-of", string.Join(", ", choices.Select(choice => choice!.GetValue<string>())));
        if (rule["maxLength"]?.GetValue<int>() is { } longest && text.Length > longest) yield return new FieldError(path, "too-long", longest);
        if (rule["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return new FieldError(path, rule["format"] is null ? "selection-code" : "json-date");
    }

    private static JsonNode Resolve(string reference, JsonNode root) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (node, part) => node[part] ?? throw new InvalidOperationException($"The schema has nothing at {reference}."));

    private static string Below(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Selection.Contracts;
using Selection.Contracts.Vacancies;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>A definition as a tree of JSON, which a form's fields are read from and written to by their paths: a draft may hold what the types do not allow yet.</summary>
public sealed partial class NoticeTree(JsonObject root)
{
    public JsonObject Root { get; } = root;

    public static NoticeTree Of(ProcedureDefinition definition)
    {
        var root = (JsonObject)JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!;
        root.Remove("version");
        return new NoticeTree(root);
    }

    public static NoticeTree Parse(string? json) => new(string.IsNullOrEmpty(json) ? [] : JsonNode.Parse(json) as JsonObject ?? []);

    public override string ToString() => Root.ToJsonString();

    public NoticeTree Clone() => new((JsonObject)Root.DeepClone());

    /// <summary>What stands at a path; null where there is nothing.</summary>
    public JsonNode? At(string path) => Steps(path).Aggregate((JsonNode?)Root, (node, step) => node switch
    {
        JsonObject parent => parent[step],
        JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Count => list[i],
        _ => null,
    });

    /// <summary>A text, number or choice as it is shown in a field.</summary>
    public string Text(string path) => At(path) is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : "";

    public bool Yes(string path) => At(path) is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;

    public decimal? Number(string path) => Number(At(path));

    /// <summary>A number, of whatever type it was made.</summary>
    public static decimal? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() is JsonValueKind.Number ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    public int Count(string path) => At(path) is JsonArray list ? list.Count : 0;

    /// <summary>Writes at a path; objects on the way are made.</summary>
    public void Set(string path, JsonNode? value)
    {
        var steps = Steps(path).ToList();
        JsonNode node = Root;
        foreach (var step in steps.SkipLast(1))
        {
            if (node is JsonObject parent) node = parent[step] ??= new JsonObject();
            else if (node is JsonArray list) node = list[int.Parse(step, CultureInfo.InvariantCulture)]!;
        }

        if (node is JsonArray rows) rows[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = value;
        else ((JsonObject)node)[steps[^1]] = value;
    }

    /// <summary>What the fields of a part hold, and nothing else.</summary>
    public NoticeTree Only(NoticePart part)
    {
        var only = new NoticeTree([]);
        foreach (var field in part.Flat) only.Set(field.Name, At(field.Name)?.DeepClone());
        return only;
    }

    /// <summary>Takes over what another tree holds of a part.</summary>
    public void Take(NoticePart part, NoticeTree other)
    {
        foreach (var field in part.Flat) Set(field.Name, other.At(field.Name)?.DeepClone());
    }

    public bool Same(NoticeTree other) => JsonNode.DeepEquals(Root, other.Root);

    /// <summary>Every value by its path, in order; empty ones are left out, as a row that was added and not filled in is.</summary>
    public IReadOnlyDictionary<string, string> Leaves()
    {
        var leaves = new Dictionary<string, string>();
        Collect(Root, "", leaves);
        return leaves;
    }

    /// <summary>
    /// Two officers changed the same part: where only one of them changed a value it is taken, where both did, mine stays and
    /// the path is returned. Rows that came, went or moved cannot be told apart by their paths: then everything of mine stays.
    /// </summary>
    /// <param name="before">What both began with.</param>
    /// <param name="now">What the other one made of it.</param>
    /// <returns>Where the other one's value is not mine.</returns>
    public IReadOnlyList<string> Merge(NoticeTree before, NoticeTree now)
    {
        var (began, mine, theirs) = (before.Leaves(), Leaves(), now.Leaves());
        if (Shape(began).SetEquals(Shape(mine)) && Shape(began).SetEquals(Shape(theirs)))
        {
            foreach (var path in theirs.Keys.Union(began.Keys).Where(p => mine.GetValueOrDefault(p) == began.GetValueOrDefault(p) && theirs.GetValueOrDefault(p) != began.GetValueOrDefault(p)))
                Set(path, now.At(path)?.DeepClone());
            mine = Leaves();
        }

        return [.. theirs.Keys.Union(began.Keys).Where(p => theirs.GetValueOrDefault(p) != began.GetValueOrDefault(p) && theirs.GetValueOrDefault(p) != mine.GetValueOrDefault(p))];
    }

    /// <summary>Codes that were left out are made of the English or Dutch name; what was said about codes that are gone, goes.</summary>
    public void Tidy()
    {
        foreach (var list in new[] { "competencies.assessment", "competencies.specific", "rules.experience.usefulDomains" }) FillCodes(list);
        for (var i = 0; i < Count("competencies.management"); i++) FillCodes($"competencies.management[{i}].competencies");
        var codes = OralTest().Select(c => c.Code).ToHashSet();
        if (At($"rules.scoring.{WeightsField.Weights}") is JsonObject weights)
        {
            foreach (var gone in weights.Select(w => w.Key).Where(code => !codes.Contains(code)).ToList()) weights.Remove(gone);
        }

        if (At($"rules.scoring.{WeightsField.Essential}") is JsonArray essential)
            Set($"rules.scoring.{WeightsField.Essential}", new JsonArray([.. essential.Select(e => e!.GetValue<string>()).Where(codes.Contains).Select(code => (JsonNode)code)]));
    }

    /// <summary>What the committee scores: codes with names. One that has no code yet, or another's, cannot be weighed.</summary>
    public IReadOnlyList<(string Code, LocalizedText Name)> OralTest() => [.. OralTestRows().Where(c => c.Code.Length > 0).DistinctBy(c => c.Code)];

    private IEnumerable<(string Code, LocalizedText Name)> OralTestRows() =>
    [
        .. Enumerable.Range(0, Count("competencies.specific")).Select(i => (Text($"competencies.specific[{i}].code"), Texts($"competencies.specific[{i}].domain"))),
        .. from g in Enumerable.Range(0, Count("competencies.management"))
           from i in Enumerable.Range(0, Count($"competencies.management[{g}].competencies"))
           let path = $"competencies.management[{g}].competencies[{i}]"
           select (Text($"{path}.code"), Texts($"{path}.name")),
    ];

    public LocalizedText Texts(string path) => new(Text($"{path}.nl"), Text($"{path}.fr"), Text($"{path}.de"), Text($"{path}.en"));

    private void FillCodes(string list)
    {
        for (var i = 0; i < Count(list); i++)
        {
            if (Text($"{list}[{i}].code").Trim().Length > 0) continue;
            var name = At($"{list}[{i}].name") is null ? Texts($"{list}[{i}].domain") : Texts($"{list}[{i}].name");
            var code = NotInCodes().Replace((name.En.Length > 0 ? name.En : name.Nl).ToLowerInvariant(), "-").Trim('-');
            if (code.Length > 50) code = code[..50].Trim('-');
            if (code.Length == 0) continue;
            var (free, next) = (code, 2);
            while (Leaves().Any(l => l.Key.EndsWith(".code", StringComparison.Ordinal) && l.Value == free)) free = $"{code}-{next++}";
            Set($"{list}[{i}].code", free);
        }
    }

    private static HashSet<string> Shape(IReadOnlyDictionary<string, string> leaves) => [.. leaves.Keys.Select(k => LastIndex().Match(k).Value).Where(k => k.Length > 0)];

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach (var (name, child) in parent) Collect(child, path.Length == 0 ? name : $"{path}.{name}", leaves);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++) Collect(list[i], $"{path}[{i}]", leaves);
                break;
            case JsonValue value:
                var text = value.TryGetValue<string>(out var words) ? words : Number(value)?.ToString("0.############", CultureInfo.InvariantCulture) ?? value.ToJsonString();
                if (text.Length > 0) leaves[path] = text;
                break;
        }
    }

    private static IEnumerable<string> Steps(string path) => path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInCodes();

    /// <summary>The path up to its last row.</summary>
    [GeneratedRegex(@"^.*\]")]
    private static partial Regex LastIndex();
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>One thing a correction changed.</summary>
/// <param name="Path">Its JSON path, e.g. <c>summary.fr</c> or <c>purpose[2].nl</c>.</param>
/// <param name="Old">As it was; null where there was nothing.</param>
/// <param name="New">As it is; null where it was taken out.</param>
public sealed record Change(string Path, string? Old, string? New)
{
    /// <summary>Which field of the notice it belongs to.</summary>
    public string Field => Path.Split('.', '[')[0];
}

/// <summary>
/// What may be corrected after publication (R3): what people read, and the closing date to a later one. What candidates are
/// judged by, and what they decided to apply on, is frozen.
/// </summary>
internal static class Correction
{
    private const string ClosingDate = "closingDate";

    /// <summary>Fields that are there to be read: any text of theirs may be reworded, added or taken out.</summary>
    private static readonly HashSet<string> Readable =
    [
        "title", "employer", "diploma", "contractType", "recruitmentType", "place", "summary", "purpose", "context", "resultAreas", "size",
        "participationConditions", "appointmentConditions", "steps", "howToApply", "contact",
    ];

    /// <summary>Everything that differs, in the order of the notice.</summary>
    public static IReadOnlyList<Change> Between(ProcedureDefinition before, ProcedureDefinition after)
    {
        var (old, @new) = (Leaves(before), Leaves(after));
        return [.. old.Keys.Union(@new.Keys).Select(path => new Change(path, old.GetValueOrDefault(path), @new.GetValueOrDefault(path))).Where(c => c.Old != c.New)];
    }

    /// <summary>The changes that are not allowed.</summary>
    public static IReadOnlyList<FieldError> Refused(ProcedureDefinition before, ProcedureDefinition after) =>
    [
        .. Between(before, after).Where(c => c.Field != ClosingDate && !MayChange(c)).Select(c => new FieldError(c.Path, "frozen")),
        .. after.ClosingDate < before.ClosingDate ? (FieldError[])[new(ClosingDate, "closing-date-earlier", before.ClosingDate)] : [],
    ];

    /// <summary>Of the competency model the words only, each for an older one: codes, order, groups and mastery are what is scored.</summary>
    private static bool MayChange(Change change) =>
        Readable.Contains(change.Field)
        || (change is { Field: "competencies", Old: not null, New: not null } && change.Path[(change.Path.LastIndexOf('.') + 1)..] is "nl" or "fr" or "de" or "en");

    private static Dictionary<string, string> Leaves(ProcedureDefinition definition)
    {
        var leaves = new Dictionary<string, string>();
        Collect(JsonSerializer.SerializeToNode(definition with { Version = 0 }, ContractsJson.Options), "", leaves);
        return leaves;
    }

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
                // 60 and 60.0 are the same number.
                leaves[path] = value.GetValueKind() is JsonValueKind.Number
                    ? value.GetValue<decimal>().ToString("0.############################", CultureInfo.InvariantCulture)
                    : value.ToString();
                break;
        }
    }
}

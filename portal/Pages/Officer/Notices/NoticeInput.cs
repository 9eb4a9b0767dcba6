using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Resources;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>Reads what was typed into a part's form, and does what its buttons ask of rows; nothing needs a script.</summary>
public sealed class NoticeInput(IFormCollection form, Texts texts)
{
    private const int MostRows = 100;

    /// <summary>What the page itself found wrong: numbers that are none.</summary>
    public FormErrors Errors { get; } = new();

    /// <summary>Writes the fields of a part into the tree as they were typed.</summary>
    /// <param name="part">The part whose form was sent.</param>
    /// <param name="tree">The definition.</param>
    /// <param name="published">Then what is frozen was not in the form, and stays.</param>
    public void Read(NoticePart part, NoticeTree tree, bool published) => Read(part.Flat, "", tree, published);

    /// <summary>Adds, takes out or moves a row: <c>add purpose</c>, <c>remove purpose[2]</c>, <c>up purpose[2]</c>, <c>down purpose[2]</c>.</summary>
    /// <returns>Whether that was asked for.</returns>
    public static bool DoWithRows(string? deed, NoticePart part, NoticeTree tree)
    {
        if (deed?.Split(' ') is not [var verb, var path] || verb is not ("add" or "remove" or "up" or "down")) return false;
        if (verb == "add")
        {
            if (tree.At(path) is JsonArray { Count: < MostRows } rows && FieldAt(part.Flat, path) is RowsField field) rows.Add(Empty(field));
            return true;
        }

        var bracket = path.LastIndexOf('[');
        if (bracket < 0 || tree.At(path[..bracket]) is not JsonArray list || !int.TryParse(path[(bracket + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) || i >= list.Count) return true;
        var row = list[i];
        list.RemoveAt(i);
        if (verb != "remove") list.Insert(Math.Clamp(verb == "up" ? i - 1 : i + 1, 0, list.Count), row);
        return true;
    }

    /// <summary>A number in the page's language or with a point; null where it is none.</summary>
    public static decimal? NumberOf(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '\'')));
        var point = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator[0];
        var other = point == ',' ? '.' : ',';
        var last = plain.LastIndexOf(other);
        // Of two separators the later one, and one alone that cannot separate thousands, is the decimal sign, whatever the language.
        if (plain.Contains(point) ? last > plain.LastIndexOf(point) : plain.Count(c => c == other) == 1 && plain.Length - last != 4) point = other;
        var digits = string.Concat(plain.Where(c => c == point || (c is not ('.' or ',')))).Replace(point, '.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private void Read(IEnumerable<NoticeField> fields, string above, NoticeTree tree, bool published)
    {
        foreach (var field in fields.Where(f => !(published && f.Frozen)))
        {
            var path = PathOf(above, field.Name);
            switch (field)
            {
                case TextsField:
                    foreach (var language in new[] { "nl", "fr", "de", "en" }) tree.Set($"{path}.{language}", Posted($"{path}.{language}"));
                    break;
                case LineField or ChoiceField:
                    tree.Set(path, Posted(path).Trim());
                    break;
                case DayField:
                    var day = Posted(path).Trim();
                    tree.Set(path, day);
                    if (!LocalDatePattern.Iso.Parse(day).Success) Errors.Add($"Form.{path}", texts["Notice_NoDay"]);
                    break;
                case YesNoField:
                    tree.Set(path, Posted(path) == "true");
                    break;
                case NumberField number:
                    tree.Set(path, ReadNumber(number, path));
                    break;
                case RowsField rows:
                    ReadRows(rows, path, tree, published);
                    break;
                case WeightsField:
                    ReadWeights(path, tree);
                    break;
                case TieBreaksField:
                    var chosen = Enumerable.Range(0, TieBreaksField.Values.Count).Select(i => Posted($"{path}[{i}]")).Where(TieBreaksField.Values.Contains);
                    tree.Set(path, new JsonArray([.. chosen.Select(t => (JsonNode)t)]));
                    break;
            }
        }
    }

    private void ReadRows(RowsField rows, string path, NoticeTree tree, bool published)
    {
        if (published && rows.FrozenRows)
        {
            for (var i = 0; i < tree.Count(path); i++) Read(rows.Row, $"{path}[{i}]", tree, published);
            return;
        }

        var count = int.TryParse(form[$"Rows.{path}"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var posted) ? Math.Min(posted, MostRows) : 0;
        tree.Set(path, new JsonArray([.. Enumerable.Range(0, count).Select(_ => Empty(rows))]));
        for (var i = 0; i < count; i++) Read(rows.Row, $"{path}[{i}]", tree, published);
    }

    private JsonNode? ReadNumber(NumberField field, string path)
    {
        var text = Posted(path).Trim();
        if (text.Length == 0) return field.Optional ? null : field.ZeroIsNothing ? 0 : Wrong(path, text);
        return NumberOf(text) is { } number && (field.Decimals || number == decimal.Truncate(number)) ? field.Decimals ? JsonValue.Create(number) : JsonValue.Create((long)number) : Wrong(path, text);
    }

    private void ReadWeights(string path, NoticeTree tree)
    {
        var (weights, essential) = (new JsonObject(), new JsonArray());
        foreach (var (code, _) in tree.OralTest())
        {
            var field = $"{path}.{WeightsField.Weights}.{code}";
            var typed = Posted(field).Trim();
            if (typed.Length > 0 && NumberOf(typed) is not 1m) weights[code] = NumberOf(typed) is { } weight ? JsonValue.Create(weight) : Wrong(field, typed);
            if (form[$"Form.{path}.{WeightsField.Essential}"].Contains(code)) essential.Add(code);
        }

        tree.Set($"{path}.{WeightsField.Weights}", weights);
        tree.Set($"{path}.{WeightsField.Essential}", essential);
    }

    /// <summary>What is no number stays as it was typed; the field says so.</summary>
    private JsonNode Wrong(string path, string text)
    {
        Errors.Add($"Form.{path}", texts["Notice_NoNumber"]);
        return JsonValue.Create(text);
    }

    private string Posted(string path) => form[$"Form.{path}"].ToString().ReplaceLineEndings("\n");

    private static string PathOf(string above, string name) => (above.Length, name.Length) switch { (0, _) => name, (_, 0) => above, _ => $"{above}.{name}" };

    private static NoticeField? FieldAt(IEnumerable<NoticeField> fields, string path)
    {
        foreach (var field in fields.OfType<RowsField>())
        {
            if (path == field.Name) return field;
            if (path.StartsWith($"{field.Name}[", StringComparison.Ordinal) && path.IndexOf(']', StringComparison.Ordinal) is var end) return FieldAt(field.Row, path[(end + 1)..].TrimStart('.'));
        }

        return null;
    }

    /// <summary>A row to be filled in.</summary>
    private static JsonNode Empty(RowsField rows)
    {
        if (rows.Row is [LineField { Name: "" }]) return JsonValue.Create("");
        var tree = new NoticeTree([]);
        foreach (var field in rows.Row)
        {
            var below = field.Name.Length == 0 ? "" : $"{field.Name}.";
            switch (field)
            {
                case TextsField:
                    foreach (var language in new[] { "nl", "fr", "de", "en" }) tree.Set($"{below}{language}", "");
                    break;
                case NumberField:
                    tree.Set(field.Name, 0);
                    break;
                case RowsField:
                    tree.Set(field.Name, new JsonArray());
                    break;
                case ChoiceField choice:
                    tree.Set(field.Name, choice.Values[0]);
                    break;
                default:
                    tree.Set(field.Name, "");
                    break;
            }
        }

        return tree.Root;
    }
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Every text is there in the four languages, with the same placeholders.</summary>
public sealed partial class TextTests
{
    private static readonly string[] Languages = ["nl", "fr", "de"];

    public static TheoryData<string> Neutral => [.. new[] { "ServiceDefaults", "services", "gateway", "portal" }
        .Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))
        .SelectMany(folder => Repository.Sources(folder, "*.resx"))
        .Where(f => Path.GetFileNameWithoutExtension(f) is var name && !Languages.Any(l => name.EndsWith("." + l, StringComparison.Ordinal)))
        .Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Neutral))]
    public void Every_text_is_there_in_all_four_languages_with_the_same_placeholders(string file)
    {
        var english = Read(Path.Combine(Repository.Root, file));
        var wrong = new List<string>();
        foreach (var language in Languages)
        {
            var path = Path.ChangeExtension(Path.Combine(Repository.Root, file), $".{language}.resx");
            if (!File.Exists(path))
            {
                wrong.Add($"{Repository.Relative(path)} is missing");
                continue;
            }

            var texts = Read(path);
            wrong.AddRange(english.Keys.Except(texts.Keys).Select(k => $"{language}: {k} is missing"));
            wrong.AddRange(texts.Keys.Except(english.Keys).Select(k => $"{language}: {k} is not in English"));
            wrong.AddRange(texts.Where(t => t.Value.Trim().Length == 0).Select(t => $"{language}: {t.Key} is empty"));
            wrong.AddRange(texts.Where(t => english.TryGetValue(t.Key, out var e) && !Placeholders(t.Value).SetEquals(Placeholders(e))).Select(t => $"{language}: {t.Key} has other placeholders"));
        }

        Rules.Nothing(wrong);
        Assert.NotEmpty(english);
    }

    /// <summary>In French a mark of two parts stands behind a space no line may break at.</summary>
    [Theory]
    [MemberData(nameof(Neutral))]
    public void No_French_line_begins_with_a_mark(string file) => Rules.Nothing(
        from text in Read(Path.ChangeExtension(Path.Combine(Repository.Root, file), ".fr.resx"))
        where BreakableMark().IsMatch(text.Value)
        select $"{text.Key}: {text.Value}");

    [Fact]
    public void Every_problem_named_in_the_code_has_a_text()
    {
        var platform = Read(Path.Combine(Repository.Root, "ServiceDefaults/Resources/Problems.resx"));
        var wrong = new List<string>();
        foreach (var folder in Repository.Services.Select(s => s.Folder).Append(Path.Combine(Repository.Root, "ServiceDefaults")).Append(Path.Combine(Repository.Root, "gateway")))
        {
            var texts = Repository.Sources(folder, "*.resx").SelectMany(f => Read(f).Keys).Concat(platform.Keys).ToHashSet();
            wrong.AddRange(
                from source in Repository.Sources(folder)
                from Match match in Codes().Matches(File.ReadAllText(source))
                let code = match.Groups["code"].Value
                where !texts.Contains(code)
                select $"{Repository.Relative(source)}: {code}");
        }

        Rules.Nothing(wrong);
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "");

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[ ][?!:;»]|«[ ]")]
    private static partial Regex BreakableMark();

    /// <summary>Problem.Of("code", …), Problem.Refused("R1", "code", …), new FieldError(field, "code", …).</summary>
    [GeneratedRegex("""(?:Problem\.Of\(\s*|Problem\.(?:Refused|Forbidden)\(\s*"[A-Z]\d+",\s*|new FieldError\((?:[^,()]|\([^()]*\))+,\s*)"(?<code>[a-z][a-z0-9-]*)""" + "\"")]
    private static partial Regex Codes();
}

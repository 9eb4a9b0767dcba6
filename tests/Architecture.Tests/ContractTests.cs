using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>
/// Contracts are append-only: each event's shape on the wire stands in Snapshots/, and whoever changes one sees it in
/// the review. An addition must be optional; anything else is a new record, …V2.
/// </summary>
public sealed class ContractTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSchemaExporterOptions Exporting = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) =>
        {
            var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
            if (type == typeof(Instant)) return Text("instant");
            if (type == typeof(LocalDate)) return Text("date");
            if (type == typeof(LocalDateTime)) return Text("date-time-local");
            if (type == typeof(Duration)) return Text("duration");
            if (type.IsEnum && node is JsonObject known)
            {
                known["type"] = "string";
                known["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)n)]);
            }

            return node;
        },
    };

    public static TheoryData<string> Events => [.. EventTypes.All.Select(t => t.Name).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "tests/Architecture.Tests/Snapshots");

    private static bool Accepts => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    [Theory]
    [MemberData(nameof(Events))]
    public void The_shape_of_an_event_on_the_wire_is_the_one_agreed(string name)
    {
        var schema = ContractsJson.Options.GetJsonSchemaAsNode(EventTypes.Find(name)!, Exporting).ToJsonString(Readable) + "\n";
        var file = Path.Combine(Folder, $"{name}.json");
        if (Accepts)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, schema);
            return;
        }

        Assert.True(File.Exists(file), $"{name} is new: accept its shape with UPDATE_SNAPSHOTS=1 ./test Architecture, and commit {Repository.Relative(file)}.");
        var agreed = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (agreed == schema) return;
        Assert.Fail(
            $"{name} has another shape on the wire than {Repository.Relative(file)}. Messages on their way and older services have the old one: only optional additions are allowed, "
            + $"else it is a new record {name}V2. To accept: UPDATE_SNAPSHOTS=1 ./test Architecture, and commit.\nNow:\n{FirstDifference(agreed, schema)}");
    }

    [Fact]
    public void No_event_disappears()
    {
        var gone = Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => EventTypes.Find(n) is null);
        Rules.Nothing(gone);
    }

    [Fact]
    public void Every_event_has_a_namespace_a_moment_and_a_version_where_it_tells_of_an_aggregate()
    {
        Assert.All(EventTypes.All, type => Assert.Equal("Selection.Contracts.Events", type.Namespace));
        Assert.All(EventTypes.All, type => Assert.True(type.GetProperty("Version")?.PropertyType == typeof(long), $"{type.Name} carries no version: its order could not be known."));
    }

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };

    private static string FirstDifference(string agreed, string now)
    {
        var (before, after) = (agreed.Split('\n'), now.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return string.Join('\n', before.Skip(at).Take(4).Select(l => "- " + l).Concat(after.Skip(at).Take(4).Select(l => "+ " + l)));
    }
}

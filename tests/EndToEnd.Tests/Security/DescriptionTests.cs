using System.Text.Json;
using Selection.EndToEnd.Tests.Running;
using Xunit;

namespace Selection.EndToEnd.Tests.Security;

/// <summary>What the OpenAPI documents tell whoever writes a client: nothing is left to guess.</summary>
[Collection(PlatformCollection.Name)]
public sealed class DescriptionTests(SharedPlatform shared)
{
    private static readonly string[] Services = ["candidacy", "screening", "assessment", "oraltest", "results", "identity"];

    [Fact]
    public async Task Every_operation_is_described_with_an_example_and_its_errors()
    {
        var missing = new List<string>();
        var operations = 0;
        foreach (var service in Services)
        {
            var document = (await shared.Platform.Client.Anybody.GetAsync($"/openapi/{service}.json", CancellationToken.None)).Must().Body;
            foreach (var path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (var operation in path.Value.EnumerateObject())
                {
                    operations++;
                    missing.AddRange(Missing(document, operation.Value).Select(what => $"{operation.Name.ToUpperInvariant()} {path.Name}: {what}"));
                }
            }
        }

        Assert.True(operations > 60, "The documents hold too few operations to be all.");
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    private static IEnumerable<string> Missing(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("summary", out var summary) || string.IsNullOrWhiteSpace(summary.GetString())) yield return "no summary";
        if (operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
            && !HasExample(document, json.GetProperty("schema")))
            yield return "no example of its body";

        var errors = operation.GetProperty("responses").EnumerateObject().Where(response => response.Name.StartsWith('4')).ToList();
        if (errors.Count == 0) yield return "no errors";
        foreach (var error in errors)
        {
            if (!error.Value.TryGetProperty("content", out var content) || !content.TryGetProperty("application/problem+json", out var problem))
                yield return $"{error.Name} is no problem";
            else if (!problem.TryGetProperty("example", out _))
                yield return $"no example of {error.Name}";
        }
    }

    /// <summary>Its own, or that of the schema it refers to; a body that may be left out is that schema or null.</summary>
    private static bool HasExample(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("examples", out var examples)) return examples.GetArrayLength() > 0;
        if (schema.TryGetProperty("$ref", out var reference))
            return HasExample(document, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        return schema.TryGetProperty("oneOf", out var either) && either.EnumerateArray().Any(one => HasExample(document, one));
    }
}

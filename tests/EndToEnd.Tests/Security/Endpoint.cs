using System.Text.Json;
using System.Text.RegularExpressions;

namespace Selection.EndToEnd.Tests.Security;

/// <summary>One endpoint as a service's OpenAPI document has it.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path, with parameters.</param>
/// <param name="TakesForm">Whether it takes a form instead of JSON.</param>
public sealed partial record Endpoint(string Service, string Method, string Path, bool TakesForm)
{
    /// <summary>Every endpoint of a document.</summary>
    public static IEnumerable<Endpoint> Of(string service, JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select new Endpoint(service, method.Name.ToUpperInvariant(), path.Name,
            method.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("multipart/form-data", out _));

    /// <summary>The path with something in the place of each parameter that exists nowhere.</summary>
    public string Anywhere => Parameter().Replace(Path, match => match.Value switch
    {
        "{version}" => "1",
        "{reservation}" => "Equivalence",
        // What a vendor submitted is counted.
        "{id}" when Path.Contains("/submissions/", StringComparison.Ordinal) => "9223372036854775807",
        _ => Guid.CreateVersion7().ToString(),
    });

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

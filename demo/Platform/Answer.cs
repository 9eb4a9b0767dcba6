using System.Net;
using System.Text.Json;
using Selection.Contracts;

namespace Selection.Demo.Platform;

/// <summary>What came back: the body, its version, or why not.</summary>
/// <param name="Call">What was asked, for messages.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON, where there was any.</param>
/// <param name="ETag">The version, to send back as If-Match.</param>
public sealed record Answer(string Call, HttpStatusCode Status, JsonElement Body, string? ETag)
{
    public bool Succeeded => (int)Status is >= 200 and < 300;

    /// <summary>The answer, which must not be a refusal.</summary>
    public Answer Must() => Succeeded ? this : throw new RefusedException(Call, Refusal);

    public Refusal Refusal => new(Status, Text("code"), Text("rule"), Details());

    /// <summary>A text of the body; null where there is none.</summary>
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public Guid Id(string name) => Guid.TryParse(Text(name), out var id) ? id : throw new InvalidOperationException($"{Call} answered without {name}: {Body}");

    /// <summary>The body as a record of the demo's.</summary>
    public T As<T>() => Body.Deserialize<T>(ContractsJson.Options) ?? throw new InvalidOperationException($"{Call} answered with nothing.");

    private string? Details()
    {
        var errors = Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("errors", out var fields) ? fields.ToString() : "";
        return $"{Text("detail")} {errors}".Trim();
    }
}

/// <summary>A page of a list.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total, int Page, int PageSize);

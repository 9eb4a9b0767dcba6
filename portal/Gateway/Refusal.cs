using System.Text.Json;
using System.Text.Json.Serialization;

namespace Selection.Portal.Gateway;

/// <summary>A problem of the API (RFC 9457), in the language of the page.</summary>
/// <param name="Status">The HTTP status; 503 where the gateway did not answer at all.</param>
/// <param name="Code">Names it for programs.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Detail">What it says to people.</param>
/// <param name="Rule">The number of the rule that refuses.</param>
/// <param name="Errors">What is wrong with which field, by JSON path.</param>
/// <param name="TraceId">What operators find it under.</param>
public sealed record Refusal(
    int Status, string? Code = null, string? Title = null, string? Detail = null, string? Rule = null,
    IReadOnlyDictionary<string, string[]>? Errors = null, string? TraceId = null)
{
    /// <summary>Further members, such as <c>currentVersion</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; init; }

    /// <summary>Nobody answered, or nobody behind the gateway did.</summary>
    [JsonIgnore]
    public bool IsAway => Status is 502 or 503 or 504;

    /// <summary>Somebody else saved first (R17).</summary>
    [JsonIgnore]
    public bool IsStale => Status is 412;

    /// <summary>There is none, or none of one's own.</summary>
    [JsonIgnore]
    public bool IsMissing => Status is 404;

    /// <summary>The gateway does not answer.</summary>
    public static Refusal Away { get; } = new(503);
}

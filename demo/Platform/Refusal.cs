using System.Net;

namespace Selection.Demo.Platform;

/// <summary>What the platform says when it refuses (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Names the refusal for programs.</param>
/// <param name="Rule">The number of the rule behind it, where there is one.</param>
/// <param name="Detail">The sentence for people.</param>
public sealed record Refusal(HttpStatusCode Status, string? Code, string? Rule, string? Detail)
{
    public override string ToString() =>
        string.Join(' ', new[] { $"{(int)Status}", Code, Rule, Detail }.Where(part => part is { Length: > 0 }));
}

/// <summary>A call was refused that the demo counted on.</summary>
public sealed class RefusedException(string call, Refusal refusal) : Exception($"{call} was refused: {refusal}")
{
    public Refusal Refusal => refusal;
}

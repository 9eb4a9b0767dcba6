using System.Diagnostics.CodeAnalysis;

namespace Selection.Portal.Gateway;

/// <summary>What the gateway answered: a value with its version, or why not.</summary>
public sealed class Reply<T>
{
    private Reply(T? value, string? etag, Refusal? refusal) => (Value, ETag, Refusal) = (value, etag, refusal);

    /// <summary>Whether it was done.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Refusal))]
    public bool Done => Refusal is null;

    /// <summary>What came back.</summary>
    public T? Value { get; }

    /// <summary>The version, to send back with a change (R17).</summary>
    public string? ETag { get; }

    /// <summary>Why it was not done.</summary>
    public Refusal? Refusal { get; }

    public static Reply<T> Of(T value, string? etag) => new(value, etag, null);

    public static Reply<T> Of(Refusal refusal) => new(default, null, refusal);
}

/// <summary>An answer without content.</summary>
public sealed record Nothing
{
    public static Nothing Value { get; } = new();
}

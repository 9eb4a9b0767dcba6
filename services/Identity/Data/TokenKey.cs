using NodaTime;

namespace Selection.Identity.Data;

/// <summary>A key tokens are signed or encrypted with, protected by data protection, so that it outlives a restart and is the same in every replica.</summary>
public sealed class TokenKey
{
    /// <summary><c>signing</c> or <c>encryption</c>.</summary>
    public required string Purpose { get; set; }
    public required string ProtectedKey { get; set; }
    public Instant CreatedAt { get; set; }
}

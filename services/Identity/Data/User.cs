using NodaTime;

namespace Selection.Identity.Data;

/// <summary>Someone who can sign in. The subject is what tokens carry; no other service knows the user name.</summary>
public sealed class User
{
    public Guid Subject { get; set; }

    /// <summary>In lower case, so that the unique index ignores case.</summary>
    public required string UserName { get; set; }
    public required string DisplayName { get; set; }
    public string PasswordHash { get; set; } = "";
    public required string[] Roles { get; set; }

    /// <summary>nl, fr, de or en.</summary>
    public required string Language { get; set; }

    public int FailedAttempts { get; set; }
    public Instant? LockedUntil { get; set; }
    public Instant CreatedAt { get; set; }
}

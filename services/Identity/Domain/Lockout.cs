using NodaTime;

namespace Selection.Identity.Domain;

/// <summary>How many wrong passwords an account bears before it rests. Real time, never the development clock (T4).</summary>
public static class Lockout
{
    public const int AttemptsAllowed = 5;
    public static readonly Duration Rest = Duration.FromMinutes(5);

    public static bool IsLocked(Instant? lockedUntil, Instant now) => lockedUntil is { } until && now < until;
}

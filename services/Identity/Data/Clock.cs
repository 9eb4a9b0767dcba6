using NodaTime;

namespace Selection.Identity.Data;

/// <summary>The development clock (T4): what every service adds to real time. There is one row.</summary>
public sealed class ClockRow
{
    public const int TheOnlyId = 1;

    public int Id { get; set; }
    public long OffsetMilliseconds { get; set; }
    public long Version { get; set; }
}

/// <summary>A process that follows the clock, and the version it last said to have applied.</summary>
public sealed class ClockReplica
{
    public required string Instance { get; set; }
    public long Version { get; set; }
    public Instant SeenAt { get; set; }

    /// <summary>When its poll was cut off; empty again as soon as it comes back.</summary>
    public Instant? LostAt { get; set; }
}

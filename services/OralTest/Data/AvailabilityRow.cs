using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>When a member can come to the hearings of a vacancy (R41, R42).</summary>
public sealed class AvailabilityRow : IVersioned
{
    public required Guid VacancyId { get; init; }

    public required string Subject { get; init; }

    public AvailabilityEntry[] Entries { get; set; } = [];

    public long Version { get; set; }

    public Instant? ChangedAt { get; set; }

    /// <summary>The member, or the officer who entered it for them.</summary>
    public string ChangedBy { get; set; } = "";
}

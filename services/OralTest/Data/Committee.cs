using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>The committee of a vacancy; its row is what composition, conflicts and hearings are serialised on.</summary>
public sealed class Committee : IVersioned
{
    public required Guid VacancyId { get; init; }

    public long Version { get; set; }

    /// <summary>Why the comparison of diplomas and merits was made as it was is kept with each place (R46); this is when.</summary>
    public Instant? ComparedAt { get; set; }
}

/// <summary>A member; one who left stays, since what they did stays.</summary>
public sealed class Member
{
    public required Guid VacancyId { get; init; }

    public required string Subject { get; init; }

    public required string Name { get; set; }

    public required Gender Gender { get; set; }

    public required string LanguageRole { get; set; }

    public required string Field { get; set; }

    public required bool IsChair { get; set; }

    public Instant? LeftAt { get; set; }
}

/// <summary>A declared conflict of interest (R41). The reason stays here: the record names the fact only.</summary>
public sealed class ConflictRow
{
    public required Guid ConflictId { get; init; }

    public required Guid VacancyId { get; init; }

    public required string Subject { get; init; }

    public Guid? CandidacyId { get; init; }

    public required string Reason { get; init; }

    public required Instant DeclaredAt { get; init; }

    /// <summary>The officer who noted it for the member; null where the member declared it.</summary>
    public string? RecordedBy { get; init; }
}

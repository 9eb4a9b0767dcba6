using NodaTime;

namespace Selection.OralTest.Data;

/// <summary>A version of the case the preparation starts from (R40, R44); written once. The newest is the one that counts.</summary>
public sealed class CasePaper
{
    public required Guid VacancyId { get; init; }

    /// <summary>Counts the versions, from 1.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>What to do with the case, and with what.</summary>
    public required string Instructions { get; init; }

    public required string Text { get; init; }

    /// <summary>The officer who filed it.</summary>
    public required string FiledBy { get; init; }

    public required Instant FiledAt { get; init; }

    /// <summary>Why it was changed although a candidate had read an earlier version; null where none had.</summary>
    public string? Reason { get; init; }
}

/// <summary>A candidate's first look at the case: from then on it stays the same for all (R44). Written once.</summary>
public sealed class CasePaperReading
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    /// <summary>The version that was read.</summary>
    public required int Number { get; init; }

    public required Instant ReadAt { get; init; }
}

using NodaTime;
using Selection.ServiceDefaults.Database;

namespace Selection.Results.Data;

/// <summary>How far a register is.</summary>
public enum RegisterState
{
    /// <summary>Services are still answering.</summary>
    Collecting,

    /// <summary>To be read.</summary>
    Ready,

    /// <summary>Its content is gone: an officer removed it, or somebody in it was erased (R55). Another can be asked for.</summary>
    Removed,
}

/// <summary>The register of a procedure as of a moment: everything every service states of it, kept as it was answered.</summary>
public sealed class Register : IVersioned
{
    public required Guid RegisterId { get; init; }

    public required Guid VacancyId { get; init; }

    public required RegisterState State { get; set; }

    public required string RequestedBy { get; init; }

    public required Instant RequestedAt { get; init; }

    public Instant? ReadyAt { get; set; }

    public Instant? RemovedAt { get; set; }

    /// <summary>Why it was removed.</summary>
    public string? RemovedReason { get; set; }

    /// <summary>SHA-256 of the register as JSON, 64 hexadecimal digits; null until it is ready.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The size of the JSON in bytes; null until it is ready.</summary>
    public long? Bytes { get; set; }

    public long Version { get; set; }
}

/// <summary>A part that a service has answered with.</summary>
public sealed class RegisterPart
{
    public required Guid RegisterId { get; init; }

    public required string Service { get; init; }

    public required int Number { get; init; }

    public required bool IsLast { get; init; }
}

/// <summary>What a line of a register is.</summary>
public enum RegisterLineKind
{
    Statement,
    Record,
    Seal,
}

/// <summary>A line of a register. The keys beside the content put it into its place: the procedure first, then candidacy by candidacy, each in order of time.</summary>
public sealed class RegisterLineRow
{
    public required Guid RegisterId { get; init; }

    public required string Service { get; init; }

    public required int Part { get; init; }

    public required int Line { get; init; }

    public required RegisterLineKind Kind { get; init; }

    public Guid? CandidacyId { get; init; }

    /// <summary>Whom it concerns, for the erasure; kept as it was written.</summary>
    public Guid? PersonId { get; init; }

    public required Instant At { get; init; }

    /// <summary>A JSON document.</summary>
    public required string Content { get; init; }
}

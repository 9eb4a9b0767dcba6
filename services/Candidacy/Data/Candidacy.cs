using NodaTime;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>One person's application for one vacancy (R5). At most one that is not withdrawn, by a partial unique index.</summary>
public sealed class Candidacy : IVersioned
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required CandidacyState State { get; set; }

    public required Rubric Rubric { get; set; }

    public required Instant AppliedAt { get; init; }

    /// <summary>In Brussels: the end of the current job (R11).</summary>
    public required LocalDate AppliedOn { get; init; }

    public Instant? ValidatedAt { get; set; }

    public Instant? WithdrawnAt { get; set; }

    /// <summary>Where the candidacy stands in the procedure (R53).</summary>
    public required FunnelStep Step { get; set; }

    /// <summary>Which part of the procedure said so.</summary>
    public ProcedureStage StepStage { get; set; }

    public long Version { get; set; }
}

/// <summary>What counts, as it stood at closing (R18); never changed.</summary>
public sealed class FrozenDossier
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Of the candidacy when it was lodged.</summary>
    public required long Version { get; init; }

    public required Contracts.Dossiers.Dossier Content { get; init; }

    public required Instant FrozenAt { get; init; }
}

/// <summary>A vacancy that was closed, and how far the other services have been told.</summary>
public sealed class ClosingRow
{
    public required Guid VacancyId { get; init; }

    public required Instant ClosedAt { get; init; }

    public required int Lodged { get; init; }

    public required int Lapsed { get; init; }

    /// <summary>The last candidacy whose lodging has been written to the outbox.</summary>
    public Guid? AnnouncedUpTo { get; set; }

    /// <summary>Null until everything has been said.</summary>
    public Instant? AnnouncedAt { get; set; }

    /// <summary>The W3C trace context of the closing.</summary>
    public string? Traceparent { get; init; }
}

/// <summary>What a part of the procedure said last of a candidacy; from all of them comes where it stands (R53).</summary>
public sealed class CandidacyStep
{
    public required Guid CandidacyId { get; init; }

    public required ProcedureStage Stage { get; init; }

    public required FunnelStep Step { get; init; }

    /// <summary>That part's version: what is older changes nothing.</summary>
    public required long Version { get; init; }
}

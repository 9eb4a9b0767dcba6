using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>How far a hearing is.</summary>
public enum HearingState
{
    /// <summary>It is going on.</summary>
    Open,

    /// <summary>It was broken off, and another takes its place (R42).</summary>
    Suspended,

    /// <summary>It took place; the committee deliberates.</summary>
    Closed,

    /// <summary>The committee has judged.</summary>
    Judged,

    /// <summary>The candidacy ended meanwhile.</summary>
    Abandoned,
}

/// <summary>One hearing of one candidate. A candidacy has one that counts; suspended ones stay beside it.</summary>
public sealed class Hearing : IVersioned
{
    public required Guid HearingId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid SlotId { get; init; }

    public long Version { get; set; }

    public HearingState State { get; set; }

    public required Instant OpenedAt { get; init; }

    public Instant? ClosedAt { get; set; }

    /// <summary>Who is in the room.</summary>
    public required string[] Present { get; set; }

    /// <summary>Who has been there from the beginning and is not recused: who scores (R42).</summary>
    public required string[] Throughout { get; set; }

    /// <summary>The committee's results, as far as it has come.</summary>
    public ResultLine[] Results { get; set; } = [];

    /// <summary>The motivation of the whole.</summary>
    public string Motivation { get; set; } = "";

    public decimal? TotalPercent { get; set; }

    public bool? Suitable { get; set; }

    public Instant? JudgedAt { get; set; }
}

/// <summary>A count of those present, kept as it was made (R42).</summary>
public sealed class PresenceRow
{
    public long Id { get; init; }

    public required Guid HearingId { get; init; }

    public required Instant At { get; init; }

    public required string[] Present { get; init; }

    public required string CountedBy { get; init; }
}

/// <summary>One member's sheet for one hearing (R43): its owner's alone until submitted, and never changed after.</summary>
public sealed class Sheet : IVersioned
{
    public required Guid HearingId { get; init; }

    public required string Subject { get; init; }

    public long Version { get; set; }

    public ScoreLine[] Scores { get; set; } = [];

    public Instant? SavedAt { get; set; }

    public Instant? SubmittedAt { get; set; }
}

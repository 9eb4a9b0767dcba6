using NodaTime;

namespace Selection.Assessment.Data;

/// <summary>
/// An exemption that rested on an entry of the ledger which was taken back (R36): an officer decides whether it stands. It waits
/// only as long as the candidacy still rests on that entry.
/// </summary>
public sealed class ExemptionReviewRow
{
    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The entry that was taken back.</summary>
    public required Guid EntryId { get; init; }

    public required Instant OpenedAt { get; init; }

    public required ReviewState State { get; set; }

    public Instant? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Motivation { get; set; }
}

/// <summary>What was decided of an exemption.</summary>
public enum ReviewState
{
    Waiting,
    TakenBack,
    Kept,
}

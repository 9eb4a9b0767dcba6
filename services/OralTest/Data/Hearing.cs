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

    /// <summary>When it ended, in whichever way.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>Who opened it, and chairs it as long as they are there; see <see cref="Chairing"/>.</summary>
    public required string ChairedBy { get; init; }

    /// <summary>Who takes over when the chair leaves; null where nobody was named.</summary>
    public string? Deputy { get; init; }

    /// <summary>Since when it stands still; null while it does not.</summary>
    public Instant? PausedAt { get; set; }

    /// <summary>Why it was broken off.</summary>
    public SuspensionCause? SuspendedFor { get; set; }

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

    public string? JudgedBy { get; set; }

    /// <summary>The version of the rules it was judged by.</summary>
    public int? RuleVersion { get; set; }

    /// <summary>Why the chair wants the judgement corrected, and from the officer's consent on why it is; null where it is not.</summary>
    public string? CorrectionReason { get; set; }

    public string? CorrectionAskedBy { get; set; }

    public Instant? CorrectionAskedAt { get; set; }

    /// <summary>The officer who agreed: the committee deliberates again.</summary>
    public string? CorrectionConsentBy { get; set; }

    /// <summary>Whether a correction waits for an officer.</summary>
    public bool IsCorrectionAsked => CorrectionAskedAt is not null && CorrectionConsentBy is null;
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

    public SheetLine[] Scores { get; set; } = [];

    public Instant? SavedAt { get; set; }

    public Instant? SubmittedAt { get; set; }

    /// <summary>The random bytes behind the hash; null before submission, and once the candidate was forgotten.</summary>
    public byte[]? Salt { get; set; }

    /// <summary>The hash it was submitted under, see <see cref="SheetSeal"/>.</summary>
    public byte[]? Hash { get; set; }

    /// <summary>The lines without the saves they came from.</summary>
    public IReadOnlyList<ScoreLine> Contents => [.. Scores.Select(line => line.Content)];

    /// <summary>The hash of the sheet as it is now; null without its salt.</summary>
    public byte[]? Seal() => Salt is null ? null : SheetSeal.Of(Salt, HearingId, Subject, Contents);
}

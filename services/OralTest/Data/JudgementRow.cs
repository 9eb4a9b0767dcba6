using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>A judgement as the committee made it (R43). One that was corrected stays; what is personal in it is forgotten with the candidate (R55).</summary>
public sealed class JudgementRow
{
    public required Guid HearingId { get; init; }

    /// <summary>1 for the first of the hearing.</summary>
    public required int Number { get; init; }

    public required ResultLine[] Results { get; init; }

    public required string Motivation { get; init; }

    public required decimal TotalPercent { get; init; }

    public required bool Suitable { get; init; }

    public required int RuleVersion { get; init; }

    public required string JudgedBy { get; init; }

    public required Instant JudgedAt { get; init; }

    /// <summary>Why it took the place of the one before; null for the first.</summary>
    public string? CorrectionReason { get; init; }

    /// <summary>The officer who agreed to that.</summary>
    public string? ConsentBy { get; init; }
}

using NodaTime;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Domain;

/// <summary>Where a claim stands.</summary>
public enum ClaimState
{
    /// <summary>Waits for an officer.</summary>
    Open,

    /// <summary>An officer has accepted the proof: the function stands in the ledger (R33).</summary>
    Accepted,

    /// <summary>Refused, with a motivation.</summary>
    Refused,

    /// <summary>Taken back by the candidate before it was decided.</summary>
    Withdrawn,
}

/// <summary>A management or staff function a candidate claims to hold (R33); the proof comes as files beside it.</summary>
public sealed record FunctionClaim
{
    /// <summary>What the function is called.</summary>
    public required string Function { get; init; }

    /// <summary>In which public service.</summary>
    public required string Service { get; init; }

    /// <summary>Its weighing class, 1 to 7; may be left out where the level group is said.</summary>
    public int? WeighingClass { get; init; }

    /// <summary>Its level group; may be left out where the weighing class is said.</summary>
    public LevelGroup? LevelGroup { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The last day, on which it is still held (T1); none where no end is known.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>For a change: the proofs sent before that still count.</summary>
    public IReadOnlyList<Guid> KeepDocuments { get; init; } = [];
}

/// <summary>Whether a claim can exempt at all.</summary>
public enum ClaimAnswer
{
    /// <summary>It can, once an officer accepts the proof.</summary>
    CanExempt,

    /// <summary>The function is of a lower level group (R33).</summary>
    LowerLevel,

    /// <summary>It begins after the reference date (R34).</summary>
    BeginsAfter,

    /// <summary>It ended before the reference date (R34).</summary>
    EndedBefore,
}

/// <summary>Claims to an exemption by a function held (R33, R34).</summary>
public static class FunctionClaims
{
    /// <summary>The most proofs a claim has.</summary>
    public const int MostProofs = 3;

    private const int LongestLine = 200;
    private static readonly LocalDate Earliest = new(1950, 1, 1), Latest = new(2200, 12, 31);

    /// <summary>Whether a candidacy may still claim: it is to sit, and has not sat.</summary>
    public static bool MayClaim(Standing standing, Instant? seatStartsAt, Instant now) =>
        standing is Standing.ToBook || (standing is Standing.Booked && seatStartsAt > now);

    /// <summary>Everything wrong with what is claimed, the proofs apart; empty when nothing is.</summary>
    public static IEnumerable<FieldError> Faults(FunctionClaim claim)
    {
        foreach (var (field, text) in new[] { ("metadata.function", claim.Function), ("metadata.service", claim.Service) })
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new FieldError(field, "required");
            else if (text.Length > LongestLine) yield return new FieldError(field, "too-long", LongestLine);
            else if (!PlainText.IsShowable(text)) yield return new FieldError(field, "not-showable");
        }

        if (claim.WeighingClass is { } weighing && LevelGroups.Of(weighing) is null) yield return new FieldError("metadata.weighingClass", "between", 1, 7);
        else if (LevelOf(claim) is not { } level) yield return new FieldError("metadata.weighingClass", "claim-level-missing");
        else if (claim.LevelGroup is { } said && said != level) yield return new FieldError("metadata.levelGroup", "claim-level-differs");
        if (claim.From < Earliest || claim.From > Latest) yield return new FieldError("metadata.from", "between-days", Earliest, Latest);
        if (claim.Until > Latest) yield return new FieldError("metadata.until", "between-days", Earliest, Latest);
        else if (claim.Until < claim.From) yield return new FieldError("metadata.until", "claim-until-order");
    }

    /// <summary>What is wrong with the number of proofs: one to three.</summary>
    public static FieldError? ProofFault(int proofs) => proofs switch
    {
        0 => new FieldError("file", "proof-missing"),
        > MostProofs => new FieldError("file", "too-many-files", MostProofs),
        _ => null,
    };

    /// <summary>The level group a claim is about; null where neither class nor level says.</summary>
    public static LevelGroup? LevelOf(FunctionClaim claim) => claim.WeighingClass is { } weighing ? LevelGroups.Of(weighing) : claim.LevelGroup;

    /// <summary>
    /// Whether a function can exempt from a procedure's assessment: of the same or a higher level group, and held on the
    /// closing date, its first and its last day included.
    /// </summary>
    /// <param name="level">The function's level group.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="until">Its last day.</param>
    /// <param name="vacancy">The procedure's level group.</param>
    /// <param name="closingDate">The reference date (R34).</param>
    public static ClaimAnswer Judge(LevelGroup level, LocalDate from, LocalDate? until, LevelGroup vacancy, LocalDate closingDate)
    {
        if (level < vacancy) return ClaimAnswer.LowerLevel;
        if (from > closingDate) return ClaimAnswer.BeginsAfter;
        return until < closingDate ? ClaimAnswer.EndedBefore : ClaimAnswer.CanExempt;
    }

    /// <summary>The first day it is no longer held, as the ledger has it (T2).</summary>
    public static LocalDate? FirstDayAfter(LocalDate? until) => until?.PlusDays(1);
}

using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Domain;

/// <summary>What a decision on a reservation rests on (R22).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Date">Its date.</param>
/// <param name="Issuer">Who gave it.</param>
/// <param name="Reference">Its number or mark; null where it has none.</param>
/// <param name="DocumentVersionId">The document in the candidate's account; null where it is not there.</param>
public sealed record ReservationProof(ProofKind Kind, LocalDate Date, string Issuer, string? Reference = null, Guid? DocumentVersionId = null);

/// <summary>Kinds of proof.</summary>
public enum ProofKind
{
    /// <summary>A decision on the equivalence of a diploma.</summary>
    EquivalenceDecision,

    /// <summary>A certificate of a language test.</summary>
    LanguageCertificate,

    /// <summary>Something else, which the motivation explains.</summary>
    Other,
}

/// <summary>Whether a proof is one (R22).</summary>
public static class ReservationProofs
{
    /// <summary>The longest issuer and reference, in characters.</summary>
    public const int LongestName = 200;

    private static readonly LocalDate Earliest = new(1900, 1, 1);

    /// <summary>What is wrong with it: lifting needs one, its kind fits the reservation, and it is not of a day to come.</summary>
    /// <param name="proof">As given; null for none.</param>
    /// <param name="reservation">One reservation.</param>
    /// <param name="lifted">Whether it is to be lifted.</param>
    /// <param name="today">The date in Brussels.</param>
    public static IEnumerable<FieldError> Faults(ReservationProof? proof, Reservation reservation, bool lifted, LocalDate today)
    {
        if (proof is null) return lifted ? [new FieldError("proof", "proof-missing")] : [];
        var unfit = reservation is Reservation.Equivalence ? ProofKind.LanguageCertificate : ProofKind.EquivalenceDecision;
        return
        [
            .. proof.Kind == unfit ? (FieldError[])[new FieldError("proof.kind", "proof-unfit")] : [],
            .. proof.Date < Earliest || proof.Date > today ? (FieldError[])[new FieldError("proof.date", "between-days", Earliest, today)] : [],
            .. WrittenText.Faults("proof.issuer", proof.Issuer, LongestName),
            .. WrittenText.Faults("proof.reference", proof.Reference, LongestName, isRequired: false),
        ];
    }
}

using NodaTime;
using Selection.Contracts.Accommodations;

namespace Selection.Assessment.Domain;

/// <summary>What was decided on a request (R39).</summary>
public enum AccommodationOutcome
{
    /// <summary>Everything that was asked, or what answers a request in free text alone.</summary>
    Granted,

    /// <summary>Something else than was asked.</summary>
    GrantedOtherwise,

    /// <summary>Nothing.</summary>
    Refused,
}

/// <summary>Why a decision cannot stand.</summary>
public enum AccommodationFlaw
{
    /// <summary>Granted, and no measure named.</summary>
    NothingGranted,

    /// <summary>Refused, and measures named.</summary>
    RefusedWithMeasures,

    /// <summary>A refusal, or other measures than were asked, without the reasons (R23 holds here as well: Act of 29 July 1991).</summary>
    MotivationMissing,

    /// <summary>A decision that takes the place of an earlier one, without saying why.</summary>
    RevisionReasonMissing,
}

/// <summary>What a decision comes to.</summary>
public abstract record AccommodationJudgement
{
    private AccommodationJudgement()
    {
    }

    /// <summary>It can stand.</summary>
    public sealed record Sound(AccommodationOutcome Outcome) : AccommodationJudgement;

    /// <summary>It cannot.</summary>
    public sealed record Flawed(AccommodationFlaw Flaw) : AccommodationJudgement;
}

/// <summary>The newest decision on a request.</summary>
/// <param name="AskedAt">When the request was made.</param>
/// <param name="RequestId">Which request.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Measures">Codes of what was granted.</param>
public sealed record StandingDecision(Instant AskedAt, Guid RequestId, AccommodationOutcome Outcome, IReadOnlyList<string> Measures);

/// <summary>Deciding on accommodations (R39).</summary>
public static class AccommodationDecisions
{
    /// <summary>The longest motivation, or reason to decide anew, in characters.</summary>
    public const int LongestMotivation = 5_000;

    /// <summary>What a decision comes to.</summary>
    /// <param name="asked">The measures asked for.</param>
    /// <param name="grant">Whether something is granted.</param>
    /// <param name="measures">What is granted.</param>
    /// <param name="motivation">The reasons.</param>
    /// <param name="revises">Whether it takes the place of an earlier decision.</param>
    /// <param name="reason">Why it does.</param>
    public static AccommodationJudgement Judge(
        IReadOnlyCollection<Measure> asked, bool grant, IReadOnlyCollection<Measure> measures, string? motivation, bool revises, string? reason)
    {
        if (grant && measures.Count == 0) return new AccommodationJudgement.Flawed(AccommodationFlaw.NothingGranted);
        if (!grant && measures.Count > 0) return new AccommodationJudgement.Flawed(AccommodationFlaw.RefusedWithMeasures);
        if (revises && string.IsNullOrWhiteSpace(reason)) return new AccommodationJudgement.Flawed(AccommodationFlaw.RevisionReasonMissing);
        var outcome = !grant ? AccommodationOutcome.Refused
            : asked.All(measures.Contains) ? AccommodationOutcome.Granted : AccommodationOutcome.GrantedOtherwise;
        return outcome is not AccommodationOutcome.Granted && string.IsNullOrWhiteSpace(motivation)
            ? new AccommodationJudgement.Flawed(AccommodationFlaw.MotivationMissing)
            : new AccommodationJudgement.Sound(outcome);
    }

    /// <summary>Where a request stands after a decision.</summary>
    public static AccommodationState StateOf(AccommodationOutcome outcome) => outcome switch
    {
        AccommodationOutcome.Granted => AccommodationState.Granted,
        AccommodationOutcome.GrantedOtherwise => AccommodationState.GrantedOtherwise,
        AccommodationOutcome.Refused => AccommodationState.Refused,
    };

    /// <summary>
    /// The measures in force for a candidacy: what was granted on its latest request that something was granted on. A later
    /// request that is refused takes nothing away; a grant that is revised into a refusal does.
    /// </summary>
    /// <param name="decisions">The newest decision on each of its requests.</param>
    public static IReadOnlyList<string> InForce(IEnumerable<StandingDecision> decisions) => decisions
        .Where(d => d.Outcome is not AccommodationOutcome.Refused)
        .OrderByDescending(d => d.AskedAt).ThenByDescending(d => d.RequestId)
        .Select(d => d.Measures).FirstOrDefault() ?? [];
}

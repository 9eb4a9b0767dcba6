using NodaTime;

namespace Selection.Candidacies.Domain;

/// <summary>What a candidacy is (R9, R15, R18, R19).</summary>
public enum CandidacyState
{
    /// <summary>Applied, to be validated.</summary>
    Provisional,

    /// <summary>Takes part.</summary>
    Validated,

    /// <summary>Withdrawn: before closing free, after it final.</summary>
    Withdrawn,

    /// <summary>Still provisional at closing.</summary>
    Lapsed,

    /// <summary>Validated at closing: its dossier is frozen.</summary>
    Lodged,

    /// <summary>Ended with the vacancy, which was cancelled.</summary>
    Cancelled,
}

/// <summary>States as the clock has them.</summary>
internal static class CandidacyStates
{
    /// <summary>
    /// The state at an instant (T3): what closing makes of a candidacy holds from the closing instant on, also in the
    /// moment before the freeze has run.
    /// </summary>
    public static CandidacyState At(this CandidacyState state, Instant closesAt, Instant now) => (state, now >= closesAt) switch
    {
        (CandidacyState.Provisional, true) => CandidacyState.Lapsed,
        (CandidacyState.Validated, true) => CandidacyState.Lodged,
        _ => state,
    };
}

namespace Selection.OralTest.Domain;

/// <summary>Where a candidacy stands, seen from the oral test.</summary>
public enum CandidacyState
{
    /// <summary>Known by name only: neither passed nor exempt yet (R40).</summary>
    Expected,

    /// <summary>Passed or exempt; not invited yet.</summary>
    Reached,

    /// <summary>May choose a slot.</summary>
    Invited,

    /// <summary>Has a slot.</summary>
    Planned,

    /// <summary>The hearing was suspended (R42): chooses again, without harm.</summary>
    Rescheduling,

    /// <summary>The hearing took place.</summary>
    Held,

    /// <summary>The committee has judged.</summary>
    Judged,

    /// <summary>Not registered or absent (R28, R45).</summary>
    Stopped,

    /// <summary>Withdrawn by the candidate (R19).</summary>
    Withdrawn,

    /// <summary>A pass that an officer has corrected into a fail, or an exemption that was taken back (R36).</summary>
    AssessmentLost,

    /// <summary>The vacancy was cancelled while the candidacy was still going (R3).</summary>
    Cancelled,
}

/// <summary>How what other services say moves a candidacy here.</summary>
public static class CandidacyProgress
{
    /// <summary>The states that a cancelled vacancy ends (R3); what is over already stays what it is.</summary>
    public static IReadOnlyList<CandidacyState> Going { get; } =
        [CandidacyState.Reached, CandidacyState.Invited, CandidacyState.Planned, CandidacyState.Rescheduling, CandidacyState.Held];

    /// <summary>The state after the assessment's newest word (R36, R40). With <see cref="AfterCancellation"/> it comes to the same in any order (R3).</summary>
    public static CandidacyState AfterAssessment(CandidacyState state, bool passedOrExempt, bool vacancyCancelled) => (passedOrExempt, state) switch
    {
        (true, CandidacyState.Expected or CandidacyState.AssessmentLost) => vacancyCancelled ? CandidacyState.Cancelled : CandidacyState.Reached,
        (true, _) => state,
        // Nothing that is over already is taken back from here.
        (false, CandidacyState.Judged or CandidacyState.Stopped or CandidacyState.Withdrawn) => state,
        (false, CandidacyState.Expected) => CandidacyState.Expected,
        (false, _) => CandidacyState.AssessmentLost,
    };

    /// <summary>The state after the vacancy's cancellation (R3).</summary>
    public static CandidacyState AfterCancellation(CandidacyState state) => Going.Contains(state) ? CandidacyState.Cancelled : state;
}

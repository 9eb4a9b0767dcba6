namespace Selection.Candidacies.Domain;

/// <summary>Where a candidacy stands (R53): what everybody may count.</summary>
public enum FunnelStep
{
    Provisional,
    Validated,
    Withdrawn,
    Lapsed,
    Lodged,
    Refused,
    Admitted,
    AssessmentBooked,
    AssessmentPassed,
    AssessmentExempted,
    AssessmentFailed,
    AssessmentStopped,
    OralTestPlanned,
    OralTestHeld,
    OralTestJudged,
    OralTestStopped,
    Suitable,
    NotSuitable,
    Appointed,

    /// <summary>The vacancy was cancelled while the candidacy was still in it.</summary>
    Cancelled,
}

/// <summary>
/// The parts of the procedure, in their order. Each counts its own versions; what a part said with a higher one is newer,
/// whatever the order of arrival.
/// </summary>
public enum ProcedureStage
{
    Candidacy = 0,
    Screening = 1,
    Assessment = 2,
    OralTest = 3,
    Results = 4,
}

namespace Selection.Results.Domain;

/// <summary>What screening said last.</summary>
public enum ScreeningState
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Admitted, under reservation or not.</summary>
    Admitted,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>A decision was taken back; another follows.</summary>
    Reopened,
}

/// <summary>What the assessment said last.</summary>
public enum AssessmentState
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Passed, or exempt from it.</summary>
    PassedOrExempt,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Stopped without a score.</summary>
    Stopped,
}

/// <summary>What the oral test said last.</summary>
public enum OralTestState
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A hearing is planned.</summary>
    Planned,

    /// <summary>Stopped without a hearing.</summary>
    Stopped,

    /// <summary>Judged by the committee.</summary>
    Judged,
}

/// <summary>Where a candidacy stands for the final list.</summary>
public enum Stage
{
    /// <summary>It may still reach a hearing: no list can be made without it.</summary>
    OnTheWay,

    /// <summary>It ended before a judgement.</summary>
    Ended,

    /// <summary>The committee judged it: it belongs in the list.</summary>
    Judged,
}

/// <summary>Puts together what the other services said, whatever the order it came in.</summary>
public static class Stages
{
    /// <summary>The stage (R46). A withdrawal, and what an earlier step decided anew, come before a judgement.</summary>
    public static Stage Of(bool withdrawn, ScreeningState screening, AssessmentState assessment, OralTestState oralTest) => (withdrawn, screening, assessment, oralTest) switch
    {
        (true, _, _, _) => Stage.Ended,
        (_, ScreeningState.Refused, _, _) => Stage.Ended,
        (_, ScreeningState.Reopened, _, _) => Stage.OnTheWay,
        (_, _, AssessmentState.Failed or AssessmentState.Stopped, _) => Stage.Ended,
        (_, _, _, OralTestState.Judged) => Stage.Judged,
        (_, _, _, OralTestState.Stopped) => Stage.Ended,
        _ => Stage.OnTheWay,
    };
}

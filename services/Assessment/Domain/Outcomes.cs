namespace Selection.Assessment.Domain;

/// <summary>What a result makes of a candidacy.</summary>
public enum Effect
{
    /// <summary>Passed (R30).</summary>
    Pass,

    /// <summary>Failed (R30).</summary>
    Fail,

    /// <summary>Did not come (R28).</summary>
    Absence,

    /// <summary>No result: a new sitting (R37).</summary>
    NewSitting,
}

/// <summary>How an accepted submission changes what stood before it.</summary>
public enum Change
{
    /// <summary>Nothing stood, or nothing that has to be taken back: the effect is the candidate's first.</summary>
    First,

    /// <summary>The same effect with another score.</summary>
    SameAgain,

    /// <summary>A fail is taken back: its development period is voided (R36).</summary>
    TakesBackFail,

    /// <summary>A pass would be taken back: an officer decides (R36).</summary>
    WaitsForOfficer,
}

/// <summary>From outcome and score to what follows (R30, R36, R37).</summary>
public static class Outcomes
{
    /// <summary>The effect of an outcome.</summary>
    /// <exception cref="ArgumentException">A taken test without a score: the boundary refuses those.</exception>
    public static Effect EffectOf(SittingOutcome outcome, decimal? score, decimal passMark) => outcome switch
    {
        SittingOutcome.Taken when score is { } points => Scores.Passes(points, passMark) ? Effect.Pass : Effect.Fail,
        SittingOutcome.Taken => throw new ArgumentException("A test that was taken has a score.", nameof(score)),
        SittingOutcome.Absent => Effect.Absence,
        SittingOutcome.Incident => Effect.NewSitting,
    };

    /// <summary>What a newer revision does to the effect that stands (R36): for the candidate at once, against them never by itself.</summary>
    public static Change ChangeOf(Effect? before, Effect after)
    {
        if (before is not { } stood) return Change.First;
        if (stood == after) return Change.SameAgain;
        return stood switch
        {
            Effect.Pass => Change.WaitsForOfficer,
            Effect.Fail => Change.TakesBackFail,
            Effect.Absence or Effect.NewSitting => Change.First,
        };
    }
}

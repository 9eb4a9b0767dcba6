namespace Selection.Candidacies.Domain;

/// <summary>How far a candidacy is with a part of the procedure.</summary>
public enum PlaceStatus
{
    /// <summary>Not yet begun.</summary>
    Ahead,

    /// <summary>Where it stands.</summary>
    Now,

    /// <summary>Behind it.</summary>
    Done,

    /// <summary>Where it ended.</summary>
    Ended,
}

/// <summary>One part of the procedure, as a candidacy sees it.</summary>
/// <param name="Stage">Which part.</param>
/// <param name="Status">How far the candidacy is with it.</param>
public sealed record Place(ProcedureStage Stage, PlaceStatus Status)
{
    /// <summary>Steps after which the procedure does not go on for a candidate.</summary>
    public static readonly FunnelStep[] Endings =
    [
        FunnelStep.Withdrawn, FunnelStep.Lapsed, FunnelStep.Refused, FunnelStep.AssessmentFailed, FunnelStep.AssessmentStopped,
        FunnelStep.OralTestStopped, FunnelStep.NotSuitable, FunnelStep.Cancelled,
    ];

    /// <summary>All the parts in their order: those behind, the one the candidacy stands at or ended in, those ahead.</summary>
    /// <param name="step">The candidacy's step.</param>
    /// <param name="said">The part that said so: where a withdrawal or cancellation found the candidacy.</param>
    public static IReadOnlyList<Place> Of(FunnelStep step, ProcedureStage said)
    {
        var at = StageOf(step, said);
        var status = Endings.Contains(step) ? PlaceStatus.Ended : step is FunnelStep.Suitable or FunnelStep.Appointed ? PlaceStatus.Done : PlaceStatus.Now;
        return [.. Enum.GetValues<ProcedureStage>().Select(stage => new Place(stage, stage < at ? PlaceStatus.Done : stage == at ? status : PlaceStatus.Ahead))];
    }

    private static ProcedureStage StageOf(FunnelStep step, ProcedureStage said) => step switch
    {
        FunnelStep.Withdrawn or FunnelStep.Cancelled => said,
        FunnelStep.Provisional or FunnelStep.Validated or FunnelStep.Lapsed => ProcedureStage.Candidacy,
        FunnelStep.Lodged or FunnelStep.Refused => ProcedureStage.Screening,
        FunnelStep.Admitted or FunnelStep.AssessmentBooked or FunnelStep.AssessmentFailed or FunnelStep.AssessmentStopped => ProcedureStage.Assessment,
        FunnelStep.AssessmentPassed or FunnelStep.AssessmentExempted or FunnelStep.OralTestPlanned or FunnelStep.OralTestStopped => ProcedureStage.OralTest,
        FunnelStep.OralTestHeld or FunnelStep.OralTestJudged or FunnelStep.Suitable or FunnelStep.NotSuitable or FunnelStep.Appointed => ProcedureStage.Results,
    };
}

namespace Selection.Candidacies.Domain;

/// <summary>Where a candidacy stands, from what each part of the procedure said of it last (R53).</summary>
public static class Standing
{
    /// <summary>
    /// The step of the latest part that the parts before it let the candidacy go on to: what a later part said counts no longer
    /// once an earlier one has refused, failed or taken its decision back, and counts again when that is undone. The order in
    /// which the parts were heard makes no difference.
    /// </summary>
    /// <param name="said">The newest step of each part that has said anything; at least one.</param>
    /// <returns>The part that decides, and its step.</returns>
    public static (ProcedureStage Stage, FunnelStep Step) Of(IEnumerable<(ProcedureStage Stage, FunnelStep Step)> said)
    {
        (ProcedureStage Stage, FunnelStep Step)? standing = null;
        foreach (var part in said.OrderBy(part => part.Stage))
        {
            standing = part;
            if (!LetsOn(part)) break;
        }

        return standing ?? throw new ArgumentException("No part has said anything.", nameof(said));
    }

    private static bool LetsOn((ProcedureStage Stage, FunnelStep Step) part) => part is
        (ProcedureStage.Screening, FunnelStep.Admitted)
        or (ProcedureStage.Assessment, FunnelStep.AssessmentPassed or FunnelStep.AssessmentExempted)
        or (ProcedureStage.OralTest, FunnelStep.OralTestHeld or FunnelStep.OralTestJudged);
}

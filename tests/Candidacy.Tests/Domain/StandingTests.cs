using CsCheck;
using Selection.Candidacies.Domain;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class StandingTests
{
    [Theory]
    [InlineData(FunnelStep.Admitted, FunnelStep.AssessmentPassed, FunnelStep.OralTestJudged, FunnelStep.Suitable, FunnelStep.Suitable)]
    [InlineData(FunnelStep.Admitted, FunnelStep.AssessmentExempted, FunnelStep.OralTestPlanned, null, FunnelStep.OralTestPlanned)]
    [InlineData(FunnelStep.Refused, FunnelStep.AssessmentPassed, FunnelStep.OralTestJudged, FunnelStep.Suitable, FunnelStep.Refused)]
    [InlineData(FunnelStep.Lodged, FunnelStep.AssessmentPassed, FunnelStep.OralTestHeld, null, FunnelStep.Lodged)]
    [InlineData(FunnelStep.Admitted, FunnelStep.AssessmentFailed, FunnelStep.OralTestPlanned, null, FunnelStep.AssessmentFailed)]
    [InlineData(FunnelStep.Admitted, FunnelStep.Admitted, FunnelStep.OralTestPlanned, null, FunnelStep.Admitted)]
    [InlineData(FunnelStep.Admitted, FunnelStep.AssessmentPassed, FunnelStep.OralTestStopped, null, FunnelStep.OralTestStopped)]
    [InlineData(null, null, FunnelStep.OralTestJudged, null, FunnelStep.OralTestJudged)]
    [InlineData(null, FunnelStep.AssessmentPassed, null, FunnelStep.NotSuitable, FunnelStep.NotSuitable)]
    public void R53_a_candidacy_stands_at_the_latest_part_that_the_parts_before_let_it_go_on_to(
        FunnelStep? screening, FunnelStep? assessment, FunnelStep? oralTest, FunnelStep? results, FunnelStep expected)
    {
        var said = new[] { screening, assessment, oralTest, results }.Index().Where(part => part.Item is not null).Select(part => ((ProcedureStage)(part.Index + 1), part.Item!.Value)).ToArray();

        Assert.Equal(expected, Standing.Of(said).Step);
    }

    [Fact]
    public void R53_the_order_in_which_the_parts_are_heard_makes_no_difference() =>
        Gen.Select(Gen.Enum<ProcedureStage>(), Gen.Enum<FunnelStep>()).Array[1, 5].Where(said => said.DistinctBy(part => part.Item1).Count() == said.Length).SelectMany(said => Gen.Shuffle(said), (said, shuffled) => (said, shuffled))
            .Sample(pair => Standing.Of(pair.said) == Standing.Of(pair.shuffled));
}

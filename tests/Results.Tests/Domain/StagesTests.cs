using Selection.Contracts.Events;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class StagesTests
{
    [Theory]
    [InlineData(false, ScreeningState.None, AssessmentState.None, OralTestState.None, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.None, OralTestState.None, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Refused, AssessmentState.None, OralTestState.None, Stage.Ended)]
    [InlineData(false, ScreeningState.Reopened, AssessmentState.None, OralTestState.None, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.Failed, OralTestState.None, Stage.Ended)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.Stopped, OralTestState.None, Stage.Ended)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.PassedOrExempt, OralTestState.None, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.PassedOrExempt, OralTestState.Planned, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.PassedOrExempt, OralTestState.Stopped, Stage.Ended)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.PassedOrExempt, OralTestState.Judged, Stage.Judged)]
    [InlineData(false, ScreeningState.None, AssessmentState.None, OralTestState.Judged, Stage.Judged)]
    [InlineData(false, ScreeningState.Refused, AssessmentState.PassedOrExempt, OralTestState.Judged, Stage.Ended)]
    [InlineData(false, ScreeningState.Reopened, AssessmentState.PassedOrExempt, OralTestState.Judged, Stage.OnTheWay)]
    [InlineData(false, ScreeningState.Admitted, AssessmentState.Failed, OralTestState.Judged, Stage.Ended)]
    [InlineData(true, ScreeningState.Admitted, AssessmentState.PassedOrExempt, OralTestState.Judged, Stage.Ended)]
    public void R46_a_candidacy_is_judged_ended_or_still_on_its_way(
        bool withdrawn, ScreeningState screening, AssessmentState assessment, OralTestState oralTest, Stage stage) =>
        Assert.Equal(stage, Stages.Of(withdrawn, screening, assessment, oralTest));

    [Fact]
    public void R22_a_decision_on_a_reservation_counts_only_for_the_admission_it_came_after()
    {
        const Reservation both = Reservation.Equivalence | Reservation.LanguageTest;

        Assert.Equal(both, Reservations.Open(both, admittedVersion: 2, 0, false, 0, false));
        Assert.Equal(Reservation.LanguageTest, Reservations.Open(both, 2, 3, true, 0, false));
        Assert.Equal(both, Reservations.Open(both, 2, 3, false, 4, false));
        Assert.Equal(both, Reservations.Open(both, admittedVersion: 5, 3, true, 4, true));
        Assert.Equal(Reservation.None, Reservations.Open(Reservation.Equivalence, 2, 3, true, 4, true));
    }
}

using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class CandidacyProgressTests
{
    [Theory]
    [InlineData(CandidacyState.Expected, true, CandidacyState.Reached)]
    [InlineData(CandidacyState.Expected, false, CandidacyState.Expected)]
    [InlineData(CandidacyState.AssessmentLost, true, CandidacyState.Reached)]
    [InlineData(CandidacyState.Planned, true, CandidacyState.Planned)]
    [InlineData(CandidacyState.Planned, false, CandidacyState.AssessmentLost)]
    [InlineData(CandidacyState.Judged, false, CandidacyState.Judged)]
    [InlineData(CandidacyState.Withdrawn, true, CandidacyState.Withdrawn)]
    [InlineData(CandidacyState.Stopped, true, CandidacyState.Stopped)]
    public void R36_and_R40_the_assessments_newest_word_moves_a_candidacy(CandidacyState state, bool passed, CandidacyState expected)
    {
        Assert.Equal(expected, CandidacyProgress.AfterAssessment(state, passed, vacancyCancelled: false));
    }

    [Theory]
    [InlineData(CandidacyState.Expected, CandidacyState.Expected)]
    [InlineData(CandidacyState.Reached, CandidacyState.Cancelled)]
    [InlineData(CandidacyState.Invited, CandidacyState.Cancelled)]
    [InlineData(CandidacyState.Planned, CandidacyState.Cancelled)]
    [InlineData(CandidacyState.Rescheduling, CandidacyState.Cancelled)]
    [InlineData(CandidacyState.Held, CandidacyState.Cancelled)]
    [InlineData(CandidacyState.Judged, CandidacyState.Judged)]
    [InlineData(CandidacyState.Stopped, CandidacyState.Stopped)]
    [InlineData(CandidacyState.Withdrawn, CandidacyState.Withdrawn)]
    [InlineData(CandidacyState.AssessmentLost, CandidacyState.AssessmentLost)]
    [InlineData(CandidacyState.Cancelled, CandidacyState.Cancelled)]
    public void R3_a_cancelled_vacancy_ends_what_is_still_going_and_nothing_else(CandidacyState state, CandidacyState expected)
    {
        Assert.Equal(expected, CandidacyProgress.AfterCancellation(state));
    }

    public static TheoryData<CandidacyState, bool> Words()
    {
        var words = new TheoryData<CandidacyState, bool>();
        foreach (var state in Enum.GetValues<CandidacyState>())
        {
            words.Add(state, true);
            words.Add(state, false);
        }

        return words;
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void R3_a_cancelled_vacancy_ends_a_candidacy_alike_before_and_after_the_assessments_word(CandidacyState state, bool passed)
    {
        var after = CandidacyProgress.AfterCancellation(CandidacyProgress.AfterAssessment(state, passed, vacancyCancelled: false));
        var before = CandidacyProgress.AfterAssessment(CandidacyProgress.AfterCancellation(state), passed, vacancyCancelled: true);
        Assert.Equal(after, before);
    }
}

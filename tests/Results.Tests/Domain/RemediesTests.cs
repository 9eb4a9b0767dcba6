using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class RemediesTests
{
    [Theory]
    [InlineData("2025-11-12T09:00:00Z", "2026-01-12", "2026-01-11")]
    [InlineData("2025-12-31T09:00:00Z", "2026-02-28", "2026-03-01")]
    [InlineData("2023-12-31T09:00:00Z", "2024-02-29", "2024-02-29")]
    [InlineData("2025-12-30T23:00:00Z", "2026-02-28", "2026-03-01")]
    [InlineData("2025-12-30T22:59:59.999Z", "2026-02-28", "2026-02-28")]
    public void R49_feedback_is_open_to_the_same_numbered_day_two_months_later_and_R50_annulment_for_60_days(string sent, string feedback, string annulment)
    {
        var remedies = Remedies.From(NodaTime.Text.InstantPattern.ExtendedIso.Parse(sent).Value);

        Assert.Equal(feedback, remedies.FeedbackUntil.ToString("uuuu-MM-dd", null));
        Assert.Equal(annulment, remedies.AnnulmentUntil.ToString("uuuu-MM-dd", null));
    }
}

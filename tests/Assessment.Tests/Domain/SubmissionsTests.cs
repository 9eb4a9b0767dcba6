using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class SubmissionsTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 11, 20, 12, 0);
    private static readonly Guid Session = Guid.NewGuid();
    private static readonly BookingFacts Booking = new(Guid.NewGuid(), Session, "vendor", Now - Duration.FromHours(3), GivenBack: false, Ended: false, ResultId: null, LaterSitting: false);
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public void R35_a_first_result_of_a_registration_is_accepted() => Assert.Equal(Verdict.Accepted, Judge(booking: Booking).Verdict);

    [Fact]
    public void R35_the_same_again_is_a_duplicate_even_after_the_candidate_left()
    {
        var booking = Booking with { ResultId = "r1", Ended = true };
        Assert.Equal(Verdict.Duplicate, Judge(booking: booking, standing: [Stands(1)]).Verdict);
    }

    [Fact]
    public void R35_the_same_revision_with_other_content_is_a_conflict() =>
        Assert.Equal(Verdict.Conflict, Judge(booking: Booking with { ResultId = "r1" }, standing: [Stands(1) with { Content = new byte[] { 9 } }]).Verdict);

    [Fact]
    public void R35_a_second_result_id_for_one_booking_is_a_conflict() =>
        Assert.Equal(Verdict.Conflict, Judge(booking: Booking with { ResultId = "another" }).Verdict);

    [Fact]
    public void R35_a_result_id_that_belongs_to_another_booking_is_a_conflict() =>
        Assert.Equal(Verdict.Conflict, Judge(revision: 2, booking: Booking, standing: [Stands(1) with { BookingId = Guid.NewGuid() }]).Verdict);

    [Fact]
    public void R35_an_older_revision_never_overrides_a_newer() =>
        Assert.Equal(Verdict.Superseded, Judge(revision: 1, booking: Booking with { ResultId = "r1" }, standing: [Stands(2)]).Verdict);

    [Fact]
    public void R36_a_newer_revision_is_accepted() =>
        Assert.Equal(Verdict.Accepted, Judge(revision: 3, booking: Booking with { ResultId = "r1" }, standing: [Stands(1), Stands(2)]).Verdict);

    [Fact]
    public void R35_what_cannot_be_a_result_is_rejected_with_the_reason()
    {
        Assert.Equal(Verdict.Rejected, Judge(booking: null).Verdict);
        Assert.Equal(Verdict.Rejected, Judge(booking: Booking with { SessionId = Guid.NewGuid() }).Verdict);
        Assert.Equal(Verdict.Rejected, Judge(booking: Booking with { VendorClientId = "somebody-else" }).Verdict);
        Assert.Equal(Verdict.Rejected, Judge(booking: Booking with { GivenBack = true }).Verdict);
        Assert.Equal(Verdict.Rejected, Judge(booking: Booking with { Ended = true }).Verdict);
        Assert.Equal(Verdict.Rejected, Judge(booking: Booking with { StartsAt = Now + Duration.Epsilon }).Verdict);
        Assert.Equal(Verdict.Accepted, Judge(booking: Booking with { StartsAt = Now }).Verdict);
        Assert.All([Judge(booking: null), Judge(booking: Booking with { GivenBack = true })], j => Assert.NotEmpty(j.Reason));
    }

    [Fact]
    public void R37_an_older_sitting_has_no_say_after_a_newer_one() =>
        Assert.Equal(Verdict.Conflict, Judge(revision: 2, booking: Booking with { ResultId = "r1", LaterSitting = true }, standing: [Stands(1)]).Verdict);

    [Fact]
    public void R35_whatever_the_order_of_arrival_the_newest_revision_is_the_last_accepted() => Gen.Shuffle(Enumerable.Range(1, 6).ToArray()).Sample(order =>
    {
        var standing = new List<StandingResult>();
        var last = 0;
        foreach (var revision in order)
        {
            var verdict = Judge(revision, Booking with { ResultId = standing.Count > 0 ? "r1" : null }, standing).Verdict;
            Assert.Equal(revision > last ? Verdict.Accepted : Verdict.Superseded, verdict);
            if (verdict == Verdict.Accepted) last = revision;
            standing.Add(Stands(revision));
        }

        Assert.Equal(6, last);
    });

    [Fact]
    public void R35_however_often_and_in_whatever_order_something_comes_each_content_stands_once_and_the_rest_is_known() =>
        Gen.Int[1, 6].Array[1, 30].Sample(revisions =>
        {
            var standing = new List<StandingResult>();
            foreach (var revision in revisions)
            {
                var verdict = Judge(revision, Booking with { ResultId = standing.Count > 0 ? "r1" : null }, standing).Verdict;
                Assert.Equal(standing.Any(s => s.Revision == revision), verdict == Verdict.Duplicate);
                if (verdict is Verdict.Accepted or Verdict.Superseded) standing.Add(Stands(revision));
                else Assert.Equal(Verdict.Duplicate, verdict);
            }

            Assert.Equal(revisions.Distinct().Order(), standing.Select(s => s.Revision).Order());
        });

    [Theory]
    [InlineData(null, Effect.Fail, Change.First)]
    [InlineData(Effect.Fail, Effect.Pass, Change.TakesBackFail)]
    [InlineData(Effect.Fail, Effect.NewSitting, Change.TakesBackFail)]
    [InlineData(Effect.Fail, Effect.Fail, Change.SameAgain)]
    [InlineData(Effect.Pass, Effect.Pass, Change.SameAgain)]
    [InlineData(Effect.Pass, Effect.Fail, Change.WaitsForOfficer)]
    [InlineData(Effect.Pass, Effect.Absence, Change.WaitsForOfficer)]
    [InlineData(Effect.Pass, Effect.NewSitting, Change.WaitsForOfficer)]
    [InlineData(Effect.Absence, Effect.Pass, Change.First)]
    [InlineData(Effect.NewSitting, Effect.Fail, Change.First)]
    public void R36_a_correction_helps_at_once_and_harms_only_through_an_officer(Effect? before, Effect after, Change change) =>
        Assert.Equal(change, Outcomes.ChangeOf(before, after));

    [Theory]
    [InlineData(SittingOutcome.Taken, 60.0, Effect.Pass)]
    [InlineData(SittingOutcome.Taken, 59.999, Effect.Fail)]
    [InlineData(SittingOutcome.Absent, null, Effect.Absence)]
    [InlineData(SittingOutcome.Incident, null, Effect.NewSitting)]
    public void R30_R28_R37_an_outcome_has_its_effect(SittingOutcome outcome, double? score, Effect effect) =>
        Assert.Equal(effect, Outcomes.EffectOf(outcome, (decimal?)score, 60m));

    private static StandingResult Stands(int revision) => new("r1", revision, Booking.BookingId, Content);

    private static Judgement Judge(int revision = 1, BookingFacts? booking = null, IReadOnlyCollection<StandingResult>? standing = null) =>
        Submissions.Judge("r1", revision, Content, Session, "vendor", standing ?? [], booking, Now);
}

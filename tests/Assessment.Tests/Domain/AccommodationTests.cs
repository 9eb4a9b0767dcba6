using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Accommodations;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public class AccommodationTests
{
    private static readonly Gen<StandingDecision> AnyDecision = Gen.Select(Gen.Long[0, 1000], Gen.Guid, Gen.OneOfConst(Enum.GetValues<AccommodationOutcome>()), Gen.Int[5, 240])
        .Select((at, id, outcome, minutes) => new StandingDecision(Instant.FromUnixTimeSeconds(at), id, outcome, outcome is AccommodationOutcome.Refused ? [] : [$"extra-time:{minutes}"]));

    [Theory]
    [InlineData(Standing.Waiting, true)]
    [InlineData(Standing.ToBook, true)]
    [InlineData(Standing.Booked, true)]
    [InlineData(Standing.Exempted, true)]
    [InlineData(Standing.Passed, true)]
    [InlineData(Standing.Failed, false)]
    [InlineData(Standing.Stopped, false)]
    [InlineData(Standing.Ended, false)]
    public void R39_one_asks_as_long_as_a_test_may_still_come(Standing standing, bool may) => Assert.Equal(may, AccommodationRequests.MayAsk(standing));

    [Fact]
    public void R39_late_begins_when_the_second_working_day_before_the_session_has_ended()
    {
        // Thursday 20 November: the second working day before is Tuesday 18.
        var session = (new LocalDate(2025, 11, 20) + new LocalTime(9, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant();
        var tooLate = BrusselsTime.EndOf(new LocalDate(2025, 11, 18));
        Assert.False(AccommodationRequests.IsLate(session, tooLate - Duration.Epsilon, ClosingDays.None));
        Assert.True(AccommodationRequests.IsLate(session, tooLate, ClosingDays.None));
        Assert.True(AccommodationRequests.IsLate(session, session + Duration.FromDays(1), ClosingDays.None));
        Assert.False(AccommodationRequests.IsLate(null, tooLate, ClosingDays.None));
    }

    [Theory]
    [InlineData(AccommodationGround.Disability, 0, "attest-missing")]
    [InlineData(AccommodationGround.LearningDisorder, 0, "attest-missing")]
    [InlineData(AccommodationGround.Illness, 0, "attest-missing")]
    [InlineData(AccommodationGround.Pregnancy, 0, "attest-missing")]
    [InlineData(AccommodationGround.Breastfeeding, 0, null)]
    [InlineData(AccommodationGround.Illness, 1, null)]
    [InlineData(AccommodationGround.Illness, 3, null)]
    [InlineData(AccommodationGround.Illness, 4, "too-many-files")]
    [InlineData(AccommodationGround.Breastfeeding, 4, "too-many-files")]
    public void R39_one_to_three_attests_and_none_needed_for_breastfeeding(AccommodationGround ground, int attests, string? code) =>
        Assert.Equal(code, AccommodationRequests.AttestFault(ground, attests)?.Code);

    [Fact]
    public void R39_a_list_of_measures_is_read_in_one_order_and_every_fault_is_named()
    {
        Assert.Equal(["extra-time:30", "assistive-technology:own-mouse", "assistive-technology:screen-reader", "companion"],
            Read("companion", "assistive-technology:screen-reader", "extra-time:30", "assistive-technology:own-mouse").Measures.Select(m => m.Code));
        Assert.Equal([("m[1]", "measure-twice"), ("m[2]", "measure-unknown")], Read("extra-time:30", "extra-time:45", "tea").Faults.Select(f => (f.Field, f.Code)));
        Assert.Equal([("m", "too-many-measures")], Read([.. Enumerable.Repeat("companion", 11)]).Faults.Select(f => (f.Field, f.Code)));

        static (IReadOnlyList<Measure> Measures, IReadOnlyList<ServiceDefaults.Problems.FieldError> Faults) Read(params string[] codes) => MeasureList.Read(codes, "m");
    }

    [Fact]
    public void R39_a_request_says_what_it_is_about()
    {
        Assert.Equal(["metadata.measures"], Faults([], null));
        Assert.Equal(["metadata.measures"], Faults([], "  "));
        Assert.Empty(Faults([], "Een tafel op maat."));
        Assert.Equal(["metadata.text"], Faults(["companion"], new string('x', 2_001)));
        Assert.Equal(["metadata.text"], Faults(["companion"], "nul\0"));

        static IEnumerable<string> Faults(string[] measures, string? text) =>
            AccommodationRequests.Faults(new AccommodationAsk { Ground = AccommodationGround.Illness, Measures = measures, Text = text }).Select(f => f.Field);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("extra-time:30", 30)]
    [InlineData("extra-time:30 break:15:2 separate-room", 60)]
    [InlineData("private-break:20:1 told-before-codes", 20)]
    public void R39_extra_time_and_breaks_make_a_session_longer(string measures, int minutes) =>
        Assert.Equal(minutes, AccommodationRequests.AddedMinutes(measures.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("extra-time:30", true, "extra-time:30", null, AccommodationOutcome.Granted)]
    [InlineData("extra-time:30", true, "extra-time:30 separate-room", null, AccommodationOutcome.Granted)]
    [InlineData("", true, "separate-room", null, AccommodationOutcome.Granted)]
    [InlineData("extra-time:60", true, "extra-time:30", "Omdat.", AccommodationOutcome.GrantedOtherwise)]
    [InlineData("extra-time:30 companion", true, "companion", "Omdat.", AccommodationOutcome.GrantedOtherwise)]
    [InlineData("extra-time:30", false, "", "Omdat.", AccommodationOutcome.Refused)]
    public void R39_what_was_decided_follows_from_what_was_asked(string asked, bool grant, string measures, string? motivation, AccommodationOutcome outcome) =>
        Assert.Equal(new AccommodationJudgement.Sound(outcome), Judge(asked, grant, measures, motivation));

    [Theory]
    [InlineData(true, "", "Omdat.", AccommodationFlaw.NothingGranted)]
    [InlineData(false, "companion", "Omdat.", AccommodationFlaw.RefusedWithMeasures)]
    [InlineData(false, "", " ", AccommodationFlaw.MotivationMissing)]
    [InlineData(true, "companion", null, AccommodationFlaw.MotivationMissing)]
    public void R39_a_decision_without_its_reasons_cannot_stand(bool grant, string measures, string? motivation, AccommodationFlaw flaw) =>
        Assert.Equal(new AccommodationJudgement.Flawed(flaw), Judge("extra-time:30", grant, measures, motivation));

    [Fact]
    public void R39_deciding_anew_needs_a_reason_of_its_own()
    {
        var asked = Measures("extra-time:30");
        Assert.Equal(new AccommodationJudgement.Flawed(AccommodationFlaw.RevisionReasonMissing), AccommodationDecisions.Judge(asked, true, asked, "Omdat.", revises: true, reason: null));
        Assert.Equal(new AccommodationJudgement.Sound(AccommodationOutcome.Granted), AccommodationDecisions.Judge(asked, true, asked, null, revises: true, "Nieuw attest."));
    }

    [Fact]
    public void R39_in_force_is_what_the_latest_request_was_granted_whatever_the_order_and_a_refusal_takes_nothing_away() =>
        Gen.Select(AnyDecision.Array[0, 6], Gen.Long[0, 2000]).Sample((decisions, later) =>
        {
            var inForce = AccommodationDecisions.InForce(decisions);
            Assert.Equal(inForce, AccommodationDecisions.InForce(decisions.Reverse()));
            Assert.Equal(inForce, AccommodationDecisions.InForce([.. decisions, new StandingDecision(Instant.FromUnixTimeSeconds(later), Guid.NewGuid(), AccommodationOutcome.Refused, [])]));
            var granted = new StandingDecision(Instant.FromUnixTimeSeconds(1001), Guid.NewGuid(), AccommodationOutcome.GrantedOtherwise, ["companion"]);
            Assert.Equal(["companion"], AccommodationDecisions.InForce([.. decisions, granted]));
        });

    private static AccommodationJudgement Judge(string asked, bool grant, string measures, string? motivation) =>
        AccommodationDecisions.Judge(Measures(asked), grant, Measures(measures), motivation, revises: false, reason: null);

    private static List<Measure> Measures(string codes) => [.. codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => Measure.Parse(code)!)];
}

using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Features.Messages;
using Selection.Contracts;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class NewsTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 11, 3, 9, 30), Earlier = Instant.FromUtc(2025, 10, 1, 8, 0);
    private static readonly Guid C = Guid.CreateVersion7(), V = Guid.CreateVersion7(), P = Guid.CreateVersion7();

    /// <summary>One of each, of every shade.</summary>
    private static readonly News[] All =
    [
        News.Of(new CandidacyAdmitted(C, V, P, 1, new(2025, 10, 22), Reservation.None, "Omdat.", Now)),
        News.Of(new CandidacyAdmitted(C, V, P, 1, new(2025, 10, 22), Reservation.Equivalence | Reservation.LanguageTest, "Omdat.", Now)),
        News.Of(new CandidacyRefused(C, V, P, 1, "Omdat.", Now)),
        News.Of(new ScreeningReopened(C, V, P, 2, "Vergissing", Now)),
        News.Of(new ReservationDecided(C, V, P, 3, Reservation.Equivalence, true, "Omdat.", Now)),
        News.Of(new ReservationDecided(C, V, P, 3, Reservation.LanguageTest, false, "Omdat.", Now)),
        News.Of(new AssessmentInvited(C, V, P, 1, Now, Instant.FromUtc(2025, 11, 30, 23, 0), Now)),
        News.Of(new AssessmentInvited(C, V, P, 2, Now, Instant.FromUtc(2025, 12, 3, 23, 0), Now, Extended: true)),
        News.Of(new AssessmentInvitationWithdrawn(C, V, P, 2, Now, Instant.FromUtc(2025, 11, 30, 23, 0), Now)),
        News.Of(new AssessmentHelpAnswered(C, V, P, 2, Now, Now)),
        News.Of(new AssessmentBooked(C, V, P, 2, Guid.NewGuid(), Now, Duration.FromHours(2), "Brussel", Now, Now)),
        News.Of(new AssessmentBooked(C, V, P, 3, Guid.NewGuid(), Now, Duration.FromHours(2), "Namen", Now, Now, Changed: true)),
        News.Of(new AssessmentBookingCancelled(C, V, P, 3, Guid.NewGuid(), Now, false, Now, LocalizedText.Same("Waterschade."))),
        News.Of(new AssessmentExemptionWithdrawn(C, V, P, 5, "Omdat.", Now)),
        News.Of(new AssessmentBookingCancelled(C, V, P, 3, Guid.NewGuid(), Now, true, Now)),
        News.Of(new AssessmentBookingCancelled(C, V, P, 3, Guid.NewGuid(), Now, false, Now)),
        News.Of(new AssessmentPassed(C, V, P, 4, 60.125m, new(2025, 11, 20), new(2027, 11, 20), Now)),
        News.Of(new AssessmentFailed(C, V, P, 4, 59.999m, new(2025, 11, 20), new(2026, 5, 20), Now)),
        News.Of(new AssessmentExempted(C, V, P, 4, ExemptionGround.EarlierPass, new(2024, 11, 20), Now)),
        News.Of(new AssessmentExempted(C, V, P, 4, ExemptionGround.FunctionHeld, new(2024, 11, 20), Now)),
        News.Of(new AssessmentStopped(C, V, P, 4, AssessmentStop.NotRegistered, null, Now)),
        News.Of(new AssessmentStopped(C, V, P, 4, AssessmentStop.Absent, null, Now)),
        News.Of(new AssessmentStopped(C, V, P, 4, AssessmentStop.Barred, new(2026, 5, 20), Now)),
        News.Of(new AssessmentCorrected(C, V, P, 5, true, 61m, new(2025, 11, 20), "Omdat.", Now)),
        News.Of(new AssessmentCorrected(C, V, P, 5, false, 51m, new(2025, 11, 20), "Omdat.", Now)),
        News.Of(new AccommodationDecided(C, V, P, 5, true, ["extra-time:30", "break:15:2", "een oude afspraak"], Now)),
        News.Of(new AccommodationDecided(C, V, P, 5, false, [], Now)),
        News.Of(new ExemptionClaimDecided(C, V, P, 6, false, "Omdat.", Now)),
        News.Of(new OralTestInvited(C, V, P, 1, Now, Now, Now)),
        News.Of(new OralTestInvited(C, V, P, 1, Now, Now, Now, "Staking")),
        News.Of(new OralTestPlanned(C, V, P, 2, Now, Now, "Brussel", Now, Now)),
        News.Of(new OralTestPlanned(C, V, P, 2, Now, Now, "Brussel", Now, Now, Now, "Staking")),
        News.Of(new OralTestHeld(C, V, P, 3, 8, Now)),
        News.Of(new OralTestJudged(C, V, P, 4, 71.5m, true, [], "Omdat.", null, Now)),
        News.Of(new OralTestStopped(C, V, P, 4, OralTestStop.NotRegistered, Now)),
        News.Of(new OralTestStopped(C, V, P, 4, OralTestStop.Absent, Now)),
        News.Of(new ResultsPublished(C, V, P, 1, FinalGroup.Suitable, 2, "Omdat.", Now, Now)),
        News.Of(new ResultsPublished(C, V, P, 1, FinalGroup.NotSuitable, null, "Omdat.", Now, Now)),
        News.Of(new ResultsPublished(C, V, P, 3, FinalGroup.Suitable, 1, "Omdat.", Now, Now, new ResultCorrection(Earlier, "Foute optelling."))),
        News.Of(new ResultsPublished(C, V, P, 3, FinalGroup.NotSuitable, null, "Omdat.", Now, Now, new ResultCorrection(Earlier, "Foute optelling."))),
        News.Of(new FeedbackAnswered(C, V, P, 2, Now, Now)),
        News.Of(new AdjustmentsAnswered(C, V, P, 2, Now, Now)),
        News.Of(new CandidateAppointed(C, V, P, 3, new(2026, 1, 1), Now)),
        News.Of(new AccessAnswered(C, V, P, 4, AccessOutcome.Granted, Now, false, Now)),
        News.Of(new AccessAnswered(C, V, P, 4, AccessOutcome.PartlyGranted, Now, false, Now)),
        News.Of(new AccessAnswered(C, V, P, 4, AccessOutcome.Refused, Now, true, Now)),
        News.Of(new AccessLapsed(C, V, P, 5, Now, new(2026, 1, 14), Now)),
        News.Of(new ComplaintReceived(C, V, P, 6, "2025-00042", Now, new(2026, 1, 14), Now)),
        News.Of(new ComplaintOverdue(C, V, P, 7, "2025-00042", new(2026, 1, 14), Now)),
        News.Of(new ComplaintAnswered(C, V, P, 8, "2025-00042", Now, Now)),
        News.Of(new InterviewPlanned(C, V, P, 9, Now, Duration.FromMinutes(90), "Brussel", Now)),
        News.Of(new InterviewCancelled(C, V, P, 10, Now, "Brussel", "Verhinderd.", Now)),
        News.Of(new CandidateDroppedOut(C, V, P, 11, DropOut.Declined, true, new(2026, 1, 14), null, Now)),
        News.Of(new CandidateDroppedOut(C, V, P, 11, DropOut.Declined, false, new(2026, 1, 14), null, Now)),
        News.Of(new CandidateDroppedOut(C, V, P, 11, DropOut.Left, false, new(2026, 1, 14), null, Now)),
        News.Of(new CandidateDroppedOut(C, V, P, 11, DropOut.NotAppointable, false, new(2026, 1, 14), "Omdat.", Now)),
        News.Of(new CandidateReinstated(C, V, P, 12, "Vergissing.", Now)),
        News.Of(new AppointmentRevoked(C, V, P, 13, "Omdat.", Now)),
        News.Of(new AnotherAppointed(C, V, P, 14, Now)),
    ];

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("en")]
    public void R20_every_message_has_its_words_in_every_language(string language)
    {
        foreach (var news in All.Where(n => n.Kind is not null))
        {
            var (subject, body) = Wording.Of(news.Kind!, JsonSerializer.Serialize(news.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), language);
            Assert.StartsWith("ANG25001", subject);
            Assert.DoesNotContain('{', subject + body);
            Assert.Contains("Adjunct", body);
            Assert.NotEqual(news.Kind, body);
        }
    }

    [Fact]
    public void R48_a_decision_carries_its_motivation()
    {
        string[] decisions =
        [
            "admitted", "refused", "assessment-corrected-passed", "exemption-withdrawn", "result-suitable", "result-not-suitable", "result-corrected-suitable", "result-corrected-not-suitable",
            "reservation-kept", "exemption-refused", "not-appointable", "appointment-revoked",
        ];
        foreach (var kind in decisions)
        {
            var news = All.First(n => n.Kind == kind);
            Assert.Contains("Omdat.", Wording.Of(kind, JsonSerializer.Serialize(news.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), "nl").Body);
        }
    }

    [Theory]
    [InlineData("nl", "30 minuten extra tijd, 2 pauzes van 15 minuten, een oude afspraak")]
    [InlineData("fr", "30 minutes supplémentaires, 2 pauses de 15 minutes, een oude afspraak")]
    [InlineData("de", "30 Minuten mehr Zeit, 2 Pausen von 15 Minuten, een oude afspraak")]
    [InlineData("en", "30 extra minutes, 2 breaks of 15 minutes, een oude afspraak")]
    public void R39_measures_are_told_in_words_and_an_unknown_code_as_it_is(string language, string words)
    {
        var granted = All.First(n => n.Kind == "accommodation-granted");
        Assert.Contains(words, Wording.Of(granted.Kind!, JsonSerializer.Serialize(granted.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), language).Body);
    }

    [Fact]
    public void R33_an_accepted_claim_is_told_by_the_exemption_and_moves_nothing_itself()
    {
        var accepted = News.Of(new ExemptionClaimDecided(C, V, P, 6, true, "", Now));
        Assert.Null(accepted.Kind);
        Assert.Null(accepted.Step);
    }

    [Theory]
    [InlineData("nl", "Raad van State")]
    [InlineData("fr", "Conseil d'État")]
    [InlineData("de", "Staatsrat")]
    [InlineData("en", "Council of State")]
    public void R50_every_decision_that_ends_a_candidacy_or_a_ranking_names_the_remedy(string language, string court)
    {
        string[] decisions =
        [
            "refused", "assessment-failed", "assessment-corrected-failed", "assessment-not-registered", "assessment-absent", "assessment-barred",
            "oral-test-not-registered", "oral-test-absent", "result-suitable", "result-not-suitable", "result-corrected-suitable", "result-corrected-not-suitable",
        ];
        foreach (var kind in decisions)
        {
            var news = All.First(n => n.Kind == kind);
            Assert.Contains(court, Wording.Of(kind, JsonSerializer.Serialize(news.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), language).Body);
        }
    }

    [Theory]
    [InlineData("nl", "1\u00a0oktober 2025", "rang is nu 1")]
    [InlineData("fr", "1er\u00a0octobre 2025", "rang est désormais 1")]
    [InlineData("de", "1.\u00a0Oktober 2025", "Rang ist jetzt 1")]
    [InlineData("en", "1\u00a0October 2025", "rank is now 1")]
    public void R47_a_corrected_result_is_told_as_a_correction_with_its_reason(string language, string earlier, string rank)
    {
        var news = All.Single(n => n.Kind == "result-corrected-suitable");
        var (subject, body) = Wording.Of(news.Kind!, JsonSerializer.Serialize(news.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), language);

        Assert.NotEqual(Wording.Of("result-suitable", "{}", "ANG25001", LocalizedText.Same("Adjunct"), language).Subject, subject);
        Assert.Contains(earlier, body);
        Assert.Contains(rank, body);
        Assert.Contains("Foute optelling.", body);
        Assert.Contains("Omdat.", body);
    }

    [Fact]
    public void R47_a_judgement_is_counted_and_not_told()
    {
        var judged = News.Of(new OralTestJudged(C, V, P, 4, 71.5m, true, [], "Omdat.", null, Now));
        Assert.Null(judged.Kind);
        Assert.Equal(FunnelStep.OralTestJudged, judged.Step);
        Assert.Equal("{}", JsonSerializer.Serialize(judged.Args, ContractsJson.Options));
    }

    [Fact]
    public void T1_a_deadline_at_midnight_is_told_as_the_day_before_it()
    {
        var invited = News.Of(new AssessmentInvited(C, V, P, 1, Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 30, 23, 0), Now));
        var body = Wording.Of(invited.Kind!, JsonSerializer.Serialize(invited.Args, ContractsJson.Options), "ANG25001", LocalizedText.Same("Adjunct"), "nl").Body;
        Assert.Contains("3\u00a0november 2025", body);
        Assert.Contains("tot en met 30\u00a0november 2025", body);
    }

    [Fact]
    public void Every_text_is_there_in_all_four_languages()
    {
        var keys = Keys(CultureInfo.InvariantCulture);
        Assert.NotEmpty(keys);
        foreach (var language in new[] { "nl", "fr", "de" }) Assert.Equal(keys.Order(), Keys(new CultureInfo(language)).Order());
    }

    private static List<string> Keys(CultureInfo culture)
    {
        ResourceSet texts = Texts.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        return [.. texts.Cast<DictionaryEntry>().Select(entry => (string)entry.Key)];
    }
}

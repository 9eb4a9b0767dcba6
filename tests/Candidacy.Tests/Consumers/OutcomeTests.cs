using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Candidacies.Tests.Consumers;

[Collection(CandidacyService.Name)]
public sealed class OutcomeTests(CandidacyFixture service)
{
    private static readonly LocalDate TestDay = new(2025, 11, 20);

    [Fact]
    public async Task R48_every_step_puts_a_message_with_its_motivation_in_the_account_in_the_persons_language()
    {
        var (candidate, c) = await LodgedAsync("fr");
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, c.VacancyId, c.PersonId, 1, TestDay, Reservation.None, "Het diploma volstaat.", now + Duration.FromMinutes(1)));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 1, now, now, now + Duration.FromMinutes(2)));
        await service.PublishAndHandleAsync(new AssessmentPassed(c.CandidacyId, c.VacancyId, c.PersonId, 2, 60.125m, TestDay, TestDay.PlusYears(2), now + Duration.FromMinutes(3)));
        await service.PublishAndHandleAsync(new OralTestHeld(c.CandidacyId, c.VacancyId, c.PersonId, 1, 8, now + Duration.FromMinutes(4)));
        await service.PublishAndHandleAsync(new ResultsPublished(c.CandidacyId, c.VacancyId, c.PersonId, 1, FinalGroup.Suitable, 2, "Sterk in inzicht.", now, now + Duration.FromMinutes(5)));

        var messages = (await ToldAsync(candidate));
        Assert.Equal(
            ["result-suitable", "oral-test-held", "assessment-passed", "assessment-invited", "admitted", "candidacy-lodged"], messages.Select(m => m.GetProperty("kind").GetString()));
        Assert.Contains("60,125", Body(2));
        Assert.Contains("20\u00a0novembre 2025", Body(2));
        Assert.Contains("Het diploma volstaat.", Body(4));
        Assert.Contains("votre rang est 2", Body(0));
        Assert.Equal("Suitable", await StepAsync(candidate, c.CandidacyId));

        string Body(int i) => messages[i].GetProperty("body").GetString()!;
    }

    [Fact]
    public async Task R20_a_message_follows_the_language_of_the_account_and_is_read_once()
    {
        var (candidate, c) = await LodgedAsync("nl");
        using var _ = candidate;
        var dutch = Assert.Single((await ToldAsync(candidate, "?unread=true")));
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account("de"), ifMatch: 1)).Is(HttpStatusCode.OK);
        var german = Assert.Single((await ToldAsync(candidate)));
        Assert.Contains("ingediend", dutch.GetProperty("subject").GetString());
        Assert.Contains("eingereicht", german.GetProperty("subject").GetString());

        var id = german.GetProperty("messageId").GetGuid();
        using var other = await service.CandidateAsync();
        (await service.SendAsync(other, HttpMethod.Post, $"messages/{id}/read")).Is(HttpStatusCode.NotFound);
        (await service.SendAsync(candidate, HttpMethod.Post, $"messages/{id}/read")).Is(HttpStatusCode.NoContent);
        var readAt = Assert.Single((await ToldAsync(candidate))).GetProperty("readAt").GetString();
        service.Clock.AdvanceMinutes(1);
        (await service.SendAsync(candidate, HttpMethod.Post, $"messages/{id}/read")).Is(HttpStatusCode.NoContent);
        Assert.Equal(readAt, Assert.Single((await ToldAsync(candidate))).GetProperty("readAt").GetString());
        Assert.Empty((await ToldAsync(candidate, "?unread=true")));
        Assert.Equal(c.CandidacyId, german.GetProperty("candidacyId").GetGuid());
    }

    [Fact]
    public async Task R53_a_late_older_event_never_moves_a_step_back()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new AssessmentBookingCancelled(c.CandidacyId, c.VacancyId, c.PersonId, 3, Guid.NewGuid(), now, true, now));
        await service.PublishAndHandleAsync(new AssessmentBooked(c.CandidacyId, c.VacancyId, c.PersonId, 2, Guid.NewGuid(), now, Duration.FromHours(2), "Brussel", now, now));
        Assert.Equal("Admitted", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new AssessmentFailed(c.CandidacyId, c.VacancyId, c.PersonId, 4, 59.999m, TestDay, TestDay, now));
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, c.VacancyId, c.PersonId, 9, TestDay, Reservation.None, "Omdat.", now));
        Assert.Equal("AssessmentFailed", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new AssessmentCorrected(c.CandidacyId, c.VacancyId, c.PersonId, 5, true, 61m, TestDay, "Omdat.", now));
        Assert.Equal("AssessmentPassed", await StepAsync(candidate, c.CandidacyId));
        // All of it was told, each once.
        Assert.Equal(6, (await ToldAsync(candidate)).Count);
    }

    [Fact]
    public async Task R24_a_refusal_that_is_reopened_goes_back_and_on()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new CandidacyRefused(c.CandidacyId, c.VacancyId, c.PersonId, 1, "Omdat.", now));
        Assert.Equal("Refused", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new ScreeningReopened(c.CandidacyId, c.VacancyId, c.PersonId, 2, "Vergissing", now));
        Assert.Equal("Lodged", await StepAsync(candidate, c.CandidacyId));
    }

    [Fact]
    public async Task R24_an_admission_that_is_taken_back_after_the_hearing_takes_the_candidacy_back_and_undone_it_stands_where_it_stood()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, c.VacancyId, c.PersonId, 1, TestDay, Reservation.None, "Omdat.", now));
        await service.PublishAndHandleAsync(new AssessmentPassed(c.CandidacyId, c.VacancyId, c.PersonId, 2, 61m, TestDay, TestDay.PlusYears(2), now));
        await service.PublishAndHandleAsync(new OralTestHeld(c.CandidacyId, c.VacancyId, c.PersonId, 1, 8, now));
        Assert.Equal("OralTestHeld", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new ScreeningReopened(c.CandidacyId, c.VacancyId, c.PersonId, 2, "Een nieuw arrest", now));
        Assert.Equal("Lodged", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new CandidacyRefused(c.CandidacyId, c.VacancyId, c.PersonId, 3, "Omdat.", now));
        Assert.Equal("Refused", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, c.VacancyId, c.PersonId, 5, TestDay, Reservation.None, "Toch.", now));
        Assert.Equal("OralTestHeld", await StepAsync(candidate, c.CandidacyId));
    }

    [Fact]
    public async Task R47_a_judgement_is_not_told_before_the_publication()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        await service.PublishAndHandleAsync(new OralTestJudged(c.CandidacyId, c.VacancyId, c.PersonId, 4, 42.42m, false, [], "Geheim tot de publicatie.", null, service.Clock.GetCurrentInstant()));
        Assert.Equal("OralTestJudged", await StepAsync(candidate, c.CandidacyId));
        Assert.Equal("candidacy-lodged", Assert.Single((await ToldAsync(candidate))).GetProperty("kind").GetString());
        await using var db = service.NewDb();
        Assert.DoesNotContain(await db.Messages.Where(m => m.CandidacyId == c.CandidacyId).Select(m => m.Args).ToListAsync(), args => args.Contains("Geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R47_a_corrected_result_moves_the_step_and_is_told_beside_the_first()
    {
        var (candidate, c) = await LodgedAsync("de");
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new ResultsPublished(c.CandidacyId, c.VacancyId, c.PersonId, 1, FinalGroup.Suitable, 2, "Sterk.", now, now + Duration.FromMinutes(1)));
        await service.PublishAndHandleAsync(new ResultsPublished(
            c.CandidacyId, c.VacancyId, c.PersonId, 4, FinalGroup.NotSuitable, null, "Te kort.", now, now + Duration.FromMinutes(2), new ResultCorrection(now, "Foute optelling.")));

        var messages = await ToldAsync(candidate);
        Assert.Equal(["result-corrected-not-suitable", "result-suitable", "candidacy-lodged"], messages.Select(m => m.GetProperty("kind").GetString()));
        Assert.Contains("Foute optelling.", messages[0].GetProperty("body").GetString());
        Assert.Equal("NotSuitable", await StepAsync(candidate, c.CandidacyId));
    }

    [Fact]
    public async Task R52_an_appointment_that_falls_away_goes_back_to_suitable_and_everything_after_the_result_is_told()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new ResultsPublished(c.CandidacyId, c.VacancyId, c.PersonId, 1, FinalGroup.Suitable, 1, "Sterk.", now, now));
        await service.PublishAndHandleAsync(new ComplaintReceived(c.CandidacyId, c.VacancyId, c.PersonId, 2, "2025-00001", now, TestDay, now));
        await service.PublishAndHandleAsync(new ComplaintReceived(c.CandidacyId, c.VacancyId, c.PersonId, 3, "2025-00002", now, TestDay, now));
        await service.PublishAndHandleAsync(new CandidateAppointed(c.CandidacyId, c.VacancyId, c.PersonId, 4, TestDay, now));
        Assert.Equal("Appointed", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new AppointmentRevoked(c.CandidacyId, c.VacancyId, c.PersonId, 5, "Een vormfout.", now));
        Assert.Equal("Suitable", await StepAsync(candidate, c.CandidacyId));
        await service.PublishAndHandleAsync(new CandidateAppointed(c.CandidacyId, c.VacancyId, c.PersonId, 6, TestDay, now));
        await service.PublishAndHandleAsync(new CandidateDroppedOut(c.CandidacyId, c.VacancyId, c.PersonId, 7, DropOut.Declined, true, TestDay, null, now));

        Assert.Equal("Suitable", await StepAsync(candidate, c.CandidacyId));
        var told = await ToldAsync(candidate);
        Assert.Equal(2, told.Count(m => m.GetProperty("kind").GetString() == "complaint-received"));
        Assert.Equal(2, told.Count(m => m.GetProperty("kind").GetString() == "appointed"));
        Assert.Contains("Een vormfout.", told.Single(m => m.GetProperty("kind").GetString() == "appointment-revoked").GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_duplicate_and_the_same_news_again_tell_once()
    {
        var (candidate, c) = await LodgedAsync();
        using var _ = candidate;
        var admitted = new CandidacyAdmitted(c.CandidacyId, c.VacancyId, c.PersonId, 1, TestDay, Reservation.None, "Omdat.", service.Clock.GetCurrentInstant());
        var id = await service.PublishAsync(admitted);
        await service.PublishAsync(admitted, id);
        await service.PublishAndHandleAsync(admitted);
        await service.HandledAsync(id);
        Assert.Equal(2, (await ToldAsync(candidate)).Count);
    }

    [Fact]
    public async Task A_burst_of_decisions_is_told_to_everyone()
    {
        var vacancy = await service.VacancyAsync();
        await using var db = service.NewDb();
        // Straight into the table: this is about the decisions.
        await db.Database.ExecuteSqlAsync($"""
            insert into candidacies (candidacy_id, vacancy_id, person_id, state, rubric, applied_at, applied_on, step, step_stage, version)
            select gen_random_uuid(), {vacancy}, gen_random_uuid(), 'Lodged', '[]'::jsonb, now(), current_date, 'Lodged', 0, 4 from generate_series(1, 1500)
            """);
        var all = await db.Candidacies.AsNoTracking().Where(c => c.VacancyId == vacancy).Select(c => new { c.CandidacyId, c.PersonId }).ToListAsync();
        var now = service.Clock.GetCurrentInstant();
        await Task.WhenAll(all.SelectMany(c => new[]
        {
            service.PublishAsync(new CandidacyAdmitted(c.CandidacyId, vacancy, c.PersonId, 1, TestDay, Reservation.None, "Omdat.", now)),
            service.PublishAsync(new AssessmentInvited(c.CandidacyId, vacancy, c.PersonId, 1, now, now, now)),
        }));
        await service.EventuallyAsync(async () => Assert.Equal(3000, await db.Messages.CountAsync(m => m.VacancyId == vacancy)));
        using var anonymous = service.Anonymous();
        var steps = (await service.GetAsync(anonymous, $"vacancies/{vacancy}/funnel"))["steps"].EnumerateArray();
        Assert.Equal(1500, steps.Single(s => s.GetProperty("step").GetString() == "Admitted").GetProperty("count").GetInt32());
    }

    /// <summary>What others have decided; the candidate's own steps before closing are told as well.</summary>
    private async Task<List<JsonElement>> ToldAsync(HttpClient candidate, string query = "") => [.. (await service.GetAsync(candidate, $"messages{query}")).Items
        .Where(m => m.GetProperty("kind").GetString() is not ("candidacy-provisional" or "candidacy-validated"))];

    private async Task<(HttpClient Candidate, CandidacyLodged Lodged)> LodgedAsync(string language = "nl")
    {
        var vacancy = await service.VacancyAsync();
        var candidate = await service.CandidateAsync(language);
        await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        return (candidate, await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy));
    }

    private async Task<string?> StepAsync(HttpClient candidate, Guid candidacyId) =>
        (await service.GetAsync(candidate, $"candidacies/{candidacyId}")).Is(HttpStatusCode.OK)["step"].GetString();
}

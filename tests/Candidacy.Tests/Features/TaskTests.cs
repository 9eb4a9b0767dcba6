using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Features.Messages;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class TaskTests(CandidacyFixture service)
{
    [Fact]
    public async Task R20_applying_asks_to_validate_until_closing_and_validating_does_it()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ReadyAsync(candidate, vacancy);
        var task = Assert.Single(await TasksAsync(candidate, "open"));
        Assert.Equal($"/candidacies/{id}", task.GetProperty("link").GetString());
        Assert.Equal(await ClosesAtAsync(vacancy), NodaTime.Text.InstantPattern.ExtendedIso.Parse(task.GetProperty("task").GetProperty("dueAt").GetString()!).Value);
        Assert.Equal((1, 1), await CountsAsync(candidate));

        (await service.ValidateAsync(candidate, id, 2)).Is(HttpStatusCode.OK);
        Assert.Empty(await TasksAsync(candidate, "open"));
        Assert.Equal("Done", Assert.Single(await TasksAsync(candidate, "done")).GetProperty("task").GetProperty("status").GetString());
        Assert.Equal((2, 0), await CountsAsync(candidate));
    }

    [Fact]
    public async Task R20_a_task_that_was_not_done_expires_and_one_of_a_withdrawn_candidacy_is_dropped()
    {
        var vacancy = await service.VacancyAsync();
        using var late = await service.CandidateAsync();
        using var gone = await service.CandidateAsync();
        await service.ApplyAsync(late, vacancy);
        var first = await service.ApplyAsync(gone, vacancy);
        (await service.WithdrawAsync(gone, first)).Is(HttpStatusCode.OK);
        Assert.Equal(0, (await CountsAsync(gone)).OpenTasks);
        Assert.Equal(first, Assert.Single(await TasksAsync(gone, "dropped")).GetProperty("candidacyId").GetGuid());
        // Applying again asks again.
        var second = await service.ApplyAsync(gone, vacancy);
        Assert.Equal(second, Assert.Single(await TasksAsync(gone, "open")).GetProperty("candidacyId").GetGuid());

        await service.CloseAsync(vacancy);
        Assert.Empty(await TasksAsync(late, "open"));
        Assert.Single(await TasksAsync(late, "expired"));
        Assert.Equal(0, (await CountsAsync(late)).OpenTasks);
    }

    [Fact]
    public async Task R26_registering_is_a_task_done_by_a_booking_and_open_again_when_it_is_cancelled()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        var (now, due) = (service.Clock.GetCurrentInstant(), service.Clock.GetCurrentInstant() + Duration.FromDays(9));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 1, now, due, now));
        Assert.Equal($"/candidacies/{c.CandidacyId}/assessment", Assert.Single(await TasksAsync(candidate, "open")).GetProperty("link").GetString());
        await service.PublishAndHandleAsync(Booked(c, 2, now));
        Assert.Empty(await TasksAsync(candidate, "open"));
        await service.PublishAndHandleAsync(new AssessmentBookingCancelled(c.CandidacyId, c.VacancyId, c.PersonId, 3, Guid.NewGuid(), now, true, now));
        Assert.Single(await TasksAsync(candidate, "open"));
        Assert.Equal(1, (await CountsAsync(candidate)).OpenTasks);
        await service.PublishAndHandleAsync(Booked(c, 4, now));
        await service.PublishAndHandleAsync(new AssessmentPassed(c.CandidacyId, c.VacancyId, c.PersonId, 5, 75m, new(2025, 11, 20), new(2027, 11, 20), now));
        Assert.Equal(0, (await CountsAsync(candidate)).OpenTasks);
    }

    [Fact]
    public async Task R26_a_booking_seen_before_its_invitation_and_an_older_deadline_after_a_newer_change_nothing()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        var (sooner, later) = (now + Duration.FromDays(5), now + Duration.FromDays(9));
        await service.PublishAndHandleAsync(Booked(c, 3, now));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 2, now, later, now));
        Assert.Empty(await TasksAsync(candidate, "open"));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 1, now, sooner, now));
        await service.PublishAndHandleAsync(new AssessmentBookingCancelled(c.CandidacyId, c.VacancyId, c.PersonId, 4, Guid.NewGuid(), now, false, now));
        // One task, whose deadline is the newer one, though two messages ask for it.
        var task = Assert.Single(await TasksAsync(candidate, "open"));
        Assert.Equal(later.ToString(), task.GetProperty("task").GetProperty("dueAt").GetString());
        Assert.Equal(2, (await service.GetAsync(candidate, "messages")).Items.Count(m => m.GetProperty("kind").GetString() == "assessment-invited"));
        Assert.Equal(1, (await CountsAsync(candidate)).OpenTasks);
    }

    [Fact]
    public async Task R45_choosing_a_time_is_a_task_and_a_new_invitation_asks_again()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new OralTestInvited(c.CandidacyId, c.VacancyId, c.PersonId, 1, now, now + Duration.FromDays(5), now));
        await service.PublishAndHandleAsync(new OralTestPlanned(c.CandidacyId, c.VacancyId, c.PersonId, 2, now, now, "Brussel", now, now));
        Assert.Equal(0, (await CountsAsync(candidate)).OpenTasks);
        await service.PublishAndHandleAsync(new OralTestInvited(c.CandidacyId, c.VacancyId, c.PersonId, 3, now, now + Duration.FromDays(6), now));
        Assert.Equal($"/candidacies/{c.CandidacyId}/oral-test", Assert.Single(await TasksAsync(candidate, "open")).GetProperty("link").GetString());
    }

    [Fact]
    public async Task R20_a_reminder_is_written_once_by_several_replicas_and_only_to_whoever_has_it_to_do()
    {
        var vacancy = await service.VacancyAsync();
        using var provisional = await service.CandidateAsync("en");
        using var validated = await service.CandidateAsync();
        using var gone = await service.CandidateAsync();
        using var justNow = await service.CandidateAsync();
        await service.ApplyAsync(provisional, vacancy);
        await service.ValidatedAsync(validated, vacancy);
        await service.WithdrawAsync(gone, await service.ApplyAsync(gone, vacancy));
        var closesAt = await ClosesAtAsync(vacancy);
        service.Clock.Reset(closesAt - Duration.FromHours(70));
        await service.ApplyAsync(justNow, vacancy);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var db = service.NewDb();
            await RemindOfTasks.RemindAsync(db, service.Clock.GetCurrentInstant(), default);
        }));
        Assert.Equal((1, 0, 0, 0), (await RemindersAsync(provisional), await RemindersAsync(validated), await RemindersAsync(gone), await RemindersAsync(justNow)));

        service.Clock.Reset(closesAt - Duration.FromHours(22));
        await service.EventuallyAsync(async () => Assert.Equal((2, 1), (await RemindersAsync(provisional), await RemindersAsync(justNow))));
        var body = (await service.GetAsync(provisional, "messages")).Items[0].GetProperty("body").GetString()!;
        Assert.Contains("still provisional", body);
        await service.CloseAsync(vacancy);
        await using var after = service.NewDb();
        await RemindOfTasks.RemindAsync(after, service.Clock.GetCurrentInstant(), default);
        Assert.Equal(2, await RemindersAsync(provisional));
    }

    [Fact]
    public async Task R3_more_time_to_apply_is_more_time_to_validate()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        await service.ApplyAsync(candidate, vacancy);
        var later = await ClosesAtAsync(vacancy) + Duration.FromDays(7);
        await using var db = service.NewDb();
        await Data.TaskWrites.ClosesLaterAsync(db, vacancy, later, default);
        Assert.Equal(later.ToString(), Assert.Single(await TasksAsync(candidate, "open")).GetProperty("task").GetProperty("dueAt").GetString());
    }

    [Fact]
    public async Task R20_all_messages_are_marked_as_read_but_those_that_came_meanwhile()
    {
        var (one, other) = (await service.VacancyAsync(), await service.VacancyAsync());
        using var candidate = await service.CandidateAsync();
        var first = await service.ApplyAsync(candidate, one);
        var shown = (await service.GetAsync(candidate, "messages")).Items[0].GetProperty("createdAt").GetString();
        service.Clock.AdvanceMinutes(1);
        await service.ApplyAsync(candidate, other);
        Assert.Equal(1, (await service.SendAsync(candidate, HttpMethod.Post, "messages/read", new { upTo = shown })).Is(HttpStatusCode.OK)["count"].GetInt32());
        Assert.Equal(1, (await CountsAsync(candidate)).Unread);
        Assert.Equal(0, (await service.SendAsync(candidate, HttpMethod.Post, "messages/read", new { candidacyId = first })).Is(HttpStatusCode.OK)["count"].GetInt32());
        Assert.Equal(1, (await service.SendAsync(candidate, HttpMethod.Post, "messages/read", new { })).Is(HttpStatusCode.OK)["count"].GetInt32());
        Assert.Equal(0, (await CountsAsync(candidate)).Unread);
    }

    [Fact]
    public async Task R20_one_message_is_read_by_its_owner_only_and_stays_unread()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        using var other = await service.CandidateAsync();
        await service.ApplyAsync(candidate, vacancy);
        var id = (await service.GetAsync(candidate, "messages")).Items[0].GetProperty("messageId").GetGuid();
        Assert.Equal(id, (await service.GetAsync(candidate, $"messages/{id}")).Is(HttpStatusCode.OK).Id("messageId"));
        (await service.GetAsync(other, $"messages/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Equal((1, 1), await CountsAsync(candidate));
        Assert.Equal((0, 0), await CountsAsync(other));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("1")]
    [InlineData("open,done")]
    public async Task A_task_status_there_is_not_is_refused(string status)
    {
        using var candidate = await service.CandidateAsync();
        (await service.GetAsync(candidate, $"messages?task={status}")).IsInvalid("task");
    }

    [Fact]
    public async Task R20_without_an_account_there_is_nothing()
    {
        using var stranger = service.As("candidate", $"stranger-{Guid.NewGuid():N}");
        Assert.Equal((0, 0), await CountsAsync(stranger));
        Assert.Empty((await service.GetAsync(stranger, "messages")).Is(HttpStatusCode.OK).Items);
    }

    private static AssessmentBooked Booked(CandidacyLodged c, long version, Instant now) =>
        new(c.CandidacyId, c.VacancyId, c.PersonId, version, Guid.NewGuid(), now + Duration.FromDays(3), Duration.FromHours(2), "Brussel", now, now);

    private async Task<(HttpClient Candidate, CandidacyLodged Lodged)> AdmittedAsync()
    {
        var vacancy = await service.VacancyAsync();
        var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        var c = await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy);
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, vacancy, c.PersonId, 1, c.ClosingDate, Reservation.None, "Omdat.", service.Clock.GetCurrentInstant()));
        return (candidate, c);
    }

    private async Task<IReadOnlyList<JsonElement>> TasksAsync(HttpClient candidate, string status) =>
        (await service.GetAsync(candidate, $"messages?task={status}")).Is(HttpStatusCode.OK).Items;

    private async Task<int> RemindersAsync(HttpClient candidate) =>
        (await service.GetAsync(candidate, "messages")).Items.Count(m => m.GetProperty("kind").GetString() == "candidacy-reminder");

    private async Task<(int Unread, int OpenTasks)> CountsAsync(HttpClient candidate)
    {
        var counts = (await service.GetAsync(candidate, "messages/counts")).Is(HttpStatusCode.OK);
        return (counts["unread"].GetInt32(), counts["openTasks"].GetInt32());
    }

    private async Task<Instant> ClosesAtAsync(Guid vacancy)
    {
        await using var db = service.NewDb();
        return await db.Vacancies.Where(v => v.VacancyId == vacancy).Select(v => v.ClosesAt).SingleAsync();
    }
}

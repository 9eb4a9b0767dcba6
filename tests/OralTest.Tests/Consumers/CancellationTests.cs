using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Consumers;

public sealed class CancellationTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private VacancyCancelled Cancelled(Guid vacancyId) => new(vacancyId, 2, Samples.Text("No budget"), service.Now);

    [Fact]
    public async Task R3_a_cancelled_vacancy_ends_its_candidacies_and_frees_their_slots_once()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 2))[0];
        var (planned, invited, withdrawn) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        await service.BecomesAsync(invited, CandidacyState.Invited);
        (await service.ChooseAsync(planned, slot)).Expect(200);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(withdrawn.CandidacyId, vacancy, withdrawn.PersonId, 3, service.Now));

        await service.PublishAndHandleAsync(Cancelled(vacancy));
        var version = (await service.ReadAsync(planned)).Version;
        // The same again under another id.
        await service.PublishAndHandleAsync(Cancelled(vacancy));

        Assert.Equal((CandidacyState.Cancelled, version), ((await service.ReadAsync(planned)).State, (await service.ReadAsync(planned)).Version));
        Assert.Equal((CandidacyState.Cancelled, null), ((await service.ReadAsync(invited)).State, (await service.ReadAsync(invited)).InvitedUntil));
        Assert.Equal(CandidacyState.Withdrawn, (await service.ReadAsync(withdrawn)).State);
        await using var db = service.NewDb();
        Assert.False(await db.Slots.AnyAsync(s => s.VacancyId == vacancy && s.CandidacyId != null));
        Assert.Equal(["vacancy.cancelled"], (await service.RecordedAsync(vacancy)).Where(action => action.StartsWith("vacancy.", StringComparison.Ordinal)));
        Assert.Single(await service.RecordedAsync(planned.CandidacyId), "oral-test.cancelled");
        Assert.Single(await service.RecordedAsync(invited.CandidacyId), "oral-test.cancelled");
        Assert.DoesNotContain("oral-test.cancelled", await service.RecordedAsync(withdrawn.CandidacyId));
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_shows_to_its_candidates_and_officers_and_lets_nobody_choose_or_give_up_a_slot()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 2))[0];
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        await service.PublishAndHandleAsync(Cancelled(vacancy));

        (await service.ChooseAsync(candidate, slot)).IsRefused("R40", "vacancy-cancelled");
        (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).IsRefused("R27", "slot-none");
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-no-slot");
        var offered = (await service.CandidateAsync(candidate, HttpMethod.Get, "slots")).Expect(200);
        Assert.Equal(("Cancelled", 0), (offered["state"].GetString(), offered["total"].GetInt32()));
        var own = (await service.SendAsync(ServiceDefaults.Auth.Roles.Candidate, candidate.Subject, HttpMethod.Get, "candidacies")).Expect(200)["items"][0];
        Assert.Equal("Cancelled", own.GetProperty("state").GetString());
        Assert.False(own.TryGetProperty("slot", out var ownSlot) && ownSlot.ValueKind != System.Text.Json.JsonValueKind.Null);
        var listed = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/candidacies?state=Cancelled")).Expect(200)["items"];
        Assert.Equal(candidate.CandidacyId, Assert.Single(listed.EnumerateArray()).GetProperty("candidacyId").GetGuid());
        Assert.Equal(0, (await service.MemberAsync(1, HttpMethod.Get, $"vacancies/{vacancy}/hearings")).Expect(200)["total"].GetInt32());
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_refuses_every_command_of_a_hearing_under_way()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200);
        await service.PublishAndHandleAsync(Cancelled(vacancy));

        (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).IsRefused("R40", "vacancy-cancelled");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", new { present = OralTestFixture.Members.Take(8) })).IsRefused("R40", "vacancy-cancelled");
        (await service.MemberAsync(1, HttpMethod.Put, $"{path}/sheet", OralTestFixture.Sheet(14m))).IsRefused("R40", "vacancy-cancelled");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/close")).IsRefused("R40", "vacancy-cancelled");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/absent")).IsRefused("R40", "vacancy-cancelled");
        // Nobody needs to look at a candidate any more.
        (await service.MemberAsync(1, HttpMethod.Get, path)).IsRefused("R40", "vacancy-cancelled");
        await using var db = service.NewDb();
        var hearing = await db.Hearings.SingleAsync(h => h.CandidacyId == candidate.CandidacyId);
        Assert.Equal((HearingState.Abandoned, service.Now), (hearing.State, hearing.ClosedAt));
        Assert.Equal("hearing.abandoned", (await service.RecordedAsync(hearing.HearingId))[^1]);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_leaves_the_judgements_made_and_judges_nobody_more()
    {
        var (vacancy, candidate) = await service.DeliberatedAsync();
        await service.PublishAndHandleAsync(Cancelled(vacancy));
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).IsRefused("R40", "vacancy-cancelled");
        Assert.Equal(CandidacyState.Cancelled, (await service.ReadAsync(candidate)).State);

        var (other, judged) = await service.DeliberatedAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{judged.CandidacyId}/judge")).Expect(200);
        await service.PublishAndHandleAsync(Cancelled(other));
        Assert.Equal(CandidacyState.Judged, (await service.ReadAsync(judged)).State);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_takes_candidacies_that_arrive_after_it_as_cancelled_even_before_its_publication()
    {
        var published = Samples.VacancyPublished();
        await service.PublishAndHandleAsync(Cancelled(published.VacancyId));
        await service.PublishAndHandleAsync(published);

        var late = await service.PassedAsync(published.VacancyId);

        Assert.Equal(CandidacyState.Cancelled, (await service.ReadAsync(late)).State);
        Assert.Equal(["oral-test.cancelled"], await service.RecordedAsync(late.CandidacyId));
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_invites_and_stops_nobody_when_its_periods_end()
    {
        var (cancelled, running) = (await service.ProcedureAsync(), await service.ProcedureAsync());
        await service.SlotsAsync(cancelled, 1);
        await service.SlotsAsync(running, 1);
        var (ended, going) = (await service.PassedAsync(cancelled), await service.PassedAsync(running));
        await service.BecomesAsync(ended, CandidacyState.Invited);
        await service.BecomesAsync(going, CandidacyState.Invited);
        await service.PublishAndHandleAsync(Cancelled(cancelled));

        service.Clock.Reset(service.Now + Duration.FromDays(8));

        // One round ends whoever is due, of all vacancies: the other's end shows that it came by.
        await service.BecomesAsync(going, CandidacyState.Stopped);
        Assert.Equal(CandidacyState.Cancelled, (await service.ReadAsync(ended)).State);
        Assert.DoesNotContain(service.Published<OralTestStopped>(), e => e.CandidacyId == ended.CandidacyId);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_ends_those_who_choose_and_arrive_at_the_same_moment()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 4);
        var choosing = new List<Candidate>();
        for (var i = 0; i < 4; i++) choosing.Add(await service.PassedAsync(vacancy));
        var arriving = new List<Candidate>();
        for (var i = 0; i < 4; i++) arriving.Add(await service.PersonAsync(vacancy));

        await Task.WhenAll(
            [service.PublishAndHandleAsync(Cancelled(vacancy)),
            .. choosing.Select((candidate, i) => service.ChooseAsync(candidate, slots[i])),
            .. arriving.Select(candidate => service.PublishAndHandleAsync(service.Passed(candidate)))]);

        foreach (var candidate in choosing.Concat(arriving)) Assert.Equal(CandidacyState.Cancelled, (await service.ReadAsync(candidate)).State);
        await using var db = service.NewDb();
        Assert.False(await db.Slots.AnyAsync(s => s.VacancyId == vacancy && s.CandidacyId != null));
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class SlotTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    [Fact]
    public async Task R45_candidates_are_invited_when_slots_are_offered_and_when_they_arrive()
    {
        var vacancy = await service.ProcedureAsync();
        var early = await service.PassedAsync(vacancy);
        await service.SlotsAsync(vacancy, 2);
        var late = await service.PassedAsync(vacancy);

        var first = await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == early.CandidacyId);
        var second = await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == late.CandidacyId);

        var today = BrusselsTime.DateIn(service.Now);
        Assert.Equal((BrusselsTime.StartOf(today), BrusselsTime.EndOf(today.PlusDays(6))), (first.OpensAt, first.ClosesAt));
        Assert.Equal(first.ClosesAt, second.ClosesAt);
        Assert.Equal(["oral-test.reached", "oral-test.invited"], await service.RecordedAsync(early.CandidacyId));
    }

    [Fact]
    public async Task R45_choosing_plans_the_test_and_tells_until_when_it_may_be_cancelled()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);

        var offered = (await service.CandidateAsync(candidate, HttpMethod.Get, "slots")).Expect(200);
        var chosen = (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);

        Assert.Equal(["Yes", "Yes"], offered["items"].EnumerateArray().Select(s => s.GetProperty("may").GetString()));
        Assert.Equal(slots[0].SlotId, chosen["slotId"].GetGuid());
        await service.OutboxEmptyAsync();
        var planned = await service.PublishedAsync<OralTestPlanned>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((slots[0].PreparationAt, slots[0].HearingAt, slots[0].PreparationAt - Duration.FromHours(1)), (planned.PreparationAt, planned.HearingAt, planned.CancelUntil));
        Assert.Single(service.Published<OralTestPlanned>(), e => e.CandidacyId == candidate.CandidacyId);
        var seen = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?free=false")).Expect(200);
        Assert.Equal((1, candidate.CandidacyId), (seen["total"].GetInt32(), seen["items"][0].GetProperty("candidacyId").GetGuid()));
    }

    [Fact]
    public async Task R26_twenty_candidates_for_one_slot_make_one_planned_candidate()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidates = new List<Candidate>();
        for (var i = 0; i < 20; i++) candidates.Add(await service.PassedAsync(vacancy));

        var answers = await Task.WhenAll(candidates.Select(c => service.ChooseAsync(c, slot)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsRefused("R26", "slot-taken"));
        await service.OutboxEmptyAsync();
        Assert.Single(service.Published<OralTestPlanned>(), e => e.VacancyId == vacancy);
    }

    [Fact]
    public async Task R26_one_candidate_clicking_twenty_times_on_different_slots_has_one()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 20);
        var candidate = await service.PassedAsync(vacancy);

        var answers = await Task.WhenAll(slots.Select(slot => service.ChooseAsync(candidate, slot)));

        Assert.All(answers, a => a.Expect(200));
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Slots.CountAsync(s => s.CandidacyId == candidate.CandidacyId));
    }

    [Fact]
    public async Task R27_a_switch_keeps_the_old_slot_where_the_new_one_is_gone()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 3);
        var (mine, other) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        (await service.ChooseAsync(mine, slots[0])).Expect(200);
        (await service.ChooseAsync(other, slots[1])).Expect(200);

        (await service.ChooseAsync(mine, slots[1])).IsRefused("R26", "slot-taken");
        var kept = (await service.CandidateAsync(mine, HttpMethod.Get, "slots")).Expect(200);
        (await service.ChooseAsync(mine, slots[2])).Expect(200);

        Assert.Equal(slots[0].SlotId, kept["own"].GetProperty("slotId").GetGuid());
        await using var db = service.NewDb();
        Assert.Equal([null, other.CandidacyId, mine.CandidacyId],
            await db.Slots.Where(s => s.VacancyId == vacancy).OrderBy(s => s.PreparationAt).Select(s => s.CandidacyId).ToListAsync());
    }

    [Fact]
    public async Task R27_two_who_want_each_others_slot_both_keep_their_own()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var (a, b) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        (await service.ChooseAsync(a, slots[0])).Expect(200);
        (await service.ChooseAsync(b, slots[1])).Expect(200);

        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(service.ChooseAsync(a, slots[1]), service.ChooseAsync(b, slots[0]));
            Assert.All(answers, answer => answer.IsRefused("R26", "slot-taken"));
        }
    }

    [Fact]
    public async Task R27_exactly_one_hour_before_is_in_time_and_a_millisecond_later_is_not()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2, closesIn: 30);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        var last = slots[0].PreparationAt - Duration.FromHours(1);

        service.Clock.Reset(last + Millisecond);
        (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).IsRefused("R27", "slot-too-late");
        (await service.ChooseAsync(candidate, slots[1])).IsRefused("R27", "slot-too-late");
        service.Clock.Reset(last);
        var cancelled = (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).Expect(200);

        Assert.Equal("Invited", cancelled["state"].GetString());
        (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).IsRefused("R27", "slot-none");
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
    }

    [Fact]
    public async Task R26_the_period_is_decided_on_the_servers_clock_to_the_millisecond()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1, opensIn: 2, closesIn: 4))[0];
        var candidate = await service.PassedAsync(vacancy);
        await using var db = service.NewDb();
        var period = await db.Periods.SingleAsync(p => p.VacancyId == vacancy);

        service.Clock.Reset(period.OpensAt - Millisecond);
        (await service.ChooseAsync(candidate, slot)).IsRefused("R26", "slot-period-not-open");
        service.Clock.Reset(period.ClosesAt);
        var late = await service.ChooseAsync(candidate, slot);

        // Whether the timer has stopped the candidacy by now or not, it is too late.
        Assert.True(late.Code is "slot-period-over" or "slot-over", late.Code);
    }

    [Fact]
    public async Task R28_who_has_no_slot_when_the_period_ends_is_stopped_and_who_has_one_is_not()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var (planned, idle) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        (await service.ChooseAsync(planned, slots[0])).Expect(200);
        await service.BecomesAsync(idle, CandidacyState.Invited);
        await service.StartReplicaAsync();

        service.Clock.Reset(slots[0].PreparationAt - Duration.FromHours(2));

        var stopped = await service.PublishedAsync<OralTestStopped>(e => e.CandidacyId == idle.CandidacyId);
        Assert.Equal(OralTestStop.NotRegistered, stopped.Reason);
        await Task.Delay(1200);
        Assert.Single(service.Published<OralTestStopped>(), e => e.VacancyId == vacancy);
        Assert.Equal(CandidacyState.Planned, (await service.ReadAsync(planned)).State);
        Assert.Equal("oral-test.not-registered", (await service.RecordedAsync(idle.CandidacyId))[^1]);

        // R45: giving up after the period ends the candidacy, since nobody registers outside one.
        var cancelled = (await service.CandidateAsync(planned, HttpMethod.Delete, "slot")).Expect(200);
        Assert.Equal("Stopped", cancelled["state"].GetString());
        await service.PublishedAsync<OralTestStopped>(e => e.CandidacyId == planned.CandidacyId);
    }

    [Fact]
    public async Task R28_nobody_is_stopped_before_having_been_invited()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 1);
        service.Clock.Reset(slots[0].PreparationAt);

        var late = await service.PassedAsync(vacancy);
        await Task.Delay(1200);
        Assert.Equal(CandidacyState.Reached, (await service.ReadAsync(late)).State);
        await service.SlotsAsync(vacancy, 1);

        await service.BecomesAsync(late, CandidacyState.Invited);
    }

    [Fact]
    public async Task R40_without_a_pass_or_an_exemption_there_is_no_slot()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 1, true, ["30 minutes more"], service.Now));

        (await service.ChooseAsync(candidate, slot)).IsRefused("R40", "slot-not-reached");
    }

    [Fact]
    public async Task Somebody_elses_candidacy_and_another_vacancys_slot_are_not_found()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PassedAsync(vacancy);
        var other = await service.PassedAsync(await service.ProcedureAsync());
        var thief = candidate with { Subject = other.Subject };

        (await service.ChooseAsync(thief, slot)).Expect(404);
        (await service.CandidateAsync(thief, HttpMethod.Get, "slots")).Expect(404);
        (await service.CandidateAsync(thief, HttpMethod.Get, "case-paper")).Expect(404);
        (await service.CandidateAsync(thief, HttpMethod.Delete, "slot")).Expect(404);
        (await service.ChooseAsync(other, slot)).Expect(404);
        var own = (await service.SendAsync("candidate", other.Subject, HttpMethod.Get, "candidacies")).Expect(200);
        Assert.Equal(other.CandidacyId, Assert.Single(own["items"].EnumerateArray()).GetProperty("candidacyId").GetGuid());
    }

    [Fact]
    public async Task Slots_that_make_no_sense_are_refused_field_by_field()
    {
        var vacancy = await service.ProcedureAsync();
        var today = BrusselsTime.DateIn(service.Now);
        var at = service.Now + Duration.FromDays(3);

        var answer = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
        {
            opensOn = today,
            closesOn = today.PlusDays(-1),
            slots = new[]
            {
                new { preparationAt = at, hearingAt = at, endsAt = at, place = "" },
                new { preparationAt = service.Now, hearingAt = at, endsAt = at + Duration.FromHours(1), place = "Room" },
            },
        })).Expect(400);
        var empty = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new { opensOn = today, closesOn = today, slots = Array.Empty<object>() })).Expect(400);

        Assert.Equal(["closesOn", "slots[0].endsAt", "slots[0].hearingAt", "slots[0].place", "slots[1].preparationAt"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["slots"], empty["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R44_the_case_opens_with_the_preparation_and_every_look_is_on_record()
    {
        var vacancy = await service.ProcedureAsync();
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/case-paper", new { text = "A merger of two registers." })).Expect(204);
        var slots = await service.SlotsAsync(vacancy, 1);
        var candidate = await service.PassedAsync(vacancy);
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-no-slot");
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);

        service.Clock.Reset(slots[0].PreparationAt - Millisecond);
        var early = await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper");
        service.Clock.Reset(slots[0].PreparationAt);
        var open = (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).Expect(200);

        early.IsRefused("R44", "case-paper-closed");
        Assert.DoesNotContain("merger", early.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("A merger of two registers.", open["text"].GetString());
        Assert.Equal(["case-paper.refused", "case-paper.read"], (await service.RecordedAsync(candidate.CandidacyId)).TakeLast(2));
    }

    [Fact]
    public async Task A_cancelled_vacancy_offers_and_plans_nothing()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PassedAsync(vacancy);
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancy, 2, Samples.Text("No budget"), service.Now));

        (await service.ChooseAsync(candidate, slot)).IsRefused("R40", "vacancy-cancelled");
        Assert.Equal(JsonValueKind.Array, (await service.CandidateAsync(candidate, HttpMethod.Get, "slots")).Expect(200)["items"].ValueKind);
    }
}

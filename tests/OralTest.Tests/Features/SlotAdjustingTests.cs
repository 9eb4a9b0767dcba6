using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class SlotAdjustingTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static readonly Duration Day = Duration.FromDays(1);

    private static object Moved(Instant preparationAt, int hearingAfter = 60, int endsAfter = 180, string reason = "The room is closed") => new
    {
        preparationAt, hearingAt = preparationAt + Duration.FromMinutes(hearingAfter), endsAt = preparationAt + Duration.FromMinutes(endsAfter), place = "Room 2", reason,
    };

    [Fact]
    public async Task R45_single_slots_are_added_moved_and_removed_while_nobody_has_them()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var period = slots[0].RegistrationPeriodId;
        var later = slots[1].PreparationAt + Day;

        var added = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/registration-periods/{period}/slots", OralTestFixture.SlotAt(later, place: " Room 9 "))).Expect(201);
        var moved = (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[0].SlotId}", OralTestFixture.SlotAt(later + Day), slots[0].Version)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[0].SlotId}", OralTestFixture.SlotAt(later + Day), slots[0].Version)).Expect(412);
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[0].SlotId}", OralTestFixture.SlotAt(later + Day))).Expect(428);
        (await service.OfficerAsync(HttpMethod.Delete, $"slots/{slots[1].SlotId}")).Expect(204);
        (await service.OfficerAsync(HttpMethod.Delete, $"slots/{slots[1].SlotId}")).Expect(404);

        Assert.Equal("Room 9", added["place"].GetString());
        Assert.Equal(slots[0].Version + 1, moved.Version);
        Assert.Equal(["slots.offered", "slot.added", "slot.moved", "slot.removed"], await service.RecordedAsync(period));
        await using var db = service.NewDb();
        Assert.Equal([later, later + Day], await db.Slots.Where(s => s.VacancyId == vacancy).OrderBy(s => s.PreparationAt).Select(s => s.PreparationAt).ToListAsync());
    }

    [Fact]
    public async Task R45_a_taken_slot_is_not_moved_or_removed_as_if_nobody_had_it()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 1);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);

        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[0].SlotId}", OralTestFixture.SlotAt(slots[0].PreparationAt + Day), 2)).IsRefused("R45", "slot-is-taken");
        (await service.OfficerAsync(HttpMethod.Delete, $"slots/{slots[0].SlotId}")).IsRefused("R45", "slot-is-taken");
        // And one that nobody has is neither rescheduled nor withdrawn.
        (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slots[0].SlotId}/reschedule", Moved(slots[0].PreparationAt + Day), 3)).Expect(404);
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slots[0].SlotId}/withdraw", new { reason = "Closed" }, 3)).Expect(404);
    }

    [Fact]
    public async Task R42_hearings_of_one_committee_never_overlap_and_may_follow_at_once()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var path = $"vacancies/{vacancy}/registration-periods/{slot.RegistrationPeriodId}/slots";

        // A preparation during another's hearing is fine, the hearing is not, not even by a minute.
        var overlapping = (await service.OfficerAsync(HttpMethod.Post, path, OralTestFixture.SlotAt(slot.PreparationAt + Duration.FromMinutes(119)))).Expect(400);
        (await service.OfficerAsync(HttpMethod.Post, path, OralTestFixture.SlotAt(slot.PreparationAt + Duration.FromMinutes(120)))).Expect(201);
        var inOneOffer = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
        {
            opensOn = BrusselsTime.DateIn(service.Now), closesOn = BrusselsTime.DateIn(service.Now),
            slots = new[] { OralTestFixture.SlotAt(slot.PreparationAt + (5 * Day)), OralTestFixture.SlotAt(slot.PreparationAt + (5 * Day) + Duration.FromHours(1)) },
        })).Expect(400);

        Assert.Equal(["hearingAt"], overlapping["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(["slots[1].hearingAt"], inOneOffer["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R41_what_is_odd_about_an_offered_slot_is_told_and_keeps_nobody_from_offering()
    {
        var (here, elsewhere) = (await service.ProcedureAsync(members: 8), await service.ProcedureAsync(members: 0));
        var slot = (await service.SlotsAsync(here, 1))[0];
        (await service.MemberAsync(4, HttpMethod.Put, $"vacancies/{here}/committee/availability",
            new { entries = new[] { new { day = BrusselsTime.DateIn(slot.PreparationAt + Day), available = false } } }, 0)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{elsewhere}/slots", new
        {
            opensOn = BrusselsTime.DateIn(service.Now), closesOn = BrusselsTime.DateIn(service.Now), slots = new[] { OralTestFixture.SlotAt(slot.PreparationAt + Day, place: "Shared") },
        })).Expect(201);

        var odd = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{here}/registration-periods/{slot.RegistrationPeriodId}/slots",
            OralTestFixture.SlotAt(slot.PreparationAt + Day, 30, 60, "Shared"))).Expect(201);

        Assert.Equal(["room-taken", "members-short", "slot-short"], odd["warnings"].EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.All(odd["warnings"].EnumerateArray(), w => Assert.NotEqual(w.GetProperty("code").GetString(), w.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task R45_a_rescheduled_candidate_is_told_why_and_may_choose_another_whatever_the_period()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        (await service.CandidateAsync(candidate, HttpMethod.Post, "slot/confirm")).Expect(200);
        var told = (await service.ReadAsync(candidate)).Version;
        var at = slots[1].PreparationAt + Day;
        service.Clock.Reset(slots[0].PreparationAt - Day);

        var moved = (await service.OfficerAsync(HttpMethod.Post, $"slots/{slots[0].SlotId}/reschedule", Moved(at), (await service.ReadAsync(slots[0])).Version)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slots[0].SlotId}/reschedule", Moved(at), slots[0].Version)).Expect(412);

        var planned = await service.PublishedAsync<OralTestPlanned>(e => e.CandidacyId == candidate.CandidacyId && e.MoveReason != null);
        Assert.Equal((at, at + Duration.FromHours(1), at + Duration.FromHours(3), "Room 2", "The room is closed"), (planned.PreparationAt, planned.HearingAt, planned.EndsAt, planned.Place, planned.MoveReason));
        Assert.True(planned.Version > told);
        Assert.Equal(at - Duration.FromHours(1), planned.CancelUntil);
        Assert.Equal("slot.rescheduled", (await service.RecordedAsync(candidate.CandidacyId))[^1]);
        // What was confirmed was the old time.
        Assert.Null((await service.ReadAsync(slots[0])).ConfirmedAt);
        Assert.Equal("Room 2", moved["place"].GetString());

        // The period is over, and it was not the candidate's doing.
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
        Assert.Equal(CandidacyState.Planned, (await service.ReadAsync(candidate)).State);
        (await service.CandidateAsync(candidate, HttpMethod.Delete, "slot")).Expect(200);
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        await Task.Delay(1200);
        Assert.DoesNotContain(service.Published<OralTestStopped>(), e => e.CandidacyId == candidate.CandidacyId);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
    }

    [Fact]
    public async Task R45_a_slot_is_not_rescheduled_into_the_past_an_overlap_too_little_time_or_without_a_reason()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        await service.GrantAsync(candidate, 1, "extra-time:15");
        var path = $"slots/{slots[0].SlotId}/reschedule";

        async Task<IEnumerable<string>> FaultsAsync(object body) => (await service.OfficerAsync(HttpMethod.Post, path, body, 2)).Expect(400)["errors"].EnumerateObject().Select(e => e.Name);

        Assert.Equal(["preparationAt", "reason"], (await FaultsAsync(Moved(service.Now, 75, 210, reason: ""))).Order());
        Assert.Equal(["hearingAt"], await FaultsAsync(Moved(slots[1].PreparationAt, 75, 210)));
        Assert.Equal(["endsAt"], await FaultsAsync(Moved(slots[1].PreparationAt + Day, 75, 209)));
        (await service.OfficerAsync(HttpMethod.Post, path, Moved(slots[1].PreparationAt + Day, 75, 210), 2)).Expect(200);
    }

    [Fact]
    public async Task R45_a_slot_taken_back_is_gone_and_the_candidate_is_invited_to_the_others()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        service.Clock.Reset(slots[0].PreparationAt - Day);
        var path = $"slots/{slots[0].SlotId}/withdraw";

        (await service.OfficerAsync(HttpMethod.Post, path, new { reason = " " }, 2)).Expect(400);
        (await service.OfficerAsync(HttpMethod.Post, path, new { reason = "Strike" }, 1)).Expect(412);
        (await service.OfficerAsync(HttpMethod.Post, path, new { reason = "Strike" }, 2)).Expect(204);

        var invited = await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == candidate.CandidacyId && e.Reason != null);
        Assert.Equal((service.Now, slots[1].PreparationAt, "Strike"), (invited.OpensAt, invited.ClosesAt, invited.Reason));
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        Assert.Equal("slot.withdrawn", (await service.RecordedAsync(candidate.CandidacyId))[^1]);
        await using var db = service.NewDb();
        Assert.False(await db.Slots.AnyAsync(s => s.SlotId == slots[0].SlotId));
        // R54: the reason is the person's text, and not among the facts.
        Assert.DoesNotContain(await db.Records.Where(r => r.EntityId == candidate.CandidacyId).Select(r => r.Details).ToListAsync(), d => d?.Contains("Strike", StringComparison.Ordinal) == true);
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
        // The last one is not taken back before there is another to go to, long enough for the candidate.
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slots[1].SlotId}/withdraw", new { reason = "Strike" }, 2)).IsRefused("R45", "slot-none-other");
    }

    [Fact]
    public async Task R42_a_slot_whose_hearing_has_begun_is_neither_moved_nor_taken_back()
    {
        var (vacancy, candidate, slot) = await service.AtTheHearingAsync();
        await service.SlotsAsync(vacancy, 1, firstIn: 30);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200);

        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slot.SlotId}/reschedule", Moved(slot.PreparationAt + Day), 2)).IsRefused("R42", "hearing-exists");
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slot.SlotId}/withdraw", new { reason = "Strike" }, 2)).IsRefused("R42", "hearing-exists");
        (await service.OfficerAsync(HttpMethod.Delete, $"slots/{slot.SlotId}")).IsRefused("R45", "slot-is-taken");
    }

    [Fact]
    public async Task R45_choosing_moving_and_removing_one_slot_at_once_leaves_nobody_with_a_slot_that_is_gone()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 6);
        var candidates = new List<Candidate>();
        for (var i = 0; i < 6; i++) candidates.Add(await service.PassedAsync(vacancy));

        var chosen = new List<Task<Answer>>();
        var removed = new List<Task<Answer>>();
        foreach (var (i, slot) in slots.Index())
        {
            chosen.Add(service.ChooseAsync(candidates[i], slot));
            removed.Add(i % 2 == 0
                ? service.OfficerAsync(HttpMethod.Delete, $"slots/{slot.SlotId}")
                : service.OfficerAsync(HttpMethod.Put, $"slots/{slot.SlotId}", OralTestFixture.SlotAt(slot.PreparationAt + (100 * Day)), slot.Version));
        }

        var (choices, changes) = (await Task.WhenAll(chosen), await Task.WhenAll(removed));

        await using var db = service.NewDb();
        foreach (var (i, slot) in slots.Index())
        {
            var left = await db.Slots.AsNoTracking().SingleOrDefaultAsync(s => s.SlotId == slot.SlotId);
            Assert.Equal(choices[i].Status == 200, left?.CandidacyId == candidates[i].CandidacyId);
            if (changes[i].Status == 204) Assert.Equal((null, 404), (left, choices[i].Status));
            else if (changes[i].Status != 200) changes[i].IsRefused("R45", "slot-is-taken");
            else Assert.Equal(slot.PreparationAt + (100 * Day), left!.PreparationAt);
        }
    }

    [Fact]
    public async Task R45_two_officers_rescheduling_one_slot_at_once_move_it_once()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slot)).Expect(200);

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => service.OfficerAsync(HttpMethod.Post, $"slots/{slot.SlotId}/reschedule", Moved(slot.PreparationAt + (i * Day)), 2)));

        Assert.Equal([200, 412, 412, 412], answers.Select(a => a.Status).Order());
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => { Assert.Single(service.Published<OralTestPlanned>(), e => e.CandidacyId == candidate.CandidacyId && e.MoveReason != null); return Task.CompletedTask; });
    }

    [Fact]
    public async Task A_cancelled_vacancys_slots_stay_as_they_are()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancy, 2, Samples.Text("No budget"), service.Now));

        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/registration-periods/{slot.RegistrationPeriodId}/slots", OralTestFixture.SlotAt(slot.PreparationAt + Day))).IsRefused("R40", "vacancy-cancelled");
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slot.SlotId}", OralTestFixture.SlotAt(slot.PreparationAt + Day), 1)).IsRefused("R40", "vacancy-cancelled");
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/registration-periods/{slot.RegistrationPeriodId}", new { closesOn = "2030-01-01" })).IsRefused("R40", "vacancy-cancelled");
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/plan", new
        {
            days = new[] { new { from = "2026-01-05T09:00", to = "2026-01-05T17:00" } }, rooms = new[] { "Room" }, preparationMinutes = 60, hearingMinutes = 90,
        })).IsRefused("R40", "vacancy-cancelled");
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class HearingTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static object Present(int count) => new { present = OralTestFixture.Members.Take(count) };

    [Fact]
    public async Task R42_the_chair_opens_with_eight_and_everybody_hears_that_it_was_held()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();

        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(7))).IsRefused("R42", "present-too-few");
        var opened = (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(9))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(9))).IsRefused("R42", "hearing-exists");
        var closed = (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")).Expect(200);

        Assert.Equal((1, 2), (opened.Version, closed.Version));
        var held = await service.PublishedAsync<OralTestHeld>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal(9, held.MembersPresent);
        Assert.Equal(["hearing.opened", "hearing.closed"], await service.RecordedAsync(opened["hearingId"].GetGuid()));
    }

    [Fact]
    public async Task R42_a_hearing_says_of_which_vacancy_it_is()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();

        var hearing = (await service.MemberAsync(1, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(200);

        Assert.Equal(vacancy, hearing["vacancyId"].GetGuid());
    }

    [Fact]
    public async Task R42_a_hearing_does_not_begin_before_its_hour()
    {
        var (_, candidate, slot) = await service.AtTheHearingAsync();
        service.Clock.Reset(slot.HearingAt - Duration.FromMilliseconds(1));

        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).IsRefused("R45", "hearing-too-early");
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/absent")).IsRefused("R45", "hearing-too-early");
        service.Clock.Reset(slot.HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).Expect(200);
    }

    [Fact]
    public async Task R42_only_the_chair_of_this_committee_conducts_the_hearing()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();
        var path = $"hearings/{candidate.CandidacyId}/open";

        (await service.MemberAsync(1, HttpMethod.Post, path, Present(8))).Expect(403);
        (await service.MemberAsync(1, HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")).IsRefused("R41", "not-the-chair", 403);
        // The role of a chair, but a member here.
        (await service.SendAsync(Roles.CommitteeChair, "member-1", HttpMethod.Post, path, Present(8))).IsRefused("R41", "not-the-chair", 403);
        (await service.SendAsync(Roles.CommitteeChair, "other-chair", HttpMethod.Post, path, Present(8))).Expect(404);
        (await service.ChairAsync(HttpMethod.Post, path, new { present = OralTestFixture.Members.Take(7).Append("stranger") })).IsRefused("R42", "present-not-members");
        (await service.MemberAsync(8, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Related" })).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, path, Present(9))).IsRefused("R41", "present-recused");
    }

    [Fact]
    public async Task R42_below_eight_the_hearing_is_suspended_and_the_candidate_chooses_again_without_harm()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        service.Clock.Reset(slots[0].HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).Expect(200);
        (await service.MemberAsync(7, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(12))).Expect(200);

        service.Clock.Reset(slots[0].HearingAt + Duration.FromMinutes(170));
        var suspended = (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", Present(7))).Expect(200);

        Assert.Equal("Suspended", suspended["state"].GetString());
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == candidate.CandidacyId && e.OpensAt == service.Now);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")).IsRefused("R42", "hearing-not-open");
        (await service.MemberAsync(7, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(12))).IsRefused("R42", "hearing-not-open");

        // The registration period is long over; that does not bind who was suspended.
        await Task.Delay(1200);
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
        service.Clock.Reset(slots[1].HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).Expect(200);
        var sheets = (await service.MemberAsync(7, HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Expect(200);
        Assert.All(sheets["sheets"].EnumerateArray(), sheet => Assert.False(sheet.GetProperty("submitted").GetBoolean()));
        Assert.DoesNotContain(service.Published<OralTestStopped>(), e => e.CandidacyId == candidate.CandidacyId);
        await using var db = service.NewDb();
        Assert.Equal(slots[0].HearingAt + Duration.FromMinutes(170), (await db.Hearings.SingleAsync(h => h.CandidacyId == candidate.CandidacyId && h.State == HearingState.Suspended)).ClosedAt);
        Assert.Equal([HearingState.Suspended, HearingState.Open],
            await db.Hearings.Where(h => h.CandidacyId == candidate.CandidacyId).OrderBy(h => h.OpenedAt).Select(h => h.State).ToListAsync());
    }

    [Fact]
    public async Task R42_a_new_period_invites_who_was_suspended_again()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", Present(5))).Expect(200);
        service.Clock.AdvanceMinutes(1);

        var slots = await service.SlotsAsync(vacancy, 1);

        await service.BecomesAsync(candidate, CandidacyState.Invited);
        (await service.ChooseAsync(candidate, slots[^1])).Expect(200);
    }

    [Fact]
    public async Task R42_a_member_who_left_cannot_score_and_one_who_stayed_can()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(9))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", Present(8))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", Present(10))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")).Expect(200);

        (await service.MemberAsync(8, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(12))).IsRefused("R42", "not-there-throughout", 403);
        (await service.MemberAsync(9, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(12))).IsRefused("R42", "not-there-throughout", 403);
        (await service.MemberAsync(7, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", OralTestFixture.Sheet(12))).Expect(200);
        await using var db = service.NewDb();
        Assert.Equal([9, 8, 10], await db.Presences.Where(p => db.Hearings.Any(h => h.HearingId == p.HearingId && h.CandidacyId == candidate.CandidacyId))
            .OrderBy(p => p.Id).Select(p => p.Present.Length).ToListAsync());
    }

    [Fact]
    public async Task R41_a_conflict_declared_after_the_hearing_voids_the_sheet_and_below_eight_the_hearing()
    {
        var (vacancy, nine) = await service.HeardAsync(present: 9);
        await service.SubmitAsync(nine, 8);
        (await service.MemberAsync(8, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "I recognised the voice" })).Expect(200);
        var sheets = (await service.ChairAsync(HttpMethod.Get, $"hearings/{nine.CandidacyId}/sheets")).Expect(200);
        Assert.Equal(8, sheets["sheets"].GetArrayLength());
        (await service.MemberAsync(8, HttpMethod.Get, $"hearings/{nine.CandidacyId}/sheets")).IsRefused("R41", "recused", 403);

        var (second, eight) = await service.HeardAsync(present: 8);
        (await service.MemberAsync(7, HttpMethod.Post, $"vacancies/{second}/committee/conflicts", new { reason = "A neighbour" })).Expect(200);
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(eight)).State);
    }

    [Fact]
    public async Task R45_an_absent_candidate_is_stopped_once()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();

        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/absent")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/absent")).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).IsRefused("R45", "hearing-not-planned");

        var stopped = await service.PublishedAsync<OralTestStopped>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal(OralTestStop.Absent, stopped.Reason);
        await service.OutboxEmptyAsync();
        Assert.Single(service.Published<OralTestStopped>(), e => e.CandidacyId == candidate.CandidacyId);
    }

    [Fact]
    public async Task R42_two_chairs_opening_at_once_open_one_hearing()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsRefused("R42", "hearing-exists"));
    }

    [Fact]
    public async Task R42_two_chairs_closing_at_once_close_it_once()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", Present(8))).Expect(200);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")));

        Assert.Single(answers, a => a.Status == 200);
        await service.OutboxEmptyAsync();
        Assert.Single(service.Published<OralTestHeld>(), e => e.CandidacyId == candidate.CandidacyId);
    }

    [Fact]
    public async Task R39_the_committee_reads_the_measures_on_the_hearing()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 2, true, ["extra-time:30", "separate-room", "told before codes"], service.Now));
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 1, false, [], service.Now));

        var hearing = (await service.MemberAsync(4, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(200);

        Assert.Equal(["30 extra minutes", "a separate room", "told before codes"], hearing["measures"].EnumerateArray().Select(m => m.GetString()));
        Assert.Equal((20, 6, 4), (hearing["scale"].GetInt32(), hearing["specific"].GetArrayLength(), hearing["management"].GetArrayLength()));
        var list = (await service.MemberAsync(4, HttpMethod.Get, $"vacancies/{vacancy}/hearings")).Expect(200);
        Assert.Equal(1, list["total"].GetInt32());
    }

    [Fact]
    public async Task R39_a_later_request_that_is_refused_leaves_what_is_in_force_and_a_revision_takes_it_away()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync();
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 2, true, ["extra-time:30"], service.Now));
        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 3, false, ["extra-time:30"], service.Now));
        Assert.Equal(1, (await service.MemberAsync(4, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(200)["measures"].GetArrayLength());

        await service.PublishAndHandleAsync(new AccommodationDecided(candidate.CandidacyId, vacancy, candidate.PersonId, 4, false, [], service.Now));
        Assert.Equal(0, (await service.MemberAsync(4, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(200)["measures"].GetArrayLength());
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class PresenceTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static object Present(int count) => new { present = OralTestFixture.Members.Take(count) };

    private static object All(int but) => new { present = OralTestFixture.Members.Where((_, i) => i != but) };

    private async Task<(Candidate Candidate, Slot Slot, string Path)> OpenAsync(int present = 10, string? deputy = null)
    {
        var (_, candidate, slot) = await service.AtTheHearingAsync();
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(present), deputy })).Expect(200);
        return (candidate, slot, $"hearings/{candidate.CandidacyId}");
    }

    private async Task<JsonElement> CourseAsync(string path) => (await service.OfficerAsync(HttpMethod.Get, $"{path}/course")).Expect(200)["hearings"];

    [Fact]
    public async Task R42_a_member_who_leaves_at_minute_170_does_not_count_and_the_history_tells_when_and_why()
    {
        var (candidate, slot, path) = await OpenAsync(present: 9);
        service.Clock.Reset(slot.HearingAt + Duration.FromMinutes(170));
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", new
        {
            present = OralTestFixture.Members.Take(8),
            reasons = new Dictionary<string, string> { ["member-8"] = "Had a train to catch" },
        })).Expect(200);
        service.Clock.AdvanceMinutes(4);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", Present(9))).Expect(200);
        service.Clock.AdvanceMinutes(6);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/close")).Expect(200);

        (await service.MemberAsync(8, HttpMethod.Put, $"{path}/sheet", OralTestFixture.Sheet(12))).IsRefused("R42", "not-there-throughout", 403);
        (await service.MemberAsync(8, HttpMethod.Get, $"{path}/sheet")).IsRefused("R42", "not-there-throughout", 403);
        var member = Member((await CourseAsync(path))[0], "member-8");
        Assert.False(member.GetProperty("throughout").GetBoolean());
        var stays = member.GetProperty("stays").EnumerateArray().ToList();
        Assert.Equal(
            [(slot.HearingAt, slot.HearingAt + Duration.FromMinutes(170)), (slot.HearingAt + Duration.FromMinutes(174), slot.HearingAt + Duration.FromMinutes(180))],
            stays.Select(s => (At(s, "from"), At(s, "until"))));
        Assert.Equal("Had a train to catch", stays[0].GetProperty("reason").GetString());
        Assert.Equal(8, (await service.PublishedAsync<OralTestHeld>(e => e.CandidacyId == candidate.CandidacyId)).MembersPresent);
        // The reason is the members' own affair: the record names the fact.
        await using var db = service.NewDb();
        Assert.DoesNotContain(await db.Records.Select(r => r.Details).ToListAsync(), details => details?.Contains("train", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task R42_a_reason_for_somebody_who_neither_came_nor_left_is_refused()
    {
        var (candidate, _, path) = await OpenAsync(present: 9);

        var answer = (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", new
        {
            present = OralTestFixture.Members.Take(8),
            reasons = new Dictionary<string, string> { ["member-1"] = "?", ["member-8"] = new string('x', 2001) },
        })).Expect(400);

        Assert.Equal(["reasons.member-1", "reasons.member-8"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
        await using var db = service.NewDb();
        Assert.Equal(9, (await db.Hearings.SingleAsync(h => h.CandidacyId == candidate.CandidacyId)).Present.Length);
    }

    [Fact]
    public async Task R42_without_a_deputy_a_hearing_whose_chair_leaves_is_suspended_and_held_again()
    {
        var (candidate, _, path) = await OpenAsync();

        var suspended = (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", All(but: 0))).Expect(200);

        Assert.Equal(("Suspended", "NoChair"), (suspended["state"].GetString(), suspended["suspendedFor"].GetString()));
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        // The chair of the committee opens the next one.
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/close")).IsRefused("R41", "not-the-chair", 403);
    }

    [Fact]
    public async Task R42_the_deputy_takes_over_when_the_chair_leaves_and_sees_the_judgement_through()
    {
        var (candidate, _, path) = await OpenAsync(present: 9, deputy: "member-3");
        var left = (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", new { present = OralTestFixture.Members.Skip(1).Take(8) })).Expect(200);
        Assert.Equal(("Open", "member-3"), (left["state"].GetString(), left["chair"].GetString()));

        (await service.ChairAsync(HttpMethod.Post, $"{path}/close")).IsRefused("R41", "not-the-chair", 403);
        (await service.MemberAsync(2, HttpMethod.Post, $"{path}/close")).IsRefused("R41", "not-the-chair", 403);
        (await service.MemberAsync(3, HttpMethod.Post, $"{path}/close")).Expect(200);
        for (var i = 1; i < 9; i++) await service.SubmitAsync(candidate, i);
        var version = (await service.MemberAsync(3, HttpMethod.Get, $"{path}/sheets")).Expect(200).Version;
        (await service.SendAsync(Roles.CommitteeMember, "member-3", HttpMethod.Put, $"{path}/deliberation", OralTestFixture.Deliberation(14), version)).Expect(200);
        var judged = (await service.MemberAsync(3, HttpMethod.Post, $"{path}/judge")).Expect(200);

        Assert.Equal("member-3", judged["judgedBy"].GetString());
        var course = (await CourseAsync(path))[0];
        Assert.Equal(["member-0", "member-3"], course.GetProperty("chairs").EnumerateArray().Select(c => c.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task R42_a_hearing_opens_with_its_chair_and_a_deputy_who_is_there()
    {
        var (_, candidate, _) = await service.AtTheHearingAsync();
        var path = $"hearings/{candidate.CandidacyId}/open";

        (await service.ChairAsync(HttpMethod.Post, path, All(but: 0))).IsRefused("R42", "present-no-chair");
        foreach (var deputy in (string[])["member-9", OralTestFixture.Chair, "stranger"])
            Assert.Equal(["deputy"], (await service.ChairAsync(HttpMethod.Post, path, new { present = OralTestFixture.Members.Take(8), deputy })).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
        (await service.ChairAsync(HttpMethod.Post, path, new { present = OralTestFixture.Members.Take(8), deputy = "member-7" })).Expect(200);
    }

    [Fact]
    public async Task R41_a_chair_who_is_recused_during_the_hearing_leaves_it_to_the_deputy_or_it_is_held_again()
    {
        var (first, _, path) = await OpenAsync(deputy: "member-1");
        (await service.MemberAsync(0, HttpMethod.Post, $"vacancies/{first.VacancyId}/committee/conflicts", new { reason = "A cousin" })).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/close")).Expect(200);

        var (second, _, _) = await OpenAsync();
        (await service.MemberAsync(0, HttpMethod.Post, $"vacancies/{second.VacancyId}/committee/conflicts", new { reason = "A cousin" })).Expect(200);
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(second)).State);
    }

    [Fact]
    public async Task R42_a_break_is_noted_and_whoever_is_not_back_after_it_has_left()
    {
        var (_, slot, path) = await OpenAsync();
        service.Clock.AdvanceMinutes(40);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/pause", new { reason = "" })).Expect(400);
        var paused = (await service.ChairAsync(HttpMethod.Post, $"{path}/pause", new { reason = "Ten minutes" })).Expect(200);
        Assert.Equal(slot.HearingAt + Duration.FromMinutes(40), At(paused.Body, "pausedAt"));
        (await service.ChairAsync(HttpMethod.Post, $"{path}/pause", new { reason = "Again" })).IsRefused("R42", "hearing-paused");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", Present(8))).IsRefused("R42", "hearing-paused");
        (await service.ChairAsync(HttpMethod.Post, $"{path}/close")).IsRefused("R42", "hearing-paused");

        service.Clock.AdvanceMinutes(12);
        var resumed = (await service.ChairAsync(HttpMethod.Post, $"{path}/resume", new
        {
            present = OralTestFixture.Members.Take(9),
            reasons = new Dictionary<string, string> { ["member-9"] = "Called away" },
        })).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/resume", Present(9))).IsRefused("R42", "hearing-not-paused");

        Assert.Equal((JsonValueKind.Null, 9), (resumed["pausedAt"].ValueKind, resumed["throughout"].GetArrayLength()));
        var course = (await CourseAsync(path))[0];
        var interruption = Assert.Single(course.GetProperty("interruptions").EnumerateArray());
        Assert.Equal((slot.HearingAt + Duration.FromMinutes(40), slot.HearingAt + Duration.FromMinutes(52), "Ten minutes"),
            (At(interruption, "from"), At(interruption, "until"), interruption.GetProperty("reason").GetString()));
        Assert.Equal("Called away", Member(course, "member-9").GetProperty("stays")[0].GetProperty("reason").GetString());
        Assert.Contains("hearing.paused", await service.RecordedAsync(resumed["hearingId"].GetGuid()));
    }

    [Fact]
    public async Task R42_a_hearing_that_goes_on_with_seven_after_a_break_is_suspended()
    {
        var (candidate, _, path) = await OpenAsync(present: 8);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/pause", new { reason = "Ten minutes" })).Expect(200);

        var suspended = (await service.ChairAsync(HttpMethod.Post, $"{path}/resume", Present(7))).Expect(200);

        Assert.Equal(("Suspended", "TooFew"), (suspended["state"].GetString(), suspended["suspendedFor"].GetString()));
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
    }

    [Fact]
    public async Task R42_the_chair_notes_incidents_and_one_that_ends_the_hearing_harms_nobody()
    {
        var (candidate, _, path) = await OpenAsync();
        (await service.ChairAsync(HttpMethod.Post, $"{path}/incidents", new { text = " " })).Expect(400);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/incidents", new { text = "Nul\0" })).Expect(400);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/incidents", new { text = "Noise" })).IsRefused("R41", "not-the-chair", 403);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/incidents", new { text = "Noise from the street" })).Expect(200);
        var ended = (await service.ChairAsync(HttpMethod.Post, $"{path}/incidents", new { text = "Fire alarm", breakOff = true })).Expect(200);

        Assert.Equal(("Suspended", "Incident"), (ended["state"].GetString(), ended["suspendedFor"].GetString()));
        Assert.Equal(CandidacyState.Rescheduling, (await service.ReadAsync(candidate)).State);
        var course = (await CourseAsync(path))[0];
        Assert.Equal(["Noise from the street", "Fire alarm"], course.GetProperty("incidents").EnumerateArray().Select(i => i.GetProperty("text").GetString()));
        await using var db = service.NewDb();
        var entries = await db.Records.Where(r => r.Action == "hearing.incident" && r.PersonId == candidate.PersonId).ToListAsync();
        Assert.All(entries, entry => Assert.DoesNotContain("Noise", entry.Details!, StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.NotNull(entry.PersonText));
    }

    [Fact]
    public async Task R42_the_history_keeps_every_hearing_and_is_read_by_the_committee_officers_and_auditors()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        service.Clock.Reset(slots[0].HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/open", Present(8))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", Present(7))).Expect(200);
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
        service.Clock.Reset(slots[1].HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/open", Present(8))).Expect(200);

        var auditor = (await service.SendAsync(Roles.Auditor, "auditor-1", HttpMethod.Get, $"{path}/course")).Expect(200);
        Assert.Equal(["Suspended", "Open"], auditor["hearings"].EnumerateArray().Select(h => h.GetProperty("state").GetString()));
        (await service.MemberAsync(5, HttpMethod.Get, $"{path}/course")).Expect(200);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, $"{path}/course")).Expect(404);
        (await service.OfficerAsync(HttpMethod.Get, $"hearings/{Guid.CreateVersion7()}/course")).Expect(404);
        (await service.MemberAsync(9, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Related" })).Expect(200);
        (await service.MemberAsync(9, HttpMethod.Get, $"{path}/course")).IsRefused("R41", "recused", 403);
    }

    [Fact]
    public async Task R54_the_course_of_a_hearing_is_never_changed()
    {
        await OpenAsync();
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"update hearing_course set text = 'never'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"delete from hearing_course"));
    }

    private static JsonElement Member(JsonElement course, string subject) =>
        course.GetProperty("members").EnumerateArray().Single(m => m.GetProperty("subject").GetString() == subject);

    private static Instant At(JsonElement of, string name) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(of.GetProperty(name).GetString()!).Value;
}

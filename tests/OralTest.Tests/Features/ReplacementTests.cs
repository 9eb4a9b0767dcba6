using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class ReplacementTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private Task<Answer> ReplaceAsync(Guid vacancy, string leaving, object member, long? ifMatch, string reason = "Recused, and eight others must remain.") =>
        service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/committee/replacements", new { leaving, member, reason }, ifMatch);

    private async Task<long> VersionAsync(Guid vacancy) => (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/committee")).Version;

    [Fact]
    public async Task R41_a_recused_member_is_replaced_and_who_when_and_why_stays_on_record()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync(members: 8);
        (await service.MemberAsync(7, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Partner in a firm" })).Expect(200);
        var version = await VersionAsync(vacancy);

        var replaced = (await ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(9), version)).Expect(200);

        Assert.True(replaced["complete"].GetBoolean());
        Assert.Equal(version + 1, replaced.Version);
        var replacement = replaced["replacements"][0];
        Assert.Equal(("member-7", "member-9", true, "officer-1"), (replacement.GetProperty("leaving").GetString(), replacement.GetProperty("coming").GetString(),
            replacement.GetProperty("recused").GetBoolean(), replacement.GetProperty("replacedBy").GetString()));
        Assert.Equal("Recused, and eight others must remain.", replacement.GetProperty("reason").GetString());
        Assert.Equal("member.replaced", (await service.RecordedAsync(vacancy))[^1]);
        // The new one declares first; the old one is out.
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).IsRefused("R41", "declare-first", 403);
        (await service.MemberAsync(7, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(404);
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update replacements set reason = ''"));
    }

    [Fact]
    public async Task R41_two_officers_replacing_at_once_replace_once()
    {
        var vacancy = await service.ProcedureAsync(members: 8);
        var version = await VersionAsync(vacancy);

        var answers = await Task.WhenAll(ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(9), version), ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(11), version));

        Assert.Equal([200, 412], answers.Select(a => a.Status).Order());
        Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/committee"))["replacements"].EnumerateArray());
        (await ReplaceAsync(vacancy, "member-6", OralTestFixture.Member(12), ifMatch: null)).Expect(428);
    }

    [Fact]
    public async Task R41_several_recused_members_are_replaced_one_after_the_other_and_a_chair_by_a_chair()
    {
        var vacancy = await service.ProcedureAsync(members: 8);
        foreach (var member in new[] { 0, 7 })
            (await service.MemberAsync(member, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Both of us" })).Expect(200);

        (await ReplaceAsync(vacancy, "member-0", OralTestFixture.Member(10, isChair: false), await VersionAsync(vacancy))).IsRefused("R41", "committee-no-chair");
        (await ReplaceAsync(vacancy, "member-0", OralTestFixture.Member(10, isChair: true), await VersionAsync(vacancy))).Expect(200);
        (await ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(7, subject: "member-0"), await VersionAsync(vacancy))).IsRefused("R41", "committee-recused-member");
        var complete = (await ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(9), await VersionAsync(vacancy))).Expect(200);

        Assert.True(complete["complete"].GetBoolean());
        Assert.Equal(2, complete["replacements"].GetArrayLength());
    }

    [Fact]
    public async Task R42_nobody_is_replaced_between_a_hearing_and_its_judgement()
    {
        var (vacancy, _) = await service.HeardAsync();

        (await ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(11), await VersionAsync(vacancy))).IsRefused("R42", "committee-member-in-hearing");
        // Who did not sit in it may go.
        (await ReplaceAsync(vacancy, "member-9", OralTestFixture.Member(11), await VersionAsync(vacancy))).Expect(200);
    }

    [Fact]
    public async Task R41_a_replacement_that_makes_no_sense_is_refused_field_by_field()
    {
        var vacancy = await service.ProcedureAsync(members: 8);
        var version = await VersionAsync(vacancy);

        var wrong = (await ReplaceAsync(vacancy, "member-7", new { subject = "nobody-known" }, version, reason: "")).Expect(400);
        var stranger = (await ReplaceAsync(vacancy, "stranger", OralTestFixture.Member(9), version)).Expect(400);
        var already = (await ReplaceAsync(vacancy, "member-7", OralTestFixture.Member(6), version)).Expect(400);

        Assert.Equal(["member.field", "member.gender", "member.languageRole", "member.name", "reason"], wrong["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["leaving"], stranger["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(["member.subject"], already["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(version, await VersionAsync(vacancy));
    }
}

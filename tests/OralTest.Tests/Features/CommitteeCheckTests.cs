using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class CommitteeCheckTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private Task<Answer> CheckAsync(Guid vacancy, IEnumerable<object> members) => service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/committee/check", new { members });

    private static IEnumerable<object> Members(int count) => Enumerable.Range(0, count).Select(i => OralTestFixture.Member(i));

    private static (string?, bool)[] Found(Answer answer) =>
        [.. answer["findings"].EnumerateArray().Select(f => (f.GetProperty("code").GetString(), f.GetProperty("blocks").GetBoolean()))];

    [Theory]
    [InlineData(7, "committee-too-few")]
    [InlineData(11, "committee-too-many")]
    public async Task R41_the_check_says_before_anything_is_saved_what_would_be_refused(int members, string code)
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        var answer = (await CheckAsync(vacancy, Members(members))).Expect(200);

        Assert.False(answer["mayInstall"].GetBoolean());
        Assert.Contains((code, true), Found(answer));
        Assert.All(answer["findings"].EnumerateArray(), f => Assert.NotEqual(f.GetProperty("code").GetString(), f.GetProperty("text").GetString()));
        await using var db = service.NewDb();
        Assert.False(await db.Members.AnyAsync(m => m.VacancyId == vacancy));
        Assert.False(await db.Committees.AnyAsync(m => m.VacancyId == vacancy));
        (await service.InstallAsync(vacancy, members)).IsRefused("R41", code);
    }

    [Theory]
    [InlineData(ParityCheck.Warn)]
    [InlineData(ParityCheck.Block)]
    public async Task R41_lack_of_balance_warns_or_blocks_as_the_vacancy_says(ParityCheck parity)
    {
        var vacancy = await service.ProcedureAsync(members: 0, new RuleSet { Committee = new CommitteeRule { Parity = parity } });
        var members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i * 2, isChair: i == 0, subject: $"member-{i}"));

        var answer = (await CheckAsync(vacancy, members)).Expect(200);

        Assert.Equal([("committee-gender-balance", parity == ParityCheck.Block), ("committee-language-parity", parity == ParityCheck.Block)], Found(answer));
        Assert.Equal(parity == ParityCheck.Warn, answer["mayInstall"].GetBoolean());
    }

    [Fact]
    public async Task R41_nothing_is_found_with_a_committee_in_order_and_malformed_members_are_named()
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        var fine = (await CheckAsync(vacancy, Members(8))).Expect(200);
        var odd = (await CheckAsync(vacancy, Members(7).Append(new { subject = "member-0", languageRole = "de" }))).Expect(400);

        Assert.Equal((true, 0), (fine["mayInstall"].GetBoolean(), fine["findings"].GetArrayLength()));
        Assert.Equal(["members[7].field", "members[7].gender", "members[7].languageRole", "members[7].name", "members[7].subject"], odd["errors"].EnumerateObject().Select(e => e.Name).Order());
        (await CheckAsync(Guid.CreateVersion7(), Members(8))).Expect(404);
    }

    [Fact]
    public async Task R41_known_conflicts_are_found_here_and_in_other_procedures()
    {
        var rules = new RuleSet { Committee = new CommitteeRule { Recusal = RecusalScope.Candidate } };
        var (here, elsewhere) = (await service.ProcedureAsync(rules: rules), await service.ProcedureAsync());
        var candidate = await service.PassedAsync(here);
        var same = candidate with { CandidacyId = Guid.CreateVersion7(), VacancyId = elsewhere };
        await service.PublishAndHandleAsync(service.Passed(same));
        (await service.MemberAsync(9, HttpMethod.Post, $"vacancies/{here}/committee/conflicts", new { candidate.CandidacyId, reason = "A cousin" })).Expect(200);
        (await service.MemberAsync(8, HttpMethod.Post, $"vacancies/{elsewhere}/committee/conflicts", new { candidacyId = same.CandidacyId, reason = "A friend" })).Expect(200);
        (await service.MemberAsync(7, HttpMethod.Post, $"vacancies/{here}/committee/conflicts", new { reason = "Everything" })).Expect(200);

        var answer = (await CheckAsync(here, Members(10))).Expect(200);

        Assert.Equal([("committee-recused-member", true), ("committee-recused-from-some", false), ("committee-conflict-elsewhere", false)], Found(answer));
        Assert.Equal(["member-7", "member-9", "member-8"], answer["findings"].EnumerateArray().SelectMany(f => f.GetProperty("subjects").EnumerateArray()).Select(s => s.GetString()));
    }

    [Fact]
    public async Task R41_double_bookings_with_other_committees_are_found_to_the_minute()
    {
        var (here, elsewhere) = (await service.ProcedureAsync(members: 0), await service.ProcedureAsync(members: 9));
        var slot = (await service.SlotsAsync(here, 1))[0];
        var other = (await service.SlotsAsync(elsewhere, 1, firstIn: 40))[0];

        Assert.Equal(0, (await CheckAsync(here, Members(8))).Expect(200)["findings"].GetArrayLength());

        // The hearing there ends when the one here begins: no clash; a minute later it is one.
        async Task MoveAsync(Instant endsAt)
        {
            var now = await service.ReadAsync(other);
            (await service.OfficerAsync(HttpMethod.Put, $"slots/{other.SlotId}",
                new { preparationAt = endsAt - Duration.FromHours(3), hearingAt = endsAt - Duration.FromHours(2), endsAt, place = "Elsewhere" }, now.Version)).Expect(200);
        }

        await MoveAsync(slot.HearingAt);
        Assert.Equal(0, (await CheckAsync(here, Members(8))).Expect(200)["findings"].GetArrayLength());
        await MoveAsync(slot.HearingAt + Duration.FromMinutes(1));
        var clash = (await CheckAsync(here, Members(10))).Expect(200);

        Assert.Equal([("committee-double-booked", false)], Found(clash));
        Assert.Equal(9, clash["findings"][0].GetProperty("subjects").GetArrayLength());
        // Who is recused there does not sit there; a cancelled procedure hears nobody.
        (await service.MemberAsync(8, HttpMethod.Post, $"vacancies/{elsewhere}/committee/conflicts", new { reason = "Partner" })).Expect(200);
        Assert.Equal(8, (await CheckAsync(here, Members(10))).Expect(200)["findings"][0].GetProperty("subjects").GetArrayLength());
        await service.PublishAndHandleAsync(new VacancyCancelled(elsewhere, 2, Samples.Text("No budget"), service.Now));
        Assert.Equal(0, (await CheckAsync(here, Members(8))).Expect(200)["findings"].GetArrayLength());
    }
}

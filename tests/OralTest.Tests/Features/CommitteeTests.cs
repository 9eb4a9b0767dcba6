using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class CommitteeTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Theory]
    [InlineData(7, "committee-too-few")]
    [InlineData(11, "committee-too-many")]
    public async Task R41_seven_and_eleven_members_are_refused(int members, string code)
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        (await service.InstallAsync(vacancy, members)).IsRefused("R41", code);

        await using var db = service.NewDb();
        Assert.False(await db.Members.AnyAsync(m => m.VacancyId == vacancy));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public async Task R41_eight_and_ten_members_are_a_committee(int members)
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        var installed = (await service.InstallAsync(vacancy, members)).Expect(200);

        Assert.Equal((members, true, 0), (installed["members"].GetArrayLength(), installed["complete"].GetBoolean(), installed["warnings"].GetArrayLength()));
        Assert.Equal(1, installed.Version);
        Assert.Equal(["committee.installed"], await service.RecordedAsync(vacancy));
    }

    [Fact]
    public async Task R41_a_committee_has_exactly_one_chair()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var path = $"vacancies/{vacancy}/committee";

        var none = await service.OfficerAsync(HttpMethod.Put, path, new { members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i, isChair: false)) });
        var two = await service.OfficerAsync(HttpMethod.Put, path, new { members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i, isChair: i < 2)) });

        none.IsRefused("R41", "committee-no-chair");
        two.IsRefused("R41", "committee-several-chairs");
    }

    [Theory]
    [InlineData(ParityCheck.Warn)]
    [InlineData(ParityCheck.Block)]
    public async Task R41_six_of_eight_of_one_gender_warn_or_block_as_the_vacancy_says(ParityCheck parity)
    {
        var vacancy = await service.ProcedureAsync(members: 0, new RuleSet { Committee = new CommitteeRule { Parity = parity } });
        var members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i, gender: i < 6 ? Gender.F : Gender.M));

        var answer = await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", new { members });

        if (parity == ParityCheck.Block)
        {
            answer.IsRefused("R41", "committee-gender-balance");
            return;
        }

        var warning = answer.Expect(200)["warnings"][0];
        Assert.Equal("committee-gender-balance", warning.GetProperty("code").GetString());
        Assert.NotEqual("committee-gender-balance", warning.GetProperty("text").GetString());
    }

    [Fact]
    public async Task R41_malformed_members_are_named_one_by_one()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        object[] members = [.. Enumerable.Range(0, 7).Select(i => OralTestFixture.Member(i)),
            new { subject = "member-0", name = "", gender = "F", languageRole = "de", field = "Law", isChair = false }];

        var answer = (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", new { members })).Expect(400);

        Assert.Equal(["members[7].languageRole", "members[7].name", "members[7].subject"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task R41_two_officers_do_not_overwrite_each_other_unseen()
    {
        var vacancy = await service.ProcedureAsync();
        var members = new { members = Enumerable.Range(0, 9).Select(i => OralTestFixture.Member(i)) };

        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", members, ifMatch: 1)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", members, ifMatch: 1)).Expect(412);
    }

    [Fact]
    public async Task R41_members_see_names_and_nothing_else_and_only_of_their_own_procedure()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy);

        var seen = (await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/candidacies?state=Judged")).Expect(200);
        var officer = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/candidacies")).Expect(200);
        var stranger = await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, $"vacancies/{vacancy}/candidacies");

        var name = Assert.Single(seen["items"].EnumerateArray());
        Assert.Equal(("Jo", "Peeters"), (name.GetProperty("firstName").GetString(), name.GetProperty("lastName").GetString()));
        Assert.Equal(candidate.CandidacyId, name.GetProperty("candidacyId").GetGuid());
        Assert.All(["state", "personId", "hearingAt", "measures", "meritPlace"], hidden => Assert.Equal(JsonValueKind.Null, name.GetProperty(hidden).ValueKind));
        Assert.Equal(candidate.PersonId, officer["items"][0].GetProperty("personId").GetGuid());
        stranger.Expect(404);
    }

    [Fact]
    public async Task R41_a_conflict_recuses_from_the_whole_procedure_and_leaves_no_reason_on_record()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy);
        var path = $"vacancies/{vacancy}/committee/conflicts";

        var declared = (await service.MemberAsync(9, HttpMethod.Post, path, new { candidate.CandidacyId, reason = "My former director" })).Expect(200);
        (await service.MemberAsync(9, HttpMethod.Post, path, new { candidate.CandidacyId, reason = "Twice" })).Expect(200);

        Assert.Equal((true, 9, true), (declared["wholeProcedure"].GetBoolean(), declared["remaining"].GetInt32(), declared["complete"].GetBoolean()));
        Assert.Equal(["committee.installed", "member.recused"], await service.RecordedAsync(vacancy));
        await using var db = service.NewDb();
        Assert.DoesNotContain(await db.Records.Where(r => r.EntityId == vacancy).Select(r => r.Details).ToListAsync(), details => details!.Contains("director", StringComparison.Ordinal));
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(9, HttpMethod.Get, $"vacancies/{vacancy}/hearings")).IsRefused("R41", "recused", 403);
    }

    [Fact]
    public async Task R41_where_the_vacancy_says_so_a_conflict_reaches_one_candidate_only()
    {
        var vacancy = await service.ProcedureAsync(rules: new RuleSet { Committee = new CommitteeRule { Recusal = RecusalScope.Candidate } });
        var (known, other) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));

        var declared = (await service.MemberAsync(9, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { known.CandidacyId, reason = "A cousin" })).Expect(200);

        Assert.False(declared["wholeProcedure"].GetBoolean());
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{known.CandidacyId}")).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{other.CandidacyId}")).Expect(200);
    }

    [Fact]
    public async Task R41_at_least_eight_others_must_remain_until_an_officer_replaces_the_recused()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync(members: 8);
        (await service.MemberAsync(7, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Partner in a firm" })).Expect(200);

        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(7) }))
            .IsRefused("R41", "committee-incomplete");
        (await service.InstallAsync(vacancy, 8)).IsRefused("R41", "committee-recused-member");
        var replaced = (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee",
            new { members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i == 7 ? 9 : i)) })).Expect(200);

        Assert.True(replaced["complete"].GetBoolean());
        await service.DeclareAsync(vacancy);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(7).Append("member-9") })).Expect(200);
        // Who was replaced stays recused, and out.
        (await service.MemberAsync(7, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).Expect(404);
        (await service.InstallAsync(vacancy, 10)).IsRefused("R41", "committee-recused-member");
    }

    [Fact]
    public async Task R42_nobody_leaves_a_committee_between_a_hearing_and_its_judgement()
    {
        var (vacancy, _) = await service.HeardAsync();

        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee",
            new { members = Enumerable.Range(0, 8).Select(i => OralTestFixture.Member(i == 7 ? 9 : i)) })).IsRefused("R42", "committee-member-in-hearing");
        (await service.InstallAsync(vacancy, 8)).Expect(200);
    }

    [Fact]
    public async Task A_conflict_with_an_unknown_candidacy_or_without_a_reason_is_refused()
    {
        var vacancy = await service.ProcedureAsync();
        var path = $"vacancies/{vacancy}/committee/conflicts";

        (await service.MemberAsync(1, HttpMethod.Post, path, new { candidacyId = Guid.CreateVersion7(), reason = "?" })).Expect(400);
        (await service.MemberAsync(1, HttpMethod.Post, path, new { reason = " " })).Expect(400);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Post, path, new { reason = "me too" })).Expect(404);
    }

    [Fact]
    public async Task An_unknown_or_cancelled_vacancy_gets_no_committee()
    {
        (await service.InstallAsync(Guid.CreateVersion7(), 8)).Expect(404);

        var vacancy = await service.ProcedureAsync();
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancy, 2, Samples.Text("No budget"), service.Now));
        (await service.InstallAsync(vacancy, 8)).IsRefused("R40", "vacancy-cancelled");
    }
}

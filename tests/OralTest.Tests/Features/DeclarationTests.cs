using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class DeclarationTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static object None(Candidate candidate) => new { candidacyId = candidate.CandidacyId, conflict = false };

    private static object Conflict(Candidate candidate, string? reason = "My former director") => new { candidacyId = candidate.CandidacyId, conflict = true, reason };

    [Fact]
    public async Task R41_a_member_who_has_not_declared_sees_names_and_nothing_else()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PassedAsync(vacancy, declared: false);
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        await service.GrantAsync(candidate, 1, "extra-time:30");
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/case-paper", new { text = "A merger of two registers." })).Expect(204);
        var hearing = $"hearings/{candidate.CandidacyId}";

        var names = (await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/committee/declarations")).Expect(200);
        Answer[] refused =
        [
            await service.MemberAsync(3, HttpMethod.Get, hearing),
            await service.MemberAsync(3, HttpMethod.Get, $"{hearing}/sheets"),
            await service.MemberAsync(3, HttpMethod.Put, $"{hearing}/sheet", OralTestFixture.Sheet(12)),
            await service.ChairAsync(HttpMethod.Post, $"{hearing}/open", new { present = OralTestFixture.Members.Take(8) }),
            await service.ChairAsync(HttpMethod.Post, $"{hearing}/absent"),
            await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/case-paper"),
        ];
        var list = (await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/hearings")).Expect(200);

        Assert.Equal(("Jo", "Open"), (names["items"][0].GetProperty("firstName").GetString(), names["items"][0].GetProperty("state").GetString()));
        Assert.All(refused, answer =>
        {
            answer.IsRefused("R41", "declare-first", 403);
            Assert.Equal($"/api/oraltest/vacancies/{vacancy}/committee/declarations", answer["declareAt"].GetString());
            Assert.DoesNotContain("merger", answer.Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("extra-time", answer.Body.GetRawText(), StringComparison.Ordinal);
        });
        Assert.Equal((0, 1), (list["total"].GetInt32(), list["undeclared"].GetInt32()));

        (await service.DeclareAsync(3, vacancy, None(candidate))).Expect(200);
        Assert.Equal("30 extra minutes", (await service.MemberAsync(3, HttpMethod.Get, hearing)).Expect(200)["measures"][0].GetString());
        Assert.Equal(1, (await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/hearings")).Expect(200)["total"].GetInt32());
        (await service.MemberAsync(3, HttpMethod.Get, $"vacancies/{vacancy}/case-paper")).Expect(200);
        // One's own word opens nothing to the others.
        (await service.MemberAsync(4, HttpMethod.Get, hearing)).IsRefused("R41", "declare-first", 403);
    }

    [Fact]
    public async Task R41_one_call_declares_for_several_and_new_candidates_need_new_declarations()
    {
        var vacancy = await service.ProcedureAsync();
        var (a, b) = (await service.PassedAsync(vacancy, declared: false), await service.PassedAsync(vacancy, declared: false));

        var both = (await service.DeclareAsync(2, vacancy, None(a), None(b))).Expect(200);
        (await service.DeclareAsync(2, vacancy, None(a))).Expect(200);
        var late = await service.PassedAsync(vacancy, declared: false);

        Assert.Equal((0, false, 10, true), (both["undeclared"].GetInt32(), both["wholeProcedure"].GetBoolean(), both["remaining"].GetInt32(), both["complete"].GetBoolean()));
        Assert.Equal(["committee.installed", "member.declared"], await service.RecordedAsync(vacancy));
        (await service.MemberAsync(2, HttpMethod.Get, $"hearings/{a.CandidacyId}")).Expect(200);
        (await service.MemberAsync(2, HttpMethod.Get, $"hearings/{late.CandidacyId}")).IsRefused("R41", "declare-first", 403);
        var open = (await service.MemberAsync(2, HttpMethod.Get, $"vacancies/{vacancy}/committee/declarations?open=true")).Expect(200);
        Assert.Equal((1, late.CandidacyId), (open["total"].GetInt32(), open["items"][0].GetProperty("candidacyId").GetGuid()));
        var seen = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/committee")).Expect(200)["members"].EnumerateArray()
            .ToDictionary(m => m.GetProperty("subject").GetString()!, m => m.GetProperty("undeclared").GetInt32());
        Assert.Equal((1, 3), (seen["member-2"], seen["member-5"]));
    }

    [Fact]
    public async Task R41_a_new_member_declares_about_all_candidates_before_sitting()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync(members: 9);
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", new { members = Enumerable.Range(0, 10).Select(i => OralTestFixture.Member(i)) })).Expect(200);
        string[] withTheNewOne = [.. OralTestFixture.Members.Take(7), "member-9"];

        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = withTheNewOne })).IsRefused("R41", "present-undeclared");
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", new { present = OralTestFixture.Members })).IsRefused("R41", "present-undeclared");
        (await service.DeclareAsync(9, vacancy, None(candidate))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/presence", new { present = OralTestFixture.Members })).Expect(200);
    }

    [Fact]
    public async Task R41_a_declared_conflict_that_leaves_seven_keeps_every_hearing_from_beginning()
    {
        var vacancy = await service.ProcedureAsync(members: 8);
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var (known, other) = (await service.PassedAsync(vacancy, declared: false), await service.PassedAsync(vacancy, declared: false));
        (await service.ChooseAsync(other, slot)).Expect(200);
        for (var i = 0; i < 7; i++) (await service.DeclareAsync(i, vacancy, None(known), None(other))).Expect(200);

        var declared = (await service.DeclareAsync(7, vacancy, Conflict(known), None(other))).Expect(200);

        Assert.Equal((true, 7, false), (declared["wholeProcedure"].GetBoolean(), declared["remaining"].GetInt32(), declared["complete"].GetBoolean()));
        service.Clock.Reset(slot.HearingAt);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{other.CandidacyId}/open", new { present = OralTestFixture.Members.Take(7) })).IsRefused("R41", "committee-incomplete");
        (await service.MemberAsync(7, HttpMethod.Get, $"hearings/{other.CandidacyId}")).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(7, HttpMethod.Get, $"vacancies/{vacancy}/case-paper")).IsRefused("R41", "recused", 403);
        Assert.Equal(["member.declared", "member.recused", "case-paper.refused"], (await service.RecordedAsync(vacancy)).TakeLast(3));
        await using var db = service.NewDb();
        Assert.DoesNotContain(await db.Records.Where(r => r.EntityId == vacancy).Select(r => r.Details).ToListAsync(), details => details?.Contains("director", StringComparison.Ordinal) == true);
        Assert.Equal("My former director", (await db.Conflicts.SingleAsync(c => c.VacancyId == vacancy)).Reason);
    }

    [Fact]
    public async Task R41_where_the_vacancy_says_so_a_declared_conflict_reaches_that_candidate_only()
    {
        var vacancy = await service.ProcedureAsync(rules: new RuleSet { Committee = new CommitteeRule { Recusal = RecusalScope.Candidate } });
        var (known, other) = (await service.PassedAsync(vacancy, declared: false), await service.PassedAsync(vacancy, declared: false));

        var declared = (await service.DeclareAsync(9, vacancy, Conflict(known), None(other))).Expect(200);

        Assert.Equal((false, 10, 0), (declared["wholeProcedure"].GetBoolean(), declared["remaining"].GetInt32(), declared["undeclared"].GetInt32()));
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{known.CandidacyId}")).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(9, HttpMethod.Get, $"hearings/{other.CandidacyId}")).Expect(200);
    }

    [Fact]
    public async Task R41_a_conflict_is_found_out_later_and_never_taken_back()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy);

        var later = (await service.DeclareAsync(6, vacancy, Conflict(candidate, "I recognised the address"))).Expect(200);
        (await service.DeclareAsync(6, vacancy, None(candidate))).IsRefused("R41", "declaration-final");
        (await service.DeclareAsync(6, vacancy, Conflict(candidate, "Again"))).Expect(200);

        Assert.True(later["wholeProcedure"].GetBoolean());
        await using var db = service.NewDb();
        Assert.Equal("I recognised the address", (await db.Conflicts.SingleAsync(c => c.VacancyId == vacancy)).Reason);
        Assert.Equal("Conflict", (await service.MemberAsync(6, HttpMethod.Get, $"vacancies/{vacancy}/committee/declarations")).Expect(200)["items"][0].GetProperty("state").GetString());
        // R54: what was said once stays as it was said.
        Assert.False((await db.Declarations.SingleAsync(d => d.VacancyId == vacancy && d.Subject == "member-6")).Conflict);
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update declarations set conflict = true"));
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"delete from declarations"));
    }

    [Fact]
    public async Task R41_an_officer_notes_a_recusal_with_a_reason()
    {
        var (vacancy, candidate, _) = await service.AtTheHearingAsync(members: 9);
        var path = $"vacancies/{vacancy}/committee/recusals";

        var recused = (await service.OfficerAsync(HttpMethod.Post, path, new { subject = "member-8", reason = "Challenged by a candidate", candidacyId = candidate.CandidacyId })).Expect(200);

        Assert.Equal((true, 8, true), (recused["wholeProcedure"].GetBoolean(), recused["remaining"].GetInt32(), recused["complete"].GetBoolean()));
        (await service.MemberAsync(8, HttpMethod.Get, $"hearings/{candidate.CandidacyId}")).IsRefused("R41", "recused", 403);
        await using var db = service.NewDb();
        var conflict = await db.Conflicts.SingleAsync(c => c.VacancyId == vacancy);
        Assert.Equal(("member-8", "officer-1", "Challenged by a candidate"), (conflict.Subject, conflict.RecordedBy, conflict.Reason));
        Assert.Equal(["reason"], (await service.OfficerAsync(HttpMethod.Post, path, new { subject = "member-7", reason = " " })).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(["subject"], (await service.OfficerAsync(HttpMethod.Post, path, new { subject = "stranger", reason = "?" })).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(["candidacyId"], (await service.OfficerAsync(HttpMethod.Post, path, new { subject = "member-7", reason = "?", candidacyId = Guid.CreateVersion7() })).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R41_malformed_declarations_are_named_one_by_one_and_nothing_of_them_is_kept()
    {
        var vacancy = await service.ProcedureAsync();
        var (candidate, expected) = (await service.PassedAsync(vacancy, declared: false), await service.PersonAsync(vacancy));
        await service.GrantAsync(expected, 1, "break:15");

        var answer = (await service.DeclareAsync(1, vacancy, None(candidate), None(candidate), Conflict(candidate, " "), None(expected))).Expect(400);
        var empty = (await service.DeclareAsync(1, vacancy)).Expect(400);
        var stranger = await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Post, $"vacancies/{vacancy}/committee/declarations", new { declarations = new[] { None(candidate) } });

        Assert.Equal(["declarations[1].candidacyId", "declarations[2].candidacyId", "declarations[2].reason", "declarations[3].candidacyId"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["declarations"], empty["errors"].EnumerateObject().Select(e => e.Name));
        stranger.Expect(404);
        await using var db = service.NewDb();
        Assert.False(await db.Declarations.AnyAsync(d => d.VacancyId == vacancy));
    }

    [Fact]
    public async Task R41_two_tabs_declaring_at_once_declare_once()
    {
        var vacancy = await service.ProcedureAsync();
        var candidate = await service.PassedAsync(vacancy, declared: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.DeclareAsync(4, vacancy, Conflict(candidate))));

        Assert.All(answers, a => Assert.Equal(9, a.Expect(200)["remaining"].GetInt32()));
        Assert.Equal(["committee.installed", "member.declared", "member.recused"], await service.RecordedAsync(vacancy));
    }
}

using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class CasePaperTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    private Task<Answer> FileAsync(Guid vacancy, string text, string? reason = null, long? ifMatch = null) =>
        service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/case-paper", new { text, title = "The case", instructions = "An hour, with notes.", reason }, ifMatch);

    private async Task<(Guid Vacancy, Candidate Candidate, Slot Slot)> PreparingAsync()
    {
        var vacancy = await service.ProcedureAsync();
        (await FileAsync(vacancy, "First version")).Expect(204);
        var slot = (await service.SlotsAsync(vacancy, 2))[0];
        var candidate = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        return (vacancy, candidate, slot);
    }

    [Fact]
    public async Task R44_a_case_is_read_in_its_newest_version_with_title_instructions_and_language()
    {
        var (vacancy, candidate, slot) = await PreparingAsync();
        var second = (await FileAsync(vacancy, "Second version", ifMatch: 1)).Expect(204);
        (await FileAsync(vacancy, "Third version", ifMatch: 1)).Expect(412);

        service.Clock.Reset(slot.PreparationAt);
        var read = (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).Expect(200);

        Assert.Equal(2, second.Version);
        Assert.Equal(("Second version", "The case", "An hour, with notes.", "nl", 2, false),
            (read["text"].GetString(), read["title"].GetString(), read["instructions"].GetString(), read["language"].GetString(), read["number"].GetInt32(), read["changed"].GetBoolean()));
    }

    [Fact]
    public async Task R44_once_a_candidate_has_read_it_the_case_changes_with_a_reason_only()
    {
        var (vacancy, candidate, slot) = await PreparingAsync();
        service.Clock.Reset(slot.PreparationAt - Millisecond);
        // A refused look is no reading.
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-closed");
        (await FileAsync(vacancy, "Second version")).Expect(204);
        service.Clock.Reset(slot.PreparationAt);
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).Expect(200);

        (await FileAsync(vacancy, "Third version")).IsRefused("R44", "case-paper-is-read");
        (await FileAsync(vacancy, "Third version", reason: " ")).IsRefused("R44", "case-paper-is-read");
        (await FileAsync(vacancy, "Third version", reason: "Page 2 was missing")).Expect(204);
        var again = (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).Expect(200);
        var seen = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/case-paper")).Expect(200);

        Assert.Equal(("Third version", true), (again["text"].GetString(), again["changed"].GetBoolean()));
        Assert.Equal([(3, 0, "Page 2 was missing"), (2, 1, null), (1, 0, null)],
            seen["versions"].EnumerateArray().Select(v => (v.GetProperty("number").GetInt32(), v.GetProperty("readers").GetInt32(), v.GetProperty("reason").GetString())));
        Assert.Equal(slot.PreparationAt.ToString(), seen["firstReadAt"].GetString());
        Assert.Equal(3, seen.Version);
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update case_papers set text = ''"));
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"delete from case_paper_readings"));
    }

    [Fact]
    public async Task R44_a_slot_moved_to_later_closes_the_case_again_until_its_own_preparation()
    {
        var (_, candidate, slot) = await PreparingAsync();
        var later = slot.PreparationAt + Duration.FromDays(3);
        (await service.OfficerAsync(HttpMethod.Post, $"slots/{slot.SlotId}/reschedule",
            new { preparationAt = later, hearingAt = later + Duration.FromHours(1), endsAt = later + Duration.FromHours(3), place = "Room 2", reason = "Strike" }, 2)).Expect(200);

        service.Clock.Reset(slot.PreparationAt);
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-closed");
        service.Clock.Reset(later - Millisecond);
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-closed");
        service.Clock.Reset(later);
        (await service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).Expect(200);
    }

    [Fact]
    public async Task R44_another_candidates_preparation_opens_the_case_to_nobody_else()
    {
        var (vacancy, first, slot) = await PreparingAsync();
        var other = await service.PassedAsync(vacancy);
        await using var db = service.NewDb();
        var later = await db.Slots.AsNoTracking().SingleAsync(s => s.VacancyId == vacancy && s.SlotId != slot.SlotId);
        (await service.ChooseAsync(other, later)).Expect(200);

        service.Clock.Reset(slot.PreparationAt);
        (await service.CandidateAsync(first, HttpMethod.Get, "case-paper")).Expect(200);
        (await service.CandidateAsync(other, HttpMethod.Get, "case-paper")).IsRefused("R44", "case-paper-closed");
        (await service.CandidateAsync(first with { Subject = other.Subject }, HttpMethod.Get, "case-paper")).Expect(404);
    }

    [Fact]
    public async Task R44_officers_and_members_who_have_declared_read_it_and_each_look_is_on_record()
    {
        var (vacancy, _, _) = await PreparingAsync();
        var path = $"vacancies/{vacancy}/case-paper";

        var member = (await service.MemberAsync(3, HttpMethod.Get, path)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Get, path)).Expect(200);
        (await service.MemberAsync(4, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Partner" })).Expect(200);
        (await service.MemberAsync(4, HttpMethod.Get, path)).IsRefused("R41", "recused", 403);
        // A new candidate needs a new declaration first.
        await service.PassedAsync(vacancy, declared: false);
        (await service.MemberAsync(3, HttpMethod.Get, path)).IsRefused("R41", "declare-first", 403);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, path)).Expect(404);
        (await service.SendAsync(Roles.Candidate, "somebody", HttpMethod.Get, path)).Expect(403);

        Assert.Equal("First version", member["versions"][0].GetProperty("text").GetString());
        Assert.Equal(["case-paper.read", "case-paper.read", "member.recused", "case-paper.refused", "case-paper.refused"], (await service.RecordedAsync(vacancy)).TakeLast(5));
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"vacancies/{await service.ProcedureAsync(members: 0)}/case-paper")).Expect(200)["versions"].EnumerateArray());
    }

    [Fact]
    public async Task R44_reading_and_changing_at_once_never_give_two_candidates_different_cases_without_a_reason()
    {
        for (var round = 0; round < 5; round++)
        {
            var (vacancy, candidate, slot) = await PreparingAsync();
            service.Clock.Reset(slot.PreparationAt);

            var changes = Enumerable.Range(0, 4).Select(i => FileAsync(vacancy, $"Changed {i}")).ToList();
            var looks = Enumerable.Range(0, 4).Select(_ => service.CandidateAsync(candidate, HttpMethod.Get, "case-paper")).ToList();
            var (changed, read) = (await Task.WhenAll(changes), await Task.WhenAll(looks));

            // What is read first is the last version there is: nothing was changed after it.
            await using var db = service.NewDb();
            var newest = await db.CasePapers.Where(p => p.VacancyId == vacancy).MaxAsync(p => p.Number);
            Assert.Equal(newest, (await db.CasePaperReadings.SingleAsync(r => r.VacancyId == vacancy)).Number);
            Assert.All(read, r => Assert.Equal(newest, r.Expect(200)["number"].GetInt32()));
            Assert.Equal(newest - 1, changed.Count(c => c.Status == 204));
            Assert.All(changed.Where(c => c.Status != 204), c => c.IsRefused("R44", "case-paper-is-read"));
        }
    }

    [Fact]
    public async Task A_case_that_is_too_long_or_empty_is_refused_field_by_field()
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        var answer = (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/case-paper", new { text = " ", title = new string('x', 301), instructions = "a\0b", reason = new string('x', 2001) })).Expect(400);

        Assert.Equal(["instructions", "reason", "text", "title"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
    }
}

using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class OverviewTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task Officers_see_the_planning_filtered_sorted_and_paged()
    {
        var vacancy = await service.ProcedureAsync(members: 9);
        // On days on which these members hear nobody else.
        var slots = await service.SlotsAsync(vacancy, 4, firstIn: 200);
        var (early, late) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        await service.PublishAndHandleAsync(Samples.Person(early.PersonId, early.Subject, version: 2) with { LastName = "Zeeman" });
        await service.PublishAndHandleAsync(Samples.Person(late.PersonId, late.Subject, version: 2) with { LastName = "Adam" });
        await service.GrantAsync(late, 1, "break:15");
        (await service.ChooseAsync(early, slots[0])).Expect(200);
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[2].SlotId}", OralTestFixture.SlotAt(slots[2].PreparationAt, 60, 195), 1)).Expect(200);
        (await service.ChooseAsync(late, slots[2])).Expect(200);
        (await service.CandidateAsync(late, HttpMethod.Post, "slot/confirm")).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Put, $"vacancies/{vacancy}/committee/availability", new { entries = new[] { new { day = BrusselsTime.DateIn(slots[2].HearingAt), available = false } } }, 0)).Expect(200);

        async Task<string> Of(string query)
        {
            var found = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?{query}")).Expect(200);
            return string.Join(' ', found["items"].EnumerateArray().Select(i => slots.ToList().FindIndex(s => s.SlotId == i.GetProperty("slotId").GetGuid())));
        }

        Assert.Equal("0 1 2 3", await Of(""));
        Assert.Equal("1 3", await Of("free=true"));
        Assert.Equal("2", await Of("confirmed=true"));
        Assert.Equal("0", await Of("confirmed=false"));
        Assert.Equal("2 0 1 3", (await Of("sort=Candidate")).Replace("3 1", "1 3", StringComparison.Ordinal));
        Assert.Equal("0 2 1 3", await Of("sort=Confirmation"));
        Assert.Equal("2 3", await Of($"from={BrusselsTime.DateIn(slots[2].PreparationAt):uuuu-MM-dd}"));
        Assert.Equal("0 1", await Of($"to={BrusselsTime.DateIn(slots[1].PreparationAt):uuuu-MM-dd}"));
        Assert.Equal("2", await Of("page=3&pageSize=1"));
        Assert.Equal("", await Of("hearing=Judged"));
        var taken = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?free=false&sort=Candidate")).Expect(200)["items"];
        Assert.Equal(("Adam", 15, true, 8, "Planned"), (taken[0].GetProperty("lastName").GetString(), taken[0].GetProperty("breakMinutes").GetInt32(), taken[0].GetProperty("fits").GetBoolean(),
            taken[0].GetProperty("membersAvailable").GetInt32(), taken[0].GetProperty("state").GetString()));
        Assert.Equal(9, taken[1].GetProperty("membersAvailable").GetInt32());
        Assert.Equal(["from", "hearing", "sort", "to"],
            (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?from=soon&to=2026-03-29T02:30&hearing=9&sort=9")).Expect(400)["errors"].EnumerateObject().Select(e => e.Name).Order());
        (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{Guid.CreateVersion7()}/slots")).Expect(404);
    }

    [Fact]
    public async Task The_planning_is_exported_as_a_file_that_no_spreadsheet_takes_for_formulas()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        await service.PublishAndHandleAsync(Samples.Person(candidate.PersonId, candidate.Subject, version: 2) with { FirstName = "=HYPERLINK(\"x\")", LastName = "O, \"Brien\"" });
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);

        var (status, file) = await ExportAsync(vacancy, "");
        var (_, free) = await ExportAsync(vacancy, "?free=true");

        Assert.Equal(200, status);
        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("preparationAt,hearingAt,endsAt,place,lastName,firstName,state", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        var at = slots[1].PreparationAt.InZone(BrusselsTime.Zone).LocalDateTime;
        Assert.StartsWith($"{at:uuuu-MM-dd HH:mm},", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"O, \"\"Brien\"\"\"", lines[2], StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", lines[2], StringComparison.Ordinal);
        Assert.Equal(2, free.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(2, (await service.RecordedAsync(vacancy)).Count(action => action == "planning.exported"));
        Assert.Equal(400, (await ExportAsync(vacancy, "?sort=9")).Status);
        Assert.Equal(404, (await ExportAsync(Guid.CreateVersion7(), "")).Status);
    }

    [Fact]
    public async Task Officers_see_how_far_every_oral_test_is()
    {
        var code = $"OVR{Random.Shared.Next(10_000, 100_000)}";
        async Task<Guid> NewAsync(string suffix)
        {
            var published = Samples.VacancyPublished(definition: Samples.Definition($"{code}{suffix}"));
            await service.PublishAndHandleAsync(published);
            (await service.InstallAsync(published.VacancyId, 8)).Expect(200);
            return published.VacancyId;
        }

        var (a, b) = (await NewAsync("A"), await NewAsync("B"));
        await service.PassedAsync(b);
        var (planned, waiting) = (await service.PassedAsync(a, declared: false), await service.PassedAsync(a, declared: false));
        var slots = await service.SlotsAsync(a, 3);
        (await service.ChooseAsync(planned, slots[0])).Expect(200);
        (await service.CandidateAsync(planned, HttpMethod.Post, "slot/confirm")).Expect(200);
        await service.GrantAsync(waiting, 1, "extra-time:30");
        (await service.CandidateAsync(waiting, HttpMethod.Put, "wishes", new { days = new[] { BrusselsTime.DateIn(slots[1].HearingAt) }, reason = "Abroad" })).Expect(200);
        (await service.DeclareAsync(3, a, new { candidacyId = planned.CandidacyId, conflict = false }, new { candidacyId = waiting.CandidacyId, conflict = false })).Expect(200);
        (await service.MemberAsync(4, HttpMethod.Post, $"vacancies/{a}/committee/conflicts", new { reason = "Partner" })).Expect(200);

        var list = (await service.OfficerAsync(HttpMethod.Get, $"vacancies?search={code.ToLowerInvariant()}")).Expect(200);
        var byHearing = (await service.OfficerAsync(HttpMethod.Get, $"vacancies?search={code}&sort=NextHearing")).Expect(200);
        var detail = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{a}/progress")).Expect(200);

        Assert.Equal([a, b], Ids(list));
        var row = list["items"][0];
        Assert.Equal((8, 1, 1, 1, 2), (row.GetProperty("members").GetInt32(), row.GetProperty("waiting").GetInt32(), row.GetProperty("planned").GetInt32(),
            row.GetProperty("confirmed").GetInt32(), row.GetProperty("freeSlots").GetInt32()));
        Assert.Equal(slots[0].HearingAt.ToString(), row.GetProperty("nextHearingAt").GetString());
        Assert.Equal([a, b], Ids(byHearing));
        Assert.Equal([b], Ids((await service.OfficerAsync(HttpMethod.Get, $"vacancies?search={code}&page=2&pageSize=1&sort=Code")).Expect(200)));
        Assert.Empty(Ids((await service.OfficerAsync(HttpMethod.Get, $"vacancies?search={code}&cancelled=true")).Expect(200)));
        Assert.Equal((3, 1, 1, 2, 1), (detail["slots"].GetInt32(), detail["taken"].GetInt32(), detail["confirmed"].GetInt32(), detail["free"].GetInt32(), detail["wishes"].GetInt32()));
        Assert.Equal(1, detail["states"].GetProperty("Planned").GetInt32());
        // R39: nobody but an officer can offer what fits.
        Assert.Equal(waiting.CandidacyId, Assert.Single(detail["withoutAFit"].EnumerateArray()).GetGuid());
        Assert.Equal(["member-0", "member-1", "member-2", "member-5", "member-6", "member-7"], detail["undeclared"].EnumerateArray().Select(m => m.GetString()));
        (await service.OfficerAsync(HttpMethod.Get, "vacancies?sort=9")).Expect(400);
        (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{Guid.CreateVersion7()}/progress")).Expect(404);
    }

    private static IEnumerable<Guid> Ids(Answer answer) => answer["items"].EnumerateArray().Select(i => i.GetProperty("vacancyId").GetGuid());

    private async Task<(int Status, string File)> ExportAsync(Guid vacancy, string query)
    {
        using var client = service.As(Roles.SelectionOfficer, "officer-1");
        using var response = await client.GetAsync($"/api/oraltest/vacancies/{vacancy}/slots/export{query}");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

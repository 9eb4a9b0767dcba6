using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class CalendarTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R45_a_candidates_calendar_has_preparation_and_hearing_with_extra_time_under_the_name_the_mails_use()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1, firstIn: 60))[0];
        var candidate = await service.PassedAsync(vacancy);
        await service.GrantAsync(candidate, 1, "extra-time:30");
        (await service.CandidateAsync(candidate, HttpMethod.Get, "slot/calendar")).Expect(404);
        // 90 minutes of preparation, 150 of hearing.
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slot.SlotId}", OralTestFixture.SlotAt(slot.PreparationAt, 90, 240, "Room; 1"), 1)).Expect(200);
        (await service.ChooseAsync(candidate, slot)).Expect(200);

        var calendar = await FileAsync(Roles.Candidate, candidate.Subject, $"candidacies/{candidate.CandidacyId}/slot/calendar");
        var told = await service.PublishedAsync<OralTestPlanned>(e => e.CandidacyId == candidate.CandidacyId);

        var start = slot.PreparationAt.InZone(ServiceDefaults.Clock.BrusselsTime.Zone).LocalDateTime;
        Assert.Contains("METHOD:PUBLISH", calendar, StringComparison.Ordinal);
        Assert.Contains($"UID:{candidate.CandidacyId:N}-oral-test@selection", calendar, StringComparison.Ordinal);
        Assert.Contains($"DTSTART;TZID=Europe/Brussels:{start:uuuuMMdd'T'HHmmss}", calendar, StringComparison.Ordinal);
        Assert.Contains($"DTEND;TZID=Europe/Brussels:{start.PlusMinutes(240):uuuuMMdd'T'HHmmss}", calendar, StringComparison.Ordinal);
        Assert.Contains(@"LOCATION:Room\; 1", calendar, StringComparison.Ordinal);
        Assert.Contains($"SEQUENCE:{told.Version}", calendar, StringComparison.Ordinal);
        Assert.Equal(slot.PreparationAt + Duration.FromMinutes(240), told.EndsAt);
        (await service.CandidateAsync(candidate with { Subject = "somebody-else" }, HttpMethod.Get, "slot/calendar")).Expect(404);
    }

    [Fact]
    public async Task R41_a_members_calendar_has_the_days_of_those_they_hear_and_no_candidates_name()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 3);
        // Two hearings on the first day, one the day after; about the last one the member has not declared.
        (await service.OfficerAsync(HttpMethod.Put, $"slots/{slots[1].SlotId}", OralTestFixture.SlotAt(slots[0].PreparationAt + Duration.FromHours(4), place: "Room 2"), 1)).Expect(200);
        var heard = new[] { await service.PassedAsync(vacancy), await service.PassedAsync(vacancy) };
        var unknown = await service.PassedAsync(vacancy, declared: false);
        foreach (var (candidate, slot) in heard.Append(unknown).Zip(slots)) (await service.ChooseAsync(candidate, slot)).Expect(200);
        var path = $"vacancies/{vacancy}/hearings/calendar";

        var calendar = await FileAsync(Roles.CommitteeMember, "member-3", path);

        Assert.Equal(1, calendar.Split("BEGIN:VEVENT").Length - 1);
        var day = slots[0].PreparationAt.InZone(ServiceDefaults.Clock.BrusselsTime.Zone).LocalDateTime;
        Assert.Contains($"DTSTART;TZID=Europe/Brussels:{day.PlusHours(1):uuuuMMdd'T'HHmmss}", calendar, StringComparison.Ordinal);
        Assert.Contains($"DTEND;TZID=Europe/Brussels:{day.PlusHours(7):uuuuMMdd'T'HHmmss}", calendar, StringComparison.Ordinal);
        Assert.Contains(@"LOCATION:Room 1\, Room 2", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Peeters", calendar, StringComparison.Ordinal);
        (await service.DeclareAsync(3, vacancy, new { candidacyId = unknown.CandidacyId, conflict = false })).Expect(200);
        Assert.Equal(2, (await FileAsync(Roles.CommitteeMember, "member-3", path)).Split("BEGIN:VEVENT").Length - 1);
        (await service.MemberAsync(4, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Partner" })).Expect(200);
        (await service.MemberAsync(4, HttpMethod.Get, path)).IsRefused("R41", "recused", 403);
        (await service.SendAsync(Roles.CommitteeMember, "stranger", HttpMethod.Get, path)).Expect(404);
        (await service.MemberAsync(1, HttpMethod.Get, $"vacancies/{await service.ProcedureAsync()}/hearings/calendar")).IsRefused("R45", "calendar-empty");
    }

    private async Task<string> FileAsync(string role, string subject, string path)
    {
        using var client = service.As(role, subject);
        using var response = await client.GetAsync($"/api/oraltest/{path}");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.Equal("text/calendar", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("selection.ics", response.Content.Headers.ContentDisposition?.FileName);
        // Long lines are folded (RFC 5545, 3.1).
        return text.Replace("\r\n ", "", StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class PeriodTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Theory]
    [InlineData("2031-11-03", "2031-11-14", "2031-11-02T23:00:00Z", "2031-11-14T23:00:00Z")]
    [InlineData("2031-11-03T09:00", "2031-11-14T17:30", "2031-11-03T08:00:00Z", "2031-11-14T16:30:00Z")]
    [InlineData("2031-11-03T09:00:00Z", "2031-11-14T17:30:00+02:00", "2031-11-03T09:00:00Z", "2031-11-14T15:30:00Z")]
    [InlineData("2031-10-26", "2031-10-26", "2031-10-25T22:00:00Z", "2031-10-26T23:00:00Z")] // A day of 25 hours.
    [InlineData("2031-03-30", "2031-03-30", "2031-03-29T23:00:00Z", "2031-03-30T22:00:00Z")] // A day of 23 hours.
    public async Task R26_T1_a_period_is_given_in_days_in_local_times_or_in_instants(string opensOn, string closesOn, string opensAt, string closesAt)
    {
        var opened = await service.OfficerAsync(HttpMethod.Post, $"vacancies/{await service.VacancyAsync()}/registration-periods", new { opensOn, closesOn });
        Assert.Equal((opensAt, closesAt), (opened.GetProperty("opensAt").GetString(), opened.GetProperty("closesAt").GetString()));
    }

    [Theory]
    [InlineData("2025-10-26T02:30", "2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z")] // Given twice.
    [InlineData("2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")] // Skipped.
    public async Task R26_T5_a_period_that_ends_in_the_hour_of_the_clock_change_is_refused_with_both_instants(string closesOn, string first, string second)
    {
        using var officer = service.Officer();
        using var answer = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, $"vacancies/{await service.VacancyAsync()}/registration-periods", new { opensOn = "2025-10-01", closesOn });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var why = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("closesOn")[0].GetString()!;
        Assert.Contains(first, why, StringComparison.Ordinal);
        Assert.Contains(second, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3 November", "2031-11-14", "opensOn")]
    [InlineData("2031-11-03", "14/11/2031", "closesOn")]
    [InlineData("2031-11-14", "2031-11-13", "closesOn")]
    [InlineData("2031-11-14T09:00", "2031-11-14T09:00", "closesOn")]
    [InlineData("2020-01-01", "2020-01-02", "closesOn")]
    public async Task R26_what_is_no_period_is_refused_with_its_field(string opensOn, string closesOn, string field)
    {
        using var officer = service.Officer();
        using var answer = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, $"vacancies/{await service.VacancyAsync()}/registration-periods", new { opensOn, closesOn });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task R26_an_end_by_the_hour_is_exact()
    {
        var vacancyId = await service.VacancyAsync();
        var closes = service.Clock.GetCurrentInstant() + Duration.FromHours(5);
        var period = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancyId}/registration-periods", new { opensOn = AssessmentFixture.Text(service.Today), closesOn = closes.ToString() }))
            .GetProperty("registrationPeriodId").GetGuid();
        var session = await service.SessionAsync(period);
        var (inTime, late) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));

        service.MoveTo(closes - Duration.FromSeconds(1));
        await service.BookAsync(inTime, session);
        service.MoveTo(closes);
        using var refused = await service.TryBookAsync(late, session);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await service.StandsAsync(late, Standing.Stopped);
    }

    [Fact]
    public async Task R26_more_time_is_told_to_those_who_still_have_to_register_and_keeps_them_in()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId, days: 3);
        var session = await service.SessionAsync(period);
        var (booked, idle) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(booked, session);
        var path = $"vacancies/{vacancyId}/registration-periods/{period}";
        var end = service.Today.PlusDays(6);

        Assert.Equal((428, null, "if-match-missing"), await service.RefusedAsync(HttpMethod.Put, path, new { closesOn = AssessmentFixture.Text(end) }));
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Put, path, new { closesOn = AssessmentFixture.Text(service.Today.PlusDays(2)) }, 1)).Status);
        var extended = await service.OfficerAsync(HttpMethod.Put, path, new { closesOn = AssessmentFixture.Text(end) }, 1);
        Assert.Equal(1, extended.GetProperty("told").GetInt32());
        Assert.Equal((412, "R17", "stale"), await service.RefusedAsync(HttpMethod.Put, path, new { closesOn = AssessmentFixture.Text(end.PlusDays(1)) }, 1));

        var told = await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == idle.CandidacyId && e.Extended);
        Assert.Equal(BrusselsTime.EndOf(end), told.ClosesAt);
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<AssessmentInvited>(), e => e.CandidacyId == booked.CandidacyId && e.Extended);

        service.MoveTo(BrusselsTime.EndOf(end) - Duration.FromSeconds(1));
        await service.BookAsync(idle, session);
        service.MoveTo(BrusselsTime.EndOf(end));
        // Its end is a change as well, which the timer makes at some moment.
        await service.EventuallyAsync(async () => Assert.Equal(
            (409, "R26", "period-ended"), await service.RefusedAsync(HttpMethod.Put, path, new { closesOn = AssessmentFixture.Text(end.PlusDays(9)) }, await VersionAsync(period))));
    }

    [Fact]
    public async Task R26_T3_many_extensions_at_the_end_of_a_period_either_keep_everybody_or_come_too_late()
    {
        for (var round = 0; round < 10; round++)
        {
            var vacancyId = await service.VacancyAsync();
            var period = await service.PeriodAsync(vacancyId, days: 1);
            await service.SessionAsync(period);
            var idle = await service.AdmitAsync(vacancyId);
            var end = BrusselsTime.EndOf(service.Today.PlusDays(1));
            var later = AssessmentFixture.Text(service.Today.PlusDays(5));
            service.MoveTo(end - Duration.FromMilliseconds(1));

            var extending = service.Officer();
            var tasks = Enumerable.Range(0, 4).Select(_ => AssessmentFixture.SendAsync(extending, HttpMethod.Put, $"vacancies/{vacancyId}/registration-periods/{period}", new { closesOn = later }, 1)).ToList();
            service.MoveTo(end);
            var answers = await Task.WhenAll(tasks);

            var extended = answers.Count(a => a.IsSuccessStatusCode);
            Assert.InRange(extended, 0, 1);
            if (extended == 0) await service.StandsAsync(idle, Standing.Stopped);
            else Assert.Equal(Standing.ToBook, (await service.ReadAsync(idle)).Standing);
        }
    }

    [Fact]
    public async Task R26_a_period_is_withdrawn_before_it_opens_with_its_sessions_and_whoever_was_told_is_told()
    {
        var vacancyId = await service.VacancyAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var opened = await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancyId}/registration-periods", new { opensOn = AssessmentFixture.Text(service.Today.PlusDays(2)), closesOn = AssessmentFixture.Text(service.Today.PlusDays(9)) });
        var period = opened.GetProperty("registrationPeriodId").GetGuid();
        var session = await service.SessionAsync(period);
        var path = $"vacancies/{vacancyId}/registration-periods/{period}";

        Assert.Equal(428, (await service.RefusedAsync(HttpMethod.Delete, path)).Status);
        var withdrawn = await service.OfficerAsync(HttpMethod.Delete, path, ifMatch: 1);
        Assert.Equal((1, 1), (withdrawn.GetProperty("sessionsCancelled").GetInt32(), withdrawn.GetProperty("told").GetInt32()));
        var told = await service.PublishedAsync<AssessmentInvitationWithdrawn>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.True(told.Version > (await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == candidate.CandidacyId)).Version);
        Assert.Equal((409, "R26", "period-withdrawn"), await service.RefusedAsync(HttpMethod.Put, path, new { closesOn = "2040-01-01" }, 2));
        Assert.Empty((await service.ReadAsync(candidate, "sessions")).GetProperty("items").EnumerateArray());

        // Its time passes and nobody is stopped by it; another one may take its days.
        var another = await service.PeriodAsync(vacancyId, days: 20);
        await service.SessionAsync(another, inDays: 30);
        service.MoveTo(BrusselsTime.EndOf(service.Today.PlusDays(10)));
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);
        using var refused = await service.TryBookAsync(candidate, session);
        Assert.Equal((409, "R26", "session-cancelled"), await AssessmentFixture.ProblemAsync(refused));
        Assert.Equal("Withdrawn", (await service.OfficerAsync(HttpMethod.Get, path)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task R26_a_period_that_has_opened_is_not_withdrawn()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        Assert.Equal((409, "R26", "period-opened"), await service.RefusedAsync(HttpMethod.Delete, $"vacancies/{vacancyId}/registration-periods/{period}", ifMatch: 1));
    }

    [Fact]
    public async Task R26_candidates_are_told_of_one_period_at_a_time_and_of_the_next_when_its_turn_comes()
    {
        var vacancyId = await service.VacancyAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var first = await service.PeriodAsync(vacancyId, days: 2);
        await service.SessionAsync(first);
        var later = await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancyId}/registration-periods", new { opensOn = AssessmentFixture.Text(service.Today.PlusDays(5)), closesOn = AssessmentFixture.Text(service.Today.PlusDays(9)) });
        Assert.Equal(0, later.GetProperty("invited").GetInt32());

        service.MoveTo(BrusselsTime.EndOf(service.Today.PlusDays(2)));
        var next = NodaTime.Text.InstantPattern.ExtendedIso.Parse(later.GetProperty("closesAt").GetString()!).Value;
        await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == candidate.CandidacyId && e.ClosesAt == next);
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);
        await service.OutboxEmptyAsync();
        Assert.Equal(2, service.Published<AssessmentInvited>().Count(e => e.CandidacyId == candidate.CandidacyId));
    }

    [Fact]
    public async Task R26_officers_see_the_periods_of_a_vacancy_with_their_seats()
    {
        var vacancyId = await service.VacancyAsync();
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/registration-periods")).GetProperty("total").GetInt32());
        var period = await service.PeriodAsync(vacancyId);
        await service.SessionAsync(period, capacity: 3);
        var session = await service.SessionAsync(period, inDays: 21, capacity: 4);
        await service.BookAsync(await service.AdmitAsync(vacancyId), session);
        await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancyId}/registration-periods", new { opensOn = "2040-01-01", closesOn = "2040-01-02" });

        var listed = await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/registration-periods?pageSize=1");
        var item = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal((2, "Running", 2, 7, 1), (listed.GetProperty("total").GetInt32(), item.GetProperty("state").GetString(), item.GetProperty("sessions").GetInt32(), item.GetProperty("seats").GetInt32(), item.GetProperty("booked").GetInt32()));
        var second = await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancyId}/registration-periods?pageSize=1&page=2");
        Assert.Equal("ToCome", second.GetProperty("items")[0].GetProperty("state").GetString());
    }

    private async Task<long> VersionAsync(Guid periodId)
    {
        await using var db = service.NewDb();
        return await db.RegistrationPeriods.Where(p => p.RegistrationPeriodId == periodId).Select(p => p.Version).SingleAsync();
    }
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class BookingTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R26_a_candidate_takes_a_seat_sees_it_and_everybody_hears_of_it()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == candidate.CandidacyId);

        var number = await service.BookAsync(candidate, session);

        Assert.Equal(12, number.Length);
        var booked = await service.PublishedAsync<AssessmentBooked>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((session.StartsAt, session.StartsAt - Duration.FromHours(1)), (booked.StartsAt, booked.CancelUntil));
        using var client = service.Of(candidate);
        var own = (await AssessmentFixture.OkAsync(await client.GetAsync("/api/assessment/candidacies"))).GetProperty("items")[0];
        Assert.Equal(("Booked", number), (own.GetProperty("state").GetString(), own.GetProperty("booking").GetProperty("candidateNumber").GetString()));
        // R29: help with registering is there until the end of the second working day before.
        Assert.True(own.GetProperty("booking").GetProperty("helpEndsAt").GetDateTimeOffset() < session.StartsAt.ToDateTimeOffset().AddDays(-1));
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == candidate.CandidacyId && r.Action == "session.booked" && r.Actor == candidate.Subject));
    }

    [Fact]
    public async Task R27_a_switch_keeps_the_old_seat_when_the_new_one_is_gone_and_frees_it_when_not()
    {
        var (vacancyId, first) = await service.ProcedureAsync();
        var (full, free) = (await service.SessionAsync(first.PeriodId, inDays: 21, capacity: 1), await service.SessionAsync(first.PeriodId, inDays: 22));
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(await service.AdmitAsync(vacancyId), full);
        var number = await service.BookAsync(candidate, first);

        using var refused = await service.TryBookAsync(candidate, full);
        Assert.Equal((409, "R26", "session-full"), await AssessmentFixture.ProblemAsync(refused));
        Assert.Equal((1, number), (await service.BookedAsync(first), await service.BookAsync(candidate, first)));

        var other = await service.BookAsync(candidate, free);
        Assert.NotEqual(number, other);
        Assert.Equal((0, 1, 1), (await service.BookedAsync(first), await service.BookedAsync(full), await service.BookedAsync(free)));
    }

    [Fact]
    public async Task R27_many_who_exchange_their_seats_at_once_never_lose_one()
    {
        var (vacancyId, left) = await service.ProcedureAsync(capacity: 10);
        var right = await service.SessionAsync(left.PeriodId, inDays: 21, capacity: 10);
        var candidates = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => service.AdmitAsync(vacancyId)));
        await Task.WhenAll(candidates.Select((c, i) => service.BookAsync(c, i % 2 == 0 ? left : right)));

        var answers = await Task.WhenAll(candidates.Select((c, i) => service.TryBookAsync(c, i % 2 == 0 ? right : left)));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Equal(16, await service.BookedAsync(left) + await service.BookedAsync(right));
        await using var db = service.NewDb();
        foreach (var session in new[] { left, right })
            Assert.Equal(await service.BookedAsync(session), await db.Bookings.CountAsync(b => b.SessionId == session.SessionId && b.State == Data.BookingState.Booked));
    }

    [Fact]
    public async Task R26_a_double_click_makes_one_booking()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.BookAsync(candidate, session)));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await service.BookedAsync(session));
    }

    [Fact]
    public async Task R27_exactly_one_hour_before_the_start_is_in_time_to_cancel()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (inTime, late) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(inTime, session);
        await service.BookAsync(late, session);

        service.MoveTo(session.StartsAt - Duration.FromHours(1));
        using var first = service.Of(inTime);
        Assert.Equal("ToBook", (await AssessmentFixture.OkAsync(await first.DeleteAsync($"/api/assessment/candidacies/{inTime.CandidacyId}/booking"))).GetProperty("state").GetString());
        Assert.Equal(1, await service.BookedAsync(session));
        Assert.True((await service.PublishedAsync<AssessmentBookingCancelled>(e => e.CandidacyId == inTime.CandidacyId)).ByCandidate);

        service.MoveTo(session.StartsAt - Duration.FromHours(1) + Duration.FromSeconds(1));
        using var second = service.Of(late);
        using var refused = await second.DeleteAsync($"/api/assessment/candidacies/{late.CandidacyId}/booking");
        Assert.Equal((409, "R27", "cancel-late"), await AssessmentFixture.ProblemAsync(refused));
    }

    [Fact]
    public async Task R28_who_cancels_when_no_registration_is_left_stops_there()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 3);
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        service.MoveTo(session.StartsAt - Duration.FromDays(2));
        using var client = service.Of(candidate);
        Assert.Equal("Stopped", (await AssessmentFixture.OkAsync(await client.DeleteAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task R28_who_is_not_registered_when_the_period_ends_stops_and_who_is_goes_on()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 3);
        var (idle, booked) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(booked, session);

        service.MoveTo(BrusselsTime.EndOf(service.Today.PlusDays(3)));

        await service.StandsAsync(idle, Standing.Stopped);
        Assert.Equal(AssessmentStop.NotRegistered, (await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == idle.CandidacyId)).Reason);
        Assert.Equal(Standing.Booked, (await service.ReadAsync(booked)).Standing);
        Assert.Empty(await service.LedgerAsync(idle));
    }

    [Fact]
    public async Task R26_T3_the_deadline_is_the_clocks_and_not_a_timers_also_on_the_day_of_25_hours()
    {
        var vacancyId = await service.VacancyAsync();
        // The last Sunday of October of the clock's year, or of the next.
        var day = new LocalDate(service.Today.Year, 10, 31).Previous(IsoDayOfWeek.Monday).PlusDays(-1);
        if (day <= service.Today.PlusDays(1)) day = new LocalDate(service.Today.Year + 1, 10, 31).Previous(IsoDayOfWeek.Monday).PlusDays(-1);
        Assert.Equal(Duration.FromHours(25), BrusselsTime.EndOf(day) - BrusselsTime.StartOf(day));
        var days = Period.DaysBetween(service.Today, day);
        var session = await service.SessionAsync(await service.PeriodAsync(vacancyId, days), inDays: days + 5);
        var (inTime, late) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));

        service.MoveTo(BrusselsTime.EndOf(day) - Duration.FromSeconds(1));
        await service.BookAsync(inTime, session);
        service.MoveTo(BrusselsTime.EndOf(day));
        using var refused = await service.TryBookAsync(late, session);
        var (status, rule, code) = await AssessmentFixture.ProblemAsync(refused);
        // Whether the timer was faster or not: refused.
        Assert.Equal(409, status);
        Assert.Contains((rule, code), new (string?, string?)[] { ("R26", "registration-over"), ("R25", "not-to-book") });
    }

    [Fact]
    public async Task R26_a_candidate_sees_what_may_be_booked_and_why_not_otherwise()
    {
        var (vacancyId, open) = await service.ProcedureAsync();
        var full = await service.SessionAsync(open.PeriodId, inDays: 21, capacity: 1);
        await service.BookAsync(await service.AdmitAsync(vacancyId), full);
        var candidate = await service.AdmitAsync(vacancyId);
        using var client = service.Of(candidate);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");

        var items = (await AssessmentFixture.OkAsync(await client.GetAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/sessions"))).GetProperty("items");

        Assert.True(items[0].GetProperty("bookable").GetBoolean());
        Assert.False(items[1].GetProperty("bookable").GetBoolean());
        var why = items[1].GetProperty("whyNot");
        Assert.Equal(("session-full", "R26"), (why.GetProperty("code").GetString(), why.GetProperty("rule").GetString()));
        Assert.Contains("bezet", why.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_candidacy_is_not_there_and_the_wrong_role_is_not_let_in()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var (owner, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        using var stranger = service.Of(other);
        using var officer = service.Officer();
        using var nobody = service.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, (await service.TryBookAsync(owner, session, stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/assessment/candidacies/{owner.CandidacyId}/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/api/assessment/candidacies/{owner.CandidacyId}/booking")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.TryBookAsync(owner, session, officer)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.TryBookAsync(owner, session, nobody)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/api/assessment/sessions?vacancyId={vacancyId}")).StatusCode);
    }

    [Fact]
    public async Task A_session_of_another_procedure_cannot_be_booked()
    {
        var (vacancyId, _) = await service.ProcedureAsync();
        var (_, elsewhere) = await service.ProcedureAsync();
        using var answer = await service.TryBookAsync(await service.AdmitAsync(vacancyId), elsewhere);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task T5_a_local_time_that_the_clock_change_gives_twice_is_refused_with_both_instants()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        using var officer = service.Officer();
        using var answer = await officer.PostAsJsonAsync("/api/assessment/sessions", new
        {
            registrationPeriodId = period,
            startsAt = "2030-10-27T02:30",
            lengthMinutes = 120,
            capacity = 5,
            language = "nl",
            place = "Brussels",
            vendorClientId = "vendor",
        });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("2030-10-27T00:30:00Z", text, StringComparison.Ordinal);
        Assert.Contains("2030-10-27T01:30:00Z", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officers_are_told_everything_that_is_wrong_with_a_session_or_a_period()
    {
        var vacancyId = await service.VacancyAsync();
        using var officer = service.Officer();
        using var session = await officer.PostAsJsonAsync("/api/assessment/sessions", new
        {
            registrationPeriodId = Guid.NewGuid(),
            startsAt = "tomorrow",
            lengthMinutes = 0,
            capacity = 0,
            language = "xx",
            place = " ",
            vendorClientId = "",
        });
        var errors = (await session.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).ToList();
        Assert.Equal(["capacity", "language", "lengthMinutes", "place", "startsAt", "vendorClientId"], errors.Order());

        using var backwards = await officer.PostAsJsonAsync($"/api/assessment/vacancies/{vacancyId}/registration-periods", new { opensOn = "2040-01-02", closesOn = "2040-01-01" });
        Assert.Equal(HttpStatusCode.BadRequest, backwards.StatusCode);
        await service.PeriodAsync(vacancyId);
        using var overlap = await officer.PostAsJsonAsync($"/api/assessment/vacancies/{vacancyId}/registration-periods", new { opensOn = AssessmentFixture.Text(service.Today), closesOn = AssessmentFixture.Text(service.Today) });
        Assert.Equal((409, "R26", "period-overlaps"), await AssessmentFixture.ProblemAsync(overlap));
        using var unknown = await officer.PostAsJsonAsync($"/api/assessment/vacancies/{Guid.NewGuid()}/registration-periods", new { opensOn = "2040-01-01", closesOn = "2040-01-02" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class SessionTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    private static readonly object Reason = new { nl = "Waterschade.", fr = "Dégât des eaux.", de = "Wasserschaden.", en = "Water damage." };

    [Fact]
    public async Task R25_a_remote_session_says_how_to_take_part_and_its_link_is_for_those_who_have_a_seat()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        var planned = await service.OfficerAsync(HttpMethod.Post, "sessions", Body(period, StartIn(20), kind: "Remote", place: "In the browser", link: "https://assessment.test/s/1"));
        var candidate = await service.AdmitAsync(vacancyId);

        var offered = (await service.ReadAsync(candidate, "sessions")).GetProperty("items")[0];
        Assert.Equal("Remote", offered.GetProperty("kind").GetString());
        Assert.DoesNotContain("assessment.test", offered.GetRawText(), StringComparison.Ordinal);
        using var client = service.Of(candidate);
        using var booked = await client.PutAsJsonAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", new { sessionId = planned.GetProperty("sessionId").GetGuid() });
        var seat = await AssessmentFixture.OkAsync(booked);
        Assert.Equal(("Remote", "https://assessment.test/s/1"), (seat.GetProperty("kind").GetString(), seat.GetProperty("link").GetString()));
        Assert.Equal("In the browser (https://assessment.test/s/1)", (await service.PublishedAsync<AssessmentBooked>(e => e.CandidacyId == candidate.CandidacyId)).Place);
    }

    [Theory]
    [InlineData("Place", "https://assessment.test/", "link")]
    [InlineData("Remote", "http://assessment.test/", "link")]
    [InlineData("Remote", "assessment", "link")]
    [InlineData("Elsewhere", null, "kind")]
    public async Task R25_a_session_takes_place_somewhere_or_has_a_link(string kind, string? link, string field)
    {
        var period = await service.PeriodAsync(await service.VacancyAsync());
        using var officer = service.Officer();
        using var answer = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, "sessions", Body(period, StartIn(20), kind: kind, link: link));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task R25_a_series_is_planned_whole_or_not_at_all()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        var (morning, noon) = (StartIn(20), StartIn(20) + Duration.FromHours(4));
        string[] starts = [morning.ToString(), "2030-10-27T02:30", morning.ToString(), "yesterday"];
        using var officer = service.Officer();
        using var refused = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, "sessions/series", Series(period, starts));
        Assert.Equal(["startsAt[1]", "startsAt[2]", "startsAt[3]"], (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        using var past = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, "sessions/series", Series(period, [morning.ToString(), "2020-01-01T09:00"]));
        Assert.Equal("startsAt[1]", Assert.Single((await past.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Get, $"sessions?vacancyId={vacancyId}")).GetProperty("total").GetInt32());

        var planned = await service.OfficerAsync(HttpMethod.Post, "sessions/series", Series(period, [morning.ToString(), noon.ToString()]));
        Assert.Equal(2, planned.GetProperty("sessions").GetArrayLength());
        Assert.Equal(2, (await service.OfficerAsync(HttpMethod.Get, $"sessions?registrationPeriodId={period}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task R29_what_is_odd_about_a_session_is_said_and_nothing_is_refused_for_it()
    {
        var period = await service.PeriodAsync(await service.VacancyAsync(), days: 30);
        var saturday = service.Today.Next(IsoDayOfWeek.Saturday);
        var planned = await service.OfficerAsync(HttpMethod.Post, "sessions", Body(period, (saturday + new LocalTime(9, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant()));
        var codes = planned.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()).ToList();
        Assert.Contains("session-not-working-day", codes);
        Assert.Contains("session-starts-in-registration", codes);
        Assert.All(planned.GetProperty("warnings").EnumerateArray(), w => Assert.NotEqual(w.GetProperty("code").GetString(), w.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task R26_officers_find_sessions_by_what_they_look_for()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        var full = await service.SessionAsync(period, inDays: 20, capacity: 1);
        var free = await service.SessionAsync(period, inDays: 21, capacity: 9);
        var other = await service.SessionAsync(period, inDays: 22, capacity: 5, vendor: "other");
        await service.BookAsync(await service.AdmitAsync(vacancyId), full);

        async Task<IReadOnlyList<Guid>> FindAsync(string query) =>
            [.. (await service.OfficerAsync(HttpMethod.Get, $"sessions?vacancyId={vacancyId}&{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("sessionId").GetGuid())];

        Assert.Equal([full.SessionId, free.SessionId, other.SessionId], await FindAsync(""));
        Assert.Equal([other.SessionId, free.SessionId, full.SessionId], await FindAsync("sort=Latest"));
        Assert.Equal([free.SessionId, other.SessionId, full.SessionId], await FindAsync("sort=MostFree"));
        Assert.Equal([full.SessionId, free.SessionId, other.SessionId], await FindAsync("sort=MostBooked"));
        Assert.Equal([full.SessionId], await FindAsync("free=false"));
        Assert.Equal([free.SessionId, other.SessionId], await FindAsync("free=true"));
        Assert.Equal([other.SessionId], await FindAsync("vendorClientId=other"));
        Assert.Equal([free.SessionId], await FindAsync($"from={AssessmentFixture.Text(BrusselsTime.DateIn(free.StartsAt))}&until={AssessmentFixture.Text(BrusselsTime.DateIn(free.StartsAt))}"));
        Assert.Equal([free.SessionId], await FindAsync("page=2&pageSize=1"));
        Assert.Empty(await FindAsync("language=de"));
        Assert.Empty(await FindAsync("kind=Remote"));
        Assert.Empty(await FindAsync("cancelled=true"));
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, "sessions?sort=9")).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, "sessions?from=soon")).Status);
    }

    [Fact]
    public async Task R26_officers_see_who_has_a_seat_and_who_gave_one_back()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var (stays, leaves) = (await service.AdmitAsync(vacancyId, lastName: "Aerts"), await service.AdmitAsync(vacancyId, lastName: "Zegers"));
        await service.BookAsync(stays, session);
        await service.BookAsync(leaves, session);
        using (var client = service.Of(leaves)) await client.DeleteAsync($"/api/assessment/candidacies/{leaves.CandidacyId}/booking");

        var seats = await service.OfficerAsync(HttpMethod.Get, $"sessions/{session.SessionId}/seats");
        var seat = Assert.Single(seats.GetProperty("items").EnumerateArray());
        Assert.Equal((stays.CandidacyId, "Aerts", "Booked"), (seat.GetProperty("candidacyId").GetGuid(), seat.GetProperty("lastName").GetString(), seat.GetProperty("state").GetString()));
        Assert.Equal(leaves.CandidacyId, (await service.OfficerAsync(HttpMethod.Get, $"sessions/{session.SessionId}/seats?state=Cancelled")).GetProperty("items")[0].GetProperty("candidacyId").GetGuid());
        Assert.Equal(404, (await service.RefusedAsync(HttpMethod.Get, $"sessions/{Guid.NewGuid()}/seats")).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, $"sessions/{session.SessionId}/seats?state=7")).Status);
    }

    [Fact]
    public async Task R26_a_session_changes_freely_while_nobody_has_a_seat_and_afterwards_in_what_they_did_not_choose()
    {
        var (vacancyId, session) = await service.ProcedureAsync(capacity: 5);
        var path = $"sessions/{session.SessionId}";
        Assert.Equal(428, (await service.RefusedAsync(HttpMethod.Put, path, Change(session.StartsAt))).Status);
        var later = session.StartsAt + Duration.FromDays(1);
        Assert.Equal(2, (await service.OfficerAsync(HttpMethod.Put, path, Change(later, language: "fr", vendor: "other"), 1)).GetProperty("version").GetInt64());
        Assert.Equal((412, "R17", "stale"), await service.RefusedAsync(HttpMethod.Put, path, Change(later), 1));
        await service.OfficerAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 5), 2);

        var candidates = new[] { await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId) };
        foreach (var candidate in candidates) await service.BookAsync(candidate, session);
        Assert.Equal((409, "R26", "session-booked"), await service.RefusedAsync(HttpMethod.Put, path, Change(later, capacity: 5), 3));
        Assert.Equal((409, "R26", "session-booked"), await service.RefusedAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 5, language: "fr"), 3));
        Assert.Equal((409, "R26", "capacity-below-booked"), await service.RefusedAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 1), 3));
        // More seats are nobody's business; another place is.
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 2), 3)).GetProperty("told").GetInt32());
        Assert.Equal(2, (await service.OfficerAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 2, place: "Namur, rue de Bruxelles 1"), 4)).GetProperty("told").GetInt32());
        foreach (var candidate in candidates)
        {
            var told = await service.PublishedAsync<AssessmentBooked>(e => e.CandidacyId == candidate.CandidacyId && e.Changed);
            Assert.Equal(("Namur, rue de Bruxelles 1", (await service.ReadAsync(candidate)).Version), (told.Place, told.Version));
        }

        service.MoveTo(session.StartsAt);
        Assert.Equal((409, "R26", "session-begun"), await service.RefusedAsync(HttpMethod.Put, path, Change(session.StartsAt, capacity: 2), 5));
    }

    [Fact]
    public async Task R26_seats_are_never_fewer_than_those_taken_whoever_books_meanwhile()
    {
        var (vacancyId, session) = await service.ProcedureAsync(capacity: 12);
        var candidates = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.AdmitAsync(vacancyId)));
        using var officer = service.Officer();
        var booking = candidates.Select(c => service.TryBookAsync(c, session)).ToList();
        var changing = Enumerable.Range(1, 6).Select(n => AssessmentFixture.SendAsync(officer, HttpMethod.Put, $"sessions/{session.SessionId}", Change(session.StartsAt, capacity: n, place: "Brussels"), 1)).ToList();
        var booked = await Task.WhenAll(booking);
        var changed = await Task.WhenAll(changing);

        Assert.All(changed, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed, a.StatusCode.ToString()));
        await using var db = service.NewDb();
        var row = await db.Sessions.SingleAsync(s => s.SessionId == session.SessionId);
        Assert.Equal(booked.Count(a => a.IsSuccessStatusCode), row.Booked);
        Assert.InRange(row.Booked, 1, row.Capacity);
    }

    [Fact]
    public async Task R37_a_cancelled_session_owes_everybody_a_new_sitting_and_says_why()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 12, capacity: 3);
        var other = await service.SessionAsync(session.PeriodId, inDays: 30);
        var candidates = new[] { await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId) };
        foreach (var candidate in candidates) await service.BookAsync(candidate, session);
        var code = await SelectionCodeAsync(vacancyId);
        var path = $"sessions/{session.SessionId}/cancel";
        // The vendor follows.
        using var watching = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var seen = 0; seen < 3; seen++) await watching.ResponseStream.MoveNext(patience.Token);

        Assert.Equal(428, (await service.RefusedAsync(HttpMethod.Post, path, new { selectionCode = code, reason = Reason })).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Post, path, new { selectionCode = "ANG99999", reason = Reason }, 1)).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Post, path, new { selectionCode = code, reason = new { nl = "a", fr = " ", de = "c", en = "d" } }, 1)).Status);
        Assert.Equal(2, await service.BookedAsync(session));
        var cancelled = await service.OfficerAsync(HttpMethod.Post, path, new { selectionCode = code, reason = Reason }, 1);
        Assert.Equal((2, 2), (cancelled.GetProperty("released").GetInt32(), cancelled.GetProperty("invited").GetInt32()));

        foreach (var candidate in candidates)
        {
            var released = await service.PublishedAsync<AssessmentBookingCancelled>(e => e.CandidacyId == candidate.CandidacyId);
            Assert.Equal((false, "Waterschade."), (released.ByCandidate, released.Reason!.Nl));
            var invited = await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == candidate.CandidacyId && e.Version == released.Version + 1);
            Assert.Equal(invited.Version, (await service.ReadAsync(candidate)).Version);
        }

        await watching.ResponseStream.MoveNext(patience.Token);
        Assert.True(watching.ResponseStream.Current.Registration.Cancelled);
        Assert.DoesNotContain((await service.Vendor().ListSessionsAsync(new ListSessionsRequest())).Sessions, s => s.SessionId == session.SessionId.ToString());
        using var refused = await service.TryBookAsync(candidates[0], session);
        Assert.Equal((409, "R26", "session-cancelled"), await AssessmentFixture.ProblemAsync(refused));
        Assert.Equal((409, "R26", "session-cancelled"), await service.RefusedAsync(HttpMethod.Post, path, new { selectionCode = code, reason = Reason }, 2));

        // One takes another session; the other does not, and the end of this period does not stop who is owed a sitting.
        await service.BookAsync(candidates[0], other);
        service.MoveTo(BrusselsTime.EndOf(service.Today.PlusDays(12)));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.RegistrationPeriods.AnyAsync(p => p.RegistrationPeriodId == session.PeriodId && p.EndedAt != null);
        });
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidates[1])).Standing);
        Assert.Equal(Standing.Booked, (await service.ReadAsync(candidates[0])).Standing);
    }

    [Fact]
    public async Task R26_a_session_cancelled_while_many_book_leaves_nobody_with_a_seat_in_it()
    {
        var (vacancyId, session) = await service.ProcedureAsync(capacity: 30);
        var candidates = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => service.AdmitAsync(vacancyId)));
        await Task.WhenAll(candidates.Take(6).Select(c => service.BookAsync(c, session)));
        var code = await SelectionCodeAsync(vacancyId);
        using var officer = service.Officer();

        var booking = candidates.Skip(6).Select(c => service.TryBookAsync(c, session)).ToList();
        using var cancelled = await AssessmentFixture.SendAsync(officer, HttpMethod.Post, $"sessions/{session.SessionId}/cancel", new { selectionCode = code, reason = Reason }, 1);
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        var answers = await Task.WhenAll(booking);

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        await using var db = service.NewDb();
        Assert.Equal(0, await service.BookedAsync(session));
        Assert.False(await db.Bookings.AnyAsync(b => b.SessionId == session.SessionId && b.State == Data.BookingState.Booked));
        Assert.Equal(24, await db.Candidacies.CountAsync(c => c.VacancyId == vacancyId && c.Standing == Standing.ToBook));
        Assert.Equal(6 + answers.Count(a => a.IsSuccessStatusCode), await db.Bookings.CountAsync(b => b.SessionId == session.SessionId && b.State == Data.BookingState.Released));
    }

    [Fact]
    public async Task R37_a_session_that_has_begun_is_not_cancelled_and_its_incidents_are_the_vendors_to_tell()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        service.MoveTo(session.StartsAt);
        Assert.Equal((409, "R37", "session-begun"), await service.RefusedAsync(HttpMethod.Post, $"sessions/{session.SessionId}/cancel", new { selectionCode = await SelectionCodeAsync(vacancyId), reason = Reason }, 1));
    }

    private Instant StartIn(int days) => (service.Today.PlusDays(days) + new LocalTime(9, 0)).InZoneLeniently(BrusselsTime.Zone).ToInstant();

    private static object Body(Guid period, Instant startsAt, string kind = "Place", string place = "Brussels", string? link = null) => new
    {
        registrationPeriodId = period,
        startsAt = startsAt.ToString(),
        lengthMinutes = 120,
        capacity = 5,
        language = "nl",
        place,
        vendorClientId = "vendor",
        kind,
        link,
    };

    private static object Series(Guid period, IReadOnlyList<string> startsAt) =>
        new { registrationPeriodId = period, startsAt, lengthMinutes = 120, capacity = 5, language = "nl", place = "Brussels", vendorClientId = "vendor" };

    private static object Change(Instant startsAt, int capacity = 10, string language = "nl", string place = "Brussels", string vendor = "vendor") =>
        new { startsAt = startsAt.ToString(), lengthMinutes = 120, capacity, language, place, vendorClientId = vendor, kind = "Place", link = (string?)null };

    private async Task<string> SelectionCodeAsync(Guid vacancyId)
    {
        await using var db = service.NewDb();
        return await db.Vacancies.Where(v => v.VacancyId == vacancyId).Select(v => v.SelectionCode).SingleAsync();
    }
}

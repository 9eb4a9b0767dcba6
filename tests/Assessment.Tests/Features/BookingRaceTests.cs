using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>R26 and R27 under races, on two processes of the service.</summary>
public sealed class BookingRaceTests(BookingRaceTests.RaceFixture service) : IClassFixture<BookingRaceTests.RaceFixture>
{
    private const int Clients = 50;
    private const int Rounds = 50;

    public sealed class RaceFixture : AssessmentFixture
    {
        private Task<(Guid Period, Candidate[] Candidates, HttpClient[] Clients)>? _crowd;

        /// <summary>A procedure with fifty candidates, each with a client of their own, by turns on one of two processes.</summary>
        public Task<(Guid Period, Candidate[] Candidates, HttpClient[] Clients)> CrowdAsync() => _crowd ??= MakeCrowdAsync();

        public async Task<(Candidate[] Candidates, HttpClient[] Clients)> CandidatesAsync(Guid vacancyId, int count)
        {
            var candidates = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => AdmitAsync(vacancyId)));
            var replica = await StartReplicaAsync();
            return (candidates, [.. candidates.Select((c, i) => i % 2 == 0 ? Of(c) : replica.As(Roles.Candidate, c.Subject))]);
        }

        private async Task<(Guid Period, Candidate[] Candidates, HttpClient[] Clients)> MakeCrowdAsync()
        {
            var vacancyId = await VacancyAsync();
            var period = await PeriodAsync(vacancyId, days: 60);
            var (candidates, clients) = await CandidatesAsync(vacancyId, BookingRaceTests.Clients);
            return (period, candidates, clients);
        }
    }

    /// <summary>Two hundred times over, in four parts.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task R26_of_fifty_clients_on_two_replicas_exactly_one_gets_the_one_seat_fifty_times_over(int part)
    {
        var (period, candidates, clients) = await service.CrowdAsync();
        var sessions = await OneSeatEachAsync(period, Rounds, startsInDays: 60 + part);

        foreach (var session in sessions)
        {
            var answers = await Task.WhenAll(candidates.Select((c, i) => BookAsync(clients[i], c, session)));

            var winner = Assert.Single(Enumerable.Range(0, Clients), i => answers[i].IsSuccessStatusCode);
            var refusals = await Task.WhenAll(answers.Where(a => !a.IsSuccessStatusCode).Select(AssessmentFixture.ProblemAsync));
            Assert.All(refusals, r => Assert.Equal((409, "R26", "session-full"), r));
            foreach (var answer in answers) answer.Dispose();
            using var given = await clients[winner].DeleteAsync(new Uri($"/api/assessment/candidacies/{candidates[winner].CandidacyId}/booking", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        }

        await using var db = service.NewDb();
        Assert.Equal(Rounds, await db.Bookings.CountAsync(b => sessions.Contains(b.SessionId) && b.State == BookingState.Cancelled));
        Assert.Equal(0, await db.Sessions.Where(s => sessions.Contains(s.SessionId)).SumAsync(s => s.Booked));
    }

    [Fact]
    public async Task R26_T3_in_the_last_second_of_the_period_fifty_clients_book_in_time_or_not_at_all()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId, days: 3);
        var session = await service.SessionAsync(period, inDays: 40, capacity: Clients);
        var (candidates, clients) = await service.CandidatesAsync(vacancyId, Clients);
        var end = BrusselsTime.EndOf(service.Today.PlusDays(3));
        service.MoveTo(end - Duration.FromSeconds(1));

        var booking = candidates.Select((c, i) => BookAsync(clients[i], c, session.SessionId)).ToList();
        await Task.WhenAny(booking);
        service.MoveTo(end);
        var answers = await Task.WhenAll(booking);

        var booked = answers.Count(a => a.IsSuccessStatusCode);
        var refusals = await Task.WhenAll(answers.Where(a => !a.IsSuccessStatusCode).Select(AssessmentFixture.ProblemAsync));
        // Refused by the clock, or by the timer that has carried out what the clock decided.
        Assert.All(refusals, r => Assert.Contains(r, new (int, string?, string?)[] { (409, "R26", "registration-over"), (409, "R25", "not-to-book") }));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            Assert.Equal(Clients - booked, await db.Candidacies.CountAsync(c => c.VacancyId == vacancyId && c.Standing == Standing.Stopped && c.StopReason == AssessmentStop.NotRegistered));
            Assert.Equal(booked, await db.Candidacies.CountAsync(c => c.VacancyId == vacancyId && c.Standing == Standing.Booked));
            Assert.Equal(booked, await db.Bookings.CountAsync(b => b.SessionId == session.SessionId && b.BookedAt < end));
        });
        Assert.Equal(booked, await service.BookedAsync(session));
    }

    [Fact]
    public async Task R27_of_many_who_switch_to_one_seat_one_moves_and_the_others_keep_theirs()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        var (old, wanted) = (await service.SessionAsync(period, capacity: 20), await service.SessionAsync(period, inDays: 21, capacity: 1));
        var (candidates, clients) = await service.CandidatesAsync(vacancyId, 20);
        await Task.WhenAll(candidates.Select(c => service.BookAsync(c, old)));

        var answers = await Task.WhenAll(candidates.Select((c, i) => BookAsync(clients[i], c, wanted.SessionId)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        Assert.Equal((19, 1), (await service.BookedAsync(old), await service.BookedAsync(wanted)));
        await using var db = service.NewDb();
        var seats = await db.Bookings.Where(b => b.State == BookingState.Booked && (b.SessionId == old.SessionId || b.SessionId == wanted.SessionId)).Select(b => b.CandidacyId).ToListAsync();
        Assert.Equal(candidates.Select(c => c.CandidacyId).Order(), seats.Order());
    }

    [Fact]
    public async Task R27_switching_and_cancelling_at_once_leaves_one_seat_or_none()
    {
        var vacancyId = await service.VacancyAsync();
        var period = await service.PeriodAsync(vacancyId);
        var (old, wanted) = (await service.SessionAsync(period), await service.SessionAsync(period, inDays: 21));
        var (candidates, clients) = await service.CandidatesAsync(vacancyId, 10);
        await Task.WhenAll(candidates.Select(c => service.BookAsync(c, old)));

        await Task.WhenAll(candidates.SelectMany((c, i) => new Task<HttpResponseMessage>[]
        {
            BookAsync(clients[i], c, wanted.SessionId),
            clients[i].DeleteAsync(new Uri($"/api/assessment/candidacies/{c.CandidacyId}/booking", UriKind.Relative)),
        }));

        await using var db = service.NewDb();
        var standing = await db.Candidacies.Where(c => c.VacancyId == vacancyId).ToDictionaryAsync(c => c.CandidacyId, c => c.Standing);
        var seats = await db.Bookings.Where(b => b.State == BookingState.Booked && standing.Keys.Contains(b.CandidacyId)).ToListAsync();
        Assert.Equal(seats.Count, await service.BookedAsync(old) + await service.BookedAsync(wanted));
        Assert.All(candidates, c => Assert.Equal(seats.Exists(s => s.CandidacyId == c.CandidacyId) ? Standing.Booked : Standing.ToBook, standing[c.CandidacyId]));
    }

    private async Task<List<Guid>> OneSeatEachAsync(Guid period, int count, int startsInDays)
    {
        var first = (service.Today.PlusDays(startsInDays) + new LocalTime(8, 0)).InZoneLeniently(BrusselsTime.Zone).ToInstant();
        var planned = await service.OfficerAsync(HttpMethod.Post, "sessions/series", new
        {
            registrationPeriodId = period,
            startsAt = Enumerable.Range(0, count).Select(i => (first + Duration.FromMinutes(i)).ToString()),
            lengthMinutes = 120,
            capacity = 1,
            language = "nl",
            place = "Brussels",
            vendorClientId = "vendor",
        });
        return [.. planned.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("sessionId").GetGuid())];
    }

    private static Task<HttpResponseMessage> BookAsync(HttpClient client, Candidate candidate, Guid sessionId) =>
        client.PutAsJsonAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", new { sessionId });
}

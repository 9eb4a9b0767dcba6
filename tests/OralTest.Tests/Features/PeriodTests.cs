using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class PeriodTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    private LocalDate Today => BrusselsTime.DateIn(service.Now);

    private Task<Answer> OfferAsync(Guid vacancy, string opensOn, string closesOn, Instant? at = null) => service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
    {
        opensOn, closesOn, slots = new[] { OralTestFixture.SlotAt(at ?? (service.Now + Duration.FromDays(300))) },
    });

    private Task<Answer> ExtendAsync(Guid vacancy, Guid period, string closesOn) =>
        service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/registration-periods/{period}", new { closesOn });

    [Theory]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z")] // the day of 25 hours ends at its end
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z")] // and that of 23
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T17:30", "2026-10-25T16:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z")]
    public async Task R26_a_period_ends_at_the_end_of_a_date_or_at_the_moment_given(string closesOn, string closesAt)
    {
        var vacancy = await service.ProcedureAsync(members: 0);

        var offered = (await OfferAsync(vacancy, $"{Today:uuuu-MM-dd}", closesOn, Instant.FromUtc(2026, 12, 1, 9, 0))).Expect(201);

        Assert.Equal(closesAt, offered["closesAt"].GetString());
        var listed = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/registration-periods")).Expect(200)["items"][0];
        Assert.Equal((closesAt, 1, 1), (listed.GetProperty("closesAt").GetString(), listed.GetProperty("slots").GetInt32(), listed.GetProperty("free").GetInt32()));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    public async Task T5_a_local_time_that_the_clock_change_skips_or_gives_twice_is_refused_with_both_instants(string local, string first, string second)
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var answer = (await OfferAsync(vacancy, $"{Today:uuuu-MM-dd}", local)).Expect(400);
        var slot = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
        {
            opensOn = Today, closesOn = Today, slots = new[] { new { preparationAt = local, hearingAt = "2026-11-01T10:00", endsAt = "later", place = "Room" } },
        })).Expect(400);

        Assert.Equal(["closesOn"], answer["errors"].EnumerateObject().Select(e => e.Name));
        var text = answer["errors"].GetProperty("closesOn")[0].GetString();
        Assert.Contains(first, text, StringComparison.Ordinal);
        Assert.Contains(second, text, StringComparison.Ordinal);
        Assert.Equal(["slots[0].endsAt", "slots[0].preparationAt"], slot["errors"].EnumerateObject().Select(e => e.Name).Order());
        await using var db = service.NewDb();
        Assert.False(await db.Periods.AnyAsync(p => p.VacancyId == vacancy));
    }

    [Fact]
    public async Task R26_a_period_is_extended_while_it_runs_and_only_to_later()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1, closesIn: 2))[0];
        var candidate = await service.PassedAsync(vacancy);
        await service.BecomesAsync(candidate, CandidacyState.Invited);
        var first = await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == candidate.CandidacyId);
        service.Clock.Reset(first.ClosesAt - Millisecond);

        Assert.Equal(["closesOn"], (await ExtendAsync(vacancy, slot.RegistrationPeriodId, $"{Today.PlusDays(-1):uuuu-MM-dd}")).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
        var extended = (await ExtendAsync(vacancy, slot.RegistrationPeriodId, $"{Today.PlusDays(3):uuuu-MM-dd}")).Expect(200);
        (await ExtendAsync(vacancy, slot.RegistrationPeriodId, $"{Today.PlusDays(3):uuuu-MM-dd}")).Expect(200);

        Assert.Equal(BrusselsTime.EndOf(Today.PlusDays(3)).ToString(), extended["closesAt"].GetString());
        Assert.Equal(["slots.offered", "registration-period.extended"], await service.RecordedAsync(slot.RegistrationPeriodId));
        service.Clock.Reset(first.ClosesAt + Duration.FromHours(1));
        var again = await service.PublishedAsync<OralTestInvited>(e => e.CandidacyId == candidate.CandidacyId && e.ClosesAt > first.ClosesAt);
        Assert.Equal(BrusselsTime.EndOf(Today.PlusDays(2)), again.ClosesAt);
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        Assert.DoesNotContain(service.Published<OralTestStopped>(), e => e.CandidacyId == candidate.CandidacyId);
    }

    [Fact]
    public async Task R28_a_period_that_is_over_is_not_extended()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1, closesIn: 1))[0];
        await using var db = service.NewDb();
        var period = await db.Periods.AsNoTracking().SingleAsync(p => p.VacancyId == vacancy);
        service.Clock.Reset(period.ClosesAt);

        (await ExtendAsync(vacancy, slot.RegistrationPeriodId, $"{Today.PlusDays(5):uuuu-MM-dd}")).IsRefused("R26", "period-over");
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/registration-periods/{slot.RegistrationPeriodId}/slots", OralTestFixture.SlotAt(slot.PreparationAt + Duration.FromDays(1))))
            .IsRefused("R26", "period-over");
        (await ExtendAsync(vacancy, Guid.CreateVersion7(), "2030-01-01")).Expect(404);
        (await ExtendAsync(await service.ProcedureAsync(members: 0), slot.RegistrationPeriodId, "2030-01-01")).Expect(404);
    }

    [Fact]
    public async Task R28_a_period_extended_in_its_last_moment_stops_nobody_whatever_the_race()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1, closesIn: 1))[0];
        var candidates = new List<Candidate>();
        for (var i = 0; i < 5; i++) candidates.Add(await service.PassedAsync(vacancy));
        foreach (var candidate in candidates) await service.BecomesAsync(candidate, CandidacyState.Invited);
        var closesAt = (await service.ReadAsync(candidates[0])).InvitedUntil!.Value;
        service.Clock.Reset(closesAt - Millisecond);

        // The officer's command reads the clock before the end; the end comes while it is being carried out.
        var extending = ExtendAsync(vacancy, slot.RegistrationPeriodId, $"{Today.PlusDays(9):uuuu-MM-dd}");
        service.Clock.Reset(closesAt);
        var answer = await extending;
        await Task.Delay(1500);

        // Either the period was extended and nobody is stopped, or it was over and all are.
        foreach (var candidate in candidates)
            await service.BecomesAsync(candidate, answer.Status == 200 ? CandidacyState.Invited : CandidacyState.Stopped);
        Assert.True(answer.Status == 200 || answer.Code == "period-over", answer.Code);
    }

    [Fact]
    public async Task R40_the_ordinary_lengths_are_the_same_for_all_once_somebody_has_chosen()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var candidate = await service.PassedAsync(vacancy);
        async Task<Answer> AgainAsync(int days, int? preparationMinutes, string? extraTimeOn = null) => await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
        {
            opensOn = Today, closesOn = Today.PlusDays(6), preparationMinutes, extraTimeOn, slots = new[] { OralTestFixture.SlotAt(slot.PreparationAt + Duration.FromDays(days)) },
        });

        // A slip is mended while nobody has chosen; what is not given stands.
        (await AgainAsync(1, 45, "Preparation")).Expect(201);
        (await AgainAsync(2, null)).Expect(201);
        (await AgainAsync(3, 0)).Expect(400);
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        var stands = (await AgainAsync(4, 60, "Both")).Expect(400);
        (await AgainAsync(5, 45, "Preparation")).Expect(201);

        Assert.Equal(["extraTimeOn", "preparationMinutes"], stands["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Contains("45", stands["errors"].GetProperty("preparationMinutes")[0].GetString(), StringComparison.Ordinal);
        await using var db = service.NewDb();
        var kept = await db.Vacancies.SingleAsync(v => v.VacancyId == vacancy);
        Assert.Equal((45, 120, ExtraTimeOn.Preparation), (kept.PreparationMinutes, kept.HearingMinutes, kept.ExtraTimeOn));
    }
}

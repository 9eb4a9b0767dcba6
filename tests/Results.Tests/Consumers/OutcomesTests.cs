using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Consumers;

public sealed class OutcomesTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly Instant At = ResultsFixture.Early;
    private static readonly LocalDate Day = new(2025, 11, 3);

    [Fact]
    public async Task Outcomes_of_any_order_come_to_the_same()
    {
        var vacancy = await service.VacancyAsync();
        var (c, v, p) = (Guid.CreateVersion7(), vacancy.VacancyId, Guid.CreateVersion7());
        IIntegrationEvent[] events =
        [
            Samples.Lodged(v, p, c),
            new CandidacyAdmitted(c, v, p, 2, Samples.ClosingDate, Reservation.Equivalence | Reservation.LanguageTest, "Ja.", At),
            new ReservationDecided(c, v, p, 3, Reservation.Equivalence, true, "Attest.", At),
            new AssessmentPassed(c, v, p, 4, 70m, Day, Day.PlusYears(2), At),
            new OralTestPlanned(c, v, p, 2, At, At, "Brussel", At, At),
            ResultsFixture.Judged(vacancy, 72.5m, c, p, version: 4),
        ];
        foreach (var @event in events.Reverse()) await service.PublishAndHandleAsync(@event);

        var row = await service.ReadAsync(c);
        Assert.Equal(Stage.Judged, row.Stage());
        Assert.Equal(Reservation.LanguageTest, row.OpenReservation());
        Assert.Equal((72.5m, true, 4), (row.TotalPercent!.Value, row.Suitable!.Value, row.OralTestVersion));
    }

    [Fact]
    public async Task A_stale_outcome_changes_nothing_and_a_newer_one_counts()
    {
        var vacancy = await service.VacancyAsync();
        var judged = ResultsFixture.Judged(vacancy, 72.5m, version: 5);
        await service.PublishAndHandleAsync(judged);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 61m, judged.CandidacyId, judged.PersonId, version: 4));
        Assert.Equal(72.5m, (await service.ReadAsync(judged.CandidacyId)).TotalPercent);

        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 73m, judged.CandidacyId, judged.PersonId, meritPlace: 1, version: 6));

        Assert.Equal((73m, 1), ((await service.ReadAsync(judged.CandidacyId)).TotalPercent!.Value, (await service.ReadAsync(judged.CandidacyId)).MeritPlace!.Value));
    }

    [Fact]
    public async Task The_same_event_twice_has_one_effect()
    {
        var vacancy = await service.VacancyAsync();
        var judged = ResultsFixture.Judged(vacancy, 72.5m);
        var id = await service.PublishAsync(judged);
        await service.HandledAsync(id);
        await service.PublishAsync(judged, id);
        await service.PublishAndHandleAsync(judged);

        await using var db = service.NewDb();
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == judged.CandidacyId && r.Action == "candidacy.judged"));
    }

    [Fact]
    public async Task R36_a_fail_corrected_to_a_pass_is_on_its_way_again()
    {
        var vacancy = await service.VacancyAsync();
        var (c, v, p) = (Guid.CreateVersion7(), vacancy.VacancyId, Guid.CreateVersion7());
        await service.PublishAndHandleAsync(new AssessmentFailed(c, v, p, 4, 59.999m, Day, Day.PlusMonths(6), At));
        Assert.Equal(Stage.Ended, (await service.ReadAsync(c)).Stage());

        await service.PublishAndHandleAsync(new AssessmentCorrected(c, v, p, 5, true, 60m, Day, "Herrekend.", At));

        Assert.Equal(Stage.OnTheWay, (await service.ReadAsync(c)).Stage());
    }

    [Fact]
    public async Task R36_an_exemption_taken_back_leaves_the_assessment_open_again()
    {
        var vacancy = await service.VacancyAsync();
        var (c, v, p) = (Guid.CreateVersion7(), vacancy.VacancyId, Guid.CreateVersion7());
        await service.PublishAndHandleAsync(new AssessmentExemptionWithdrawn(c, v, p, 3, "Herrekend.", At));
        await service.PublishAndHandleAsync(new AssessmentExempted(c, v, p, 1, ExemptionGround.EarlierPass, Day, At));
        Assert.Equal(AssessmentState.None, (await service.ReadAsync(c)).AssessmentState);
    }

    [Fact]
    public async Task R45_a_stopped_oral_test_ends_the_candidacy()
    {
        var vacancy = await service.VacancyAsync();
        var (c, v, p) = (Guid.CreateVersion7(), vacancy.VacancyId, Guid.CreateVersion7());
        await service.PublishAndHandleAsync(new OralTestStopped(c, v, p, 3, OralTestStop.Absent, At));
        await service.PublishAndHandleAsync(new OralTestPlanned(c, v, p, 2, At, At, "Brussel", At, At));
        await service.PublishAndHandleAsync(new AssessmentExempted(c, v, p, 1, ExemptionGround.EarlierPass, Day, At));

        Assert.Equal(Stage.Ended, (await service.ReadAsync(c)).Stage());
    }

    [Fact]
    public async Task A_burst_of_judgements_of_many_vacancies_all_arrive()
    {
        var vacancies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => service.VacancyAsync()));
        var judged = Enumerable.Range(0, 600).Select(i => ResultsFixture.Judged(vacancies[i % 3], 60 + (i % 40))).ToArray();
        await Task.WhenAll(judged.Select(j => service.PublishAsync(j)));

        var ids = vacancies.Select(v => v.VacancyId).ToArray();
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Candidacies.CountAsync(c => ids.Contains(c.VacancyId) && c.OralTestState == OralTestState.Judged) == 600;
        }, TimeSpan.FromSeconds(60));
    }
}

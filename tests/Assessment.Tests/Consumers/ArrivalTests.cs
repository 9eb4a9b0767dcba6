using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Domain;
using Selection.Contracts;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Consumers;

public sealed class ArrivalTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task An_admission_before_its_vacancy_waits_and_is_taken_up_when_the_rules_arrive()
    {
        var published = Samples.VacancyPublished(definition: AssessmentFixture.Definition(5));
        var candidate = await service.AdmitAsync(published.VacancyId);
        Assert.Equal(Standing.Waiting, (await service.ReadAsync(candidate)).Standing);
        await service.PublishAndHandleAsync(published);
        await service.StandsAsync(candidate, Standing.ToBook);
    }

    [Fact]
    public async Task Many_admissions_and_their_vacancy_at_once_leave_nobody_waiting()
    {
        for (var round = 0; round < 5; round++)
        {
            var published = Samples.VacancyPublished(definition: AssessmentFixture.Definition(5));
            var admissions = Enumerable.Range(0, 20).Select(_ => service.Admission(published.VacancyId, Guid.CreateVersion7())).ToList();
            await Task.WhenAll([.. admissions.Take(10).Select(a => service.PublishAsync(a)), service.PublishAsync(published), .. admissions.Skip(10).Select(a => service.PublishAsync(a))]);
            await service.EventuallyAsync(async () =>
            {
                await using var db = service.NewDb();
                Assert.Equal(20, await db.Candidacies.CountAsync(c => c.VacancyId == published.VacancyId && c.Standing == Standing.ToBook));
            });
        }
    }

    [Fact]
    public async Task R19_a_withdrawal_before_the_admission_it_takes_back_stands()
    {
        var vacancyId = await service.VacancyAsync();
        var admission = service.Admission(vacancyId, Guid.CreateVersion7());
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(admission.CandidacyId, vacancyId, admission.PersonId, 3, service.Clock.GetCurrentInstant()));
        await service.PublishAndHandleAsync(admission);
        await using var db = service.NewDb();
        var row = await db.Candidacies.SingleAsync(c => c.CandidacyId == admission.CandidacyId);
        Assert.Equal((Standing.Ended, Data.EndReason.Withdrawn), (row.Standing, row.EndReason));
    }

    [Fact]
    public async Task R19_a_withdrawal_frees_the_seat()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidate.CandidacyId, vacancyId, candidate.PersonId, 3, service.Clock.GetCurrentInstant()));
        Assert.Equal(0, await service.BookedAsync(session));
    }

    [Fact]
    public async Task A_newer_decision_of_the_screening_wins_whatever_the_order()
    {
        var vacancyId = await service.VacancyAsync();
        var admission = service.Admission(vacancyId, Guid.CreateVersion7(), version: 2);
        var (id, person, now) = (admission.CandidacyId, admission.PersonId, service.Clock.GetCurrentInstant());
        await service.PublishAndHandleAsync(new CandidacyRefused(id, vacancyId, person, 4, "Niet toegelaten.", now));
        await service.PublishAndHandleAsync(admission);
        await service.PublishAndHandleAsync(new ScreeningReopened(id, vacancyId, person, 3, "Beroep.", now));
        Assert.Equal(Standing.Ended, await StandingOfAsync(id));
        await service.PublishAndHandleAsync(service.Admission(vacancyId, person, id, version: 6));
        Assert.Equal(Standing.ToBook, await StandingOfAsync(id));
        await service.PublishAndHandleAsync(new ScreeningReopened(id, vacancyId, person, 5, "Beroep.", now));
        Assert.Equal(Standing.ToBook, await StandingOfAsync(id));
    }

    [Fact]
    public async Task R24_a_reopened_screening_frees_the_seat_and_a_new_admission_gives_back_what_was_reached()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var (booked, passed) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(booked, session);
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new ScreeningReopened(booked.CandidacyId, vacancyId, booked.PersonId, 2, "Beroep.", now));
        Assert.Equal(0, await service.BookedAsync(session));

        await service.SubmitAsync(AssessmentFixture.Result(session, await service.SitAsync(passed, session), "90"));
        await service.PublishAndHandleAsync(new ScreeningReopened(passed.CandidacyId, vacancyId, passed.PersonId, 2, "Beroep.", now));
        Assert.Equal(Standing.Ended, (await service.ReadAsync(passed)).Standing);
        await service.PublishAndHandleAsync(service.Admission(vacancyId, passed.PersonId, passed.CandidacyId, version: 3));
        Assert.Equal(Standing.Passed, (await service.ReadAsync(passed)).Standing);
        await service.EventuallyAsync(() => Task.FromResult(service.Published<AssessmentPassed>().Count(e => e.CandidacyId == passed.CandidacyId) == 2));
    }

    [Fact]
    public async Task A_cancelled_vacancy_ends_everything_also_when_it_was_cancelled_before_it_was_known()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancyId, 2, LocalizedText.Same("No longer needed."), service.Clock.GetCurrentInstant()));
        Assert.Equal(Standing.Ended, (await service.ReadAsync(candidate)).Standing);
        Assert.Equal(0, await service.BookedAsync(session));
        using var refused = await service.TryBookAsync(candidate, session);
        Assert.Equal((409, "R25", "not-to-book"), await AssessmentFixture.ProblemAsync(refused));

        var unknown = Samples.VacancyPublished();
        await service.PublishAndHandleAsync(new VacancyCancelled(unknown.VacancyId, 2, LocalizedText.Same("No longer needed."), service.Clock.GetCurrentInstant()));
        await service.PublishAndHandleAsync(unknown);
        Assert.Equal(Standing.Ended, (await service.ReadAsync(await service.AdmitAsync(unknown.VacancyId))).Standing);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_shows_the_vendor_no_session_and_no_registration()
    {
        var vacancyId = await service.VacancyAsync();
        var vendor = "vendor-" + Guid.NewGuid();
        var session = await service.SessionAsync(await service.PeriodAsync(vacancyId), 20, vendor: vendor);
        await service.BookAsync(await service.AdmitAsync(vacancyId), session);
        Assert.Single((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest())).Sessions);

        await service.PublishAndHandleAsync(new VacancyCancelled(vacancyId, 2, LocalizedText.Same("No longer needed."), service.Clock.GetCurrentInstant()));

        Assert.Empty((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest())).Sessions);
        using var call = service.Vendor(vendor).WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString() });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.NotNull(Assert.Single(messages).SnapshotComplete);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_closes_its_period_once_and_stops_nobody_when_the_period_would_have_ended()
    {
        var ((cancelled, _), (running, _)) = (await service.ProcedureAsync(), await service.ProcedureAsync());
        var (ended, going) = (await service.AdmitAsync(cancelled), await service.AdmitAsync(running));
        var cancellation = new VacancyCancelled(cancelled, 2, LocalizedText.Same("No longer needed."), service.Clock.GetCurrentInstant());
        await service.PublishAndHandleAsync(cancellation);
        await service.PublishAndHandleAsync(cancellation);
        await using var db = service.NewDb();
        Assert.False(await db.RegistrationPeriods.AnyAsync(p => p.VacancyId == cancelled && p.EndedAt == null));
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == cancelled && r.Action == "vacancy.cancelled"));

        service.MoveTo(service.Clock.GetCurrentInstant() + NodaTime.Duration.FromDays(12));

        // The other vacancy's period, of the same days, was opened after it: its end shows that both had their turn.
        await service.StandsAsync(going, Standing.Stopped);
        Assert.Equal(Standing.Ended, (await service.ReadAsync(ended)).Standing);
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<AssessmentStopped>(), e => e.CandidacyId == ended.CandidacyId);
    }

    [Fact]
    public async Task The_same_admission_twice_has_one_effect()
    {
        var (vacancyId, _) = await service.ProcedureAsync();
        var admission = service.Admission(vacancyId, Guid.CreateVersion7());
        var id = await service.PublishAsync(admission);
        await service.HandledAsync(id);
        await service.PublishAsync(admission, id);
        await service.PublishAndHandleAsync(admission);
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => Task.FromResult(service.Published<AssessmentInvited>().Any(e => e.CandidacyId == admission.CandidacyId)));
        Assert.Single(service.Published<AssessmentInvited>(), e => e.CandidacyId == admission.CandidacyId);
    }

    [Fact]
    public async Task R26_a_burst_of_admissions_and_a_period_opened_in_its_middle_invite_everybody()
    {
        var vacancyId = await service.VacancyAsync();
        var admissions = Enumerable.Range(0, 1_000).Select(_ => service.Admission(vacancyId, Guid.CreateVersion7())).ToList();
        var publishing = Task.WhenAll(admissions.Select(a => service.PublishAsync(a)));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Candidacies.AnyAsync(c => c.VacancyId == vacancyId);
        });
        await service.PeriodAsync(vacancyId);
        await publishing;
        await service.EventuallyAsync(
            () => Task.FromResult(service.Published<AssessmentInvited>().Where(e => e.VacancyId == vacancyId).Select(e => e.CandidacyId).Distinct().Count() == admissions.Count),
            TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task R56_an_older_version_of_a_person_changes_nothing()
    {
        var person = Samples.Person(version: 3);
        await service.PublishAndHandleAsync(person);
        await service.PublishAndHandleAsync(person with { Version = 2, FirstName = "Older" });
        await using var db = service.NewDb();
        Assert.Equal(person.FirstName, (await db.Persons.SingleAsync(p => p.PersonId == person.PersonId)).FirstName);
    }

    private async Task<Standing> StandingOfAsync(Guid candidacyId)
    {
        await using var db = service.NewDb();
        return await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => c.Standing).SingleAsync();
    }
}

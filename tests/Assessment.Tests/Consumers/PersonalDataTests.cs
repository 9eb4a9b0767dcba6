using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Consumers;

public sealed class PersonalDataTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R55_an_exemption_and_a_development_period_hold_an_erasure_to_their_last_day()
    {
        var (failedIn, failing) = await service.ProcedureAsync(inDays: 12);
        var candidate = await service.AdmitAsync(failedIn);
        Assert.Equal([new ErasureHold(ErasureReason.ProcedureRunning, null)], await HoldsAsync(candidate.PersonId));
        var number = await service.SitAsync(candidate, failing);
        await service.SubmitAsync(AssessmentFixture.Result(failing, number, "40"));
        var day = BrusselsTime.DateIn(failing.StartsAt);
        Assert.Equal([new ErasureHold(ErasureReason.DevelopmentPeriod, day.PlusMonths(6))], await HoldsAsync(candidate.PersonId));
        service.MoveTo(BrusselsTime.StartOf(day.PlusMonths(6)));
        Assert.Empty(await HoldsAsync(candidate.PersonId));

        var (passedIn, passing) = await service.ProcedureAsync(inDays: 12);
        var again = await service.AdmitAsync(passedIn, candidate);
        number = await service.SitAsync(again, passing);
        await service.SubmitAsync(AssessmentFixture.Result(passing, number, "60"));
        Assert.Equal([new ErasureHold(ErasureReason.Exemption, BrusselsTime.DateIn(passing.StartsAt).PlusYears(2))], await HoldsAsync(candidate.PersonId));
    }

    [Fact]
    public async Task R55_an_erased_person_leaves_no_name_and_no_later_event_brings_it_back()
    {
        var person = Samples.Person() with { FirstName = "Vergeetmijniet", LastName = "Uitgewist" };
        await service.PublishAndHandleAsync(person);
        await service.PublishAndHandleAsync(service.Admission(await service.VacancyAsync(), person.PersonId));
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, person.PersonId, 1, service.Clock.GetCurrentInstant()));
        Assert.Contains("candidacies", (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId)).Content);
        await service.OutboxEmptyAsync();

        await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 2, service.Clock.GetCurrentInstant()));
        await service.PublishAndHandleAsync(person with { Version = 7 });

        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijniet", "Uitgewist", person.Subject));
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "assessment")).Holds;
    }
}

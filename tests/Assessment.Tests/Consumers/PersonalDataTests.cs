using System.Net;
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

    [Fact]
    public async Task R55_what_is_asked_and_not_decided_holds_an_erasure_and_a_refusal_as_long_as_it_can_be_appealed()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        using var officer = service.Officer();
        (await officer.SendAsync(HttpMethod.Post, "ledger/import", new
        {
            entries = new[] { new { personId = candidate.PersonId, kind = "FunctionHeld", levelGroup = "L3", from = "2020-01-01", until = (string?)null, source = "KB" } },
        })).Is(HttpStatusCode.OK);
        Assert.Empty(await HoldsAsync(candidate.PersonId));
        var (requestId, version) = await service.TakenAsync(candidate);
        Assert.Equal([new ErasureHold(ErasureReason.ProcedureRunning, null)], await HoldsAsync(candidate.PersonId));
        (await service.DecideAsync(requestId, version, grant: false, [], "Omdat.")).Is(HttpStatusCode.OK);
        var until = service.Today.PlusDays(61);
        Assert.Equal([new ErasureHold(ErasureReason.AppealPeriod, until)], await HoldsAsync(candidate.PersonId));
        service.MoveTo(BrusselsTime.StartOf(until));
        Assert.Empty(await HoldsAsync(candidate.PersonId));

        var claimant = await service.AdmitAsync(await service.VacancyAsync());
        var claimId = (await service.ClaimAsync(claimant, Requests.Claim("2020-01-01"))).Is(HttpStatusCode.Created)["claimId"].GetGuid();
        await service.ByAsync("officer-1", HttpMethod.Post, $"exemption-claims/{claimId}/decision", new { accept = false, motivation = "Omdat." }, 1);
        Assert.Contains(new ErasureHold(ErasureReason.AppealPeriod, service.Today.PlusDays(61)), await HoldsAsync(claimant.PersonId));
    }

    [Fact]
    public async Task R55_an_export_tells_what_was_asked_and_decided_and_lists_the_files_without_the_reason()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        await service.GrantedAsync(candidate, "extra-time:45");
        await service.ClaimAsync(candidate, Requests.Claim("2020-01-01", function: "Directeur van de dienst"));
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, candidate.PersonId, 1, service.Clock.GetCurrentInstant()));
        var content = (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId)).Content;

        using var document = System.Text.Json.JsonDocument.Parse(content);
        var asked = document.RootElement.GetProperty("accommodations")[0];
        Assert.Equal(("Granted", "extra-time:45"), (asked.GetProperty("state").GetString(), asked.GetProperty("decisions")[0].GetProperty("measures")[0].GetString()));
        Assert.Equal(200_000, asked.GetProperty("files")[0].GetProperty("size").GetInt64());
        using var own = service.Of(candidate);
        var where = asked.GetProperty("reasonAndTexts").GetString()!["/api/assessment/".Length..];
        Assert.Contains(Requests.Secret, (await own.SendAsync(HttpMethod.Get, where)).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var claim = document.RootElement.GetProperty("exemptionClaims")[0];
        Assert.Equal(("Open", "Directeur van de dienst", 1), (claim.GetProperty("state").GetString(), claim.GetProperty("function").GetString(), claim.GetProperty("files").GetArrayLength()));
        Assert.DoesNotContain(Requests.Secret, content, StringComparison.Ordinal);
        Assert.DoesNotContain("LearningDisorder", content, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, personId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "assessment")).Holds;
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Consumers;

public sealed class AfterResultsDataTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    [Fact]
    public async Task R55_what_waits_for_an_answer_holds_an_erasure_and_then_the_sixty_days_against_it()
    {
        service.Clock.Reset(Instant.FromUtc(2026, 1, 5, 9, 0));
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var open = new ErasureHold(ErasureReason.OpenComplaint, null);
        // Long after the periods of the result itself.
        service.Clock.Reset(Instant.FromUtc(2026, 8, 5, 9, 0));
        Assert.Empty(await HoldsAsync(who));

        var complaint = (await service.AsCandidateAsync(who, "POST", "complaints", new { subject = "Other", text = "Iets." })).Is(HttpStatusCode.Created);
        Assert.Equal([open], await HoldsAsync(who));
        (await service.AsOfficerAsync("POST", $"complaints/{complaint.Id("complaintId")}/answer", new { finding = "Unfounded", answer = "Neen.", tookNoPart = true })).Is(HttpStatusCode.OK);
        Assert.Equal([new ErasureHold(ErasureReason.AppealPeriod, new LocalDate(2026, 10, 5))], await HoldsAsync(who));

        (await service.AsCandidateAsync(who, "POST", "access-requests", new { wanted = "Alles." })).Is(HttpStatusCode.Created);
        Assert.Contains(open, await HoldsAsync(who));
        // It counts as refused from 5 September on, and 60 days run.
        service.Clock.Reset(Instant.FromUtc(2026, 9, 5, 9, 0));
        Assert.Equal([new ErasureHold(ErasureReason.AppealPeriod, new LocalDate(2026, 11, 5))], await HoldsAsync(who));
        service.Clock.Reset(BrusselsTime.StartOf(new LocalDate(2026, 11, 5)));
        Assert.Empty(await HoldsAsync(who));
    }

    [Fact]
    public async Task R55_an_appointment_holds_until_it_begins()
    {
        service.Clock.Reset(Instant.FromUtc(2026, 1, 5, 9, 0));
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        service.Clock.Reset(Instant.FromUtc(2026, 8, 5, 9, 0));
        await service.AppointedAsync(who, new LocalDate(2026, 12, 1));

        Assert.Equal(
            [new ErasureHold(ErasureReason.ProcedureRunning, new LocalDate(2026, 12, 1)), new ErasureHold(ErasureReason.AppealPeriod, new LocalDate(2026, 10, 5))], await HoldsAsync(who));
        service.Clock.Reset(BrusselsTime.StartOf(new LocalDate(2026, 12, 1)));
        Assert.Empty(await HoldsAsync(who));
    }

    [Fact]
    public async Task R55_everything_written_after_the_results_is_exported_and_forgotten_and_the_next_one_is_eligible()
    {
        const string secret = "Zoekwoord";
        var list = await service.PublishListAsync(80m, 72m);
        var who = list.Candidates[0];
        var feedback = (await service.AsCandidateAsync(who, "POST", "feedback", new { question = $"{secret} vraag?" })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"feedback/{feedback.Id("requestId")}/answer", new { answer = $"{secret} antwoord." })).Is(HttpStatusCode.OK);
        var access = (await service.AsCandidateAsync(who, "POST", "access-requests", new { wanted = $"{secret} inzage." })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"access-requests/{access.Id("requestId")}/answer", new { outcome = "PartlyGranted", handedOver = $"{secret} wel.", motivation = $"{secret} niet." })).Is(HttpStatusCode.OK);
        var complaint = (await service.AsCandidateAsync(who, "POST", "complaints", new { subject = "Result", text = $"{secret} klacht." })).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"complaints/{complaint.Id("complaintId")}/answer", new { finding = "Founded", answer = $"{secret} gegrond.", tookNoPart = true })).Is(HttpStatusCode.OK);
        await service.InterviewedAsync(who);
        var path = $"candidacies/{who.CandidacyId}/interview";
        (await service.AsAuthorityAsync("POST", $"{path}/report/correct", new { findings = AfterResults.Findings($"{secret} bevinding."), reason = $"{secret} verbeterd." }, (await service.AsAuthorityAsync("GET", path)).ETag)).Is(HttpStatusCode.OK);
        await service.CheckedAsync(who);
        await service.CheckAsync(who, new { condition = "Conduct", holds = true, proofOf = service.Today(), remark = $"{secret} bewijs." });
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = $"{secret} bureau." })).Is(HttpStatusCode.OK);
        Assert.DoesNotContain($"{secret} bevinding.", await ExportAsync(who), StringComparison.Ordinal);
        (await service.AppointAsync(who, motivation: $"{secret} motivering.")).Is(HttpStatusCode.Created);
        (await service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/appointment/revoke", new { reason = $"{secret} intrekking." })).Is(HttpStatusCode.OK);
        (await service.AsCandidateAsync(who, "POST", "decline", new { remark = $"{secret} afscheid." })).Is(HttpStatusCode.OK);

        var export = await ExportAsync(who);
        string[] words = ["vraag?", "antwoord.", "inzage.", "wel.", "niet.", "klacht.", "gegrond.", "bevinding.", "verbeterd.", "bewijs.", "bureau.", "motivering.", "intrekking.", "afscheid."];
        Assert.All(words, word => Assert.Contains($"{secret} {word}", export, StringComparison.Ordinal));
        Assert.DoesNotContain("officer-7", export, StringComparison.Ordinal);

        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(who.PersonId, 2, service.Clock.GetCurrentInstant()));
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, secret, who.Person.Subject));
        Assert.Equal(complaint.Text("number"), await db.Complaints.Where(c => c.CandidacyId == who.CandidacyId).Select(c => c.Number).SingleAsync());
        await Assert.ThrowsAsync<PostgresException>(() => db.ConditionChecks.ExecuteUpdateAsync(c => c.SetProperty(x => x.Remark, "Neen.")));
    }

    [Fact]
    public async Task R55_whoever_is_erased_does_not_stand_any_more()
    {
        var list = await service.PublishListAsync(80m, 72m);
        await service.PublishAndHandleAsync(new PersonErased(list.Candidates[0].PersonId, 2, service.Clock.GetCurrentInstant()));
        await service.PublishAndHandleAsync(new PersonErased(list.Candidates[0].PersonId, 2, service.Clock.GetCurrentInstant()));

        var succession = await service.AsAuthorityAsync("GET", $"vacancies/{list.VacancyId}/succession");

        Assert.Equal(["Out", "Eligible"], succession.List().Select(i => i.GetProperty("turn").GetString()));
    }

    [Fact]
    public async Task R56_requests_complaints_interviews_and_checks_follow_a_merge_also_those_of_an_account_that_is_no_more()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        var staying = Samples.Person();
        await service.PublishAndHandleAsync(staying);
        (await service.AsCandidateAsync(who, "POST", "feedback", new { question = "Vraag?" })).Is(HttpStatusCode.Created);
        await service.InterviewedAsync(who);
        await service.CheckedAsync(who);

        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, who.PersonId, 2, ResultsFixture.Early, who.Person.Subject));

        await service.EventuallyAsync(async () =>
        {
            (await service.AsCandidateAsync(who, "POST", "complaints", new { subject = "Other", text = "Klacht." })).Is(HttpStatusCode.Created);
        });
        (await service.AsCandidateAsync(who with { Person = staying }, "GET", "feedback")).Is(HttpStatusCode.OK);
        await using var db = service.NewDb();
        Assert.Equal(staying.PersonId, await db.FeedbackRequests.Where(r => r.CandidacyId == who.CandidacyId).Select(r => r.PersonId).SingleAsync());
        Assert.Equal(staying.PersonId, await db.Complaints.Where(r => r.CandidacyId == who.CandidacyId).Select(r => r.PersonId).SingleAsync());
        Assert.Equal([staying.PersonId], await db.ConditionChecks.Where(r => r.CandidacyId == who.CandidacyId).Select(r => r.PersonId).Distinct().ToListAsync());
        Assert.Equal([staying.PersonId], await db.InterviewReports.Select(r => r.PersonId).Where(p => p == staying.PersonId || p == who.PersonId).Distinct().ToListAsync());
    }

    private async Task<string> ExportAsync(Contestant who)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(id, who.PersonId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == id && e.Service == "results")).Content;
    }

    private async Task<IReadOnlyList<ErasureHold>> HoldsAsync(Contestant who)
    {
        var id = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new ErasureAsked(id, who.PersonId, 1, service.Clock.GetCurrentInstant()));
        return (await service.PublishedAsync<ErasureJudged>(e => e.ErasureId == id && e.Service == "results")).Holds;
    }
}

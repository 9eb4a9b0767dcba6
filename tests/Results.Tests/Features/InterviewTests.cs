using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class InterviewTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private object Plan(int hours = 48, string place = "Brussel, zaal 4") => new { startsAt = service.Clock.GetCurrentInstant() + Duration.FromHours(hours), place, lengthMinutes = 90 };

    [Fact]
    public async Task R51_an_interview_is_planned_with_a_suitable_candidate_who_is_told_and_told_again_when_it_moves()
    {
        var list = await service.PublishListAsync(72m, 50m);
        var (suitable, notSuitable) = (list.Candidates[0], list.Candidates[1]);
        var path = $"candidacies/{suitable.CandidacyId}/interview";

        var planned = (await service.AsAuthorityAsync("POST", path, Plan())).Is(HttpStatusCode.Created);
        (await service.AsAuthorityAsync("POST", path, Plan())).IsRefused("R51", "interview-planned");
        (await service.AsAuthorityAsync("POST", $"candidacies/{notSuitable.CandidacyId}/interview", Plan())).Is(HttpStatusCode.Conflict).IsRefused("R51", "not-suitable");
        (await service.AsAuthorityAsync("PUT", path, Plan(72))).Is(HttpStatusCode.PreconditionRequired);
        var moved = (await service.AsAuthorityAsync("PUT", path, Plan(72, "Brussel, zaal 5"), planned.ETag)).Is(HttpStatusCode.OK);
        (await service.AsAuthorityAsync("PUT", path, Plan(96), planned.ETag)).Is(HttpStatusCode.PreconditionFailed);
        var own = await service.AsCandidateAsync(suitable, "GET", "appointment");

        Assert.Equal("Brussel, zaal 5", own.Body.GetProperty("interview").GetProperty("place").GetString());
        await service.PublishedAsync<InterviewPlanned>(e => e.CandidacyId == suitable.CandidacyId && e.Place == "Brussel, zaal 5");
        var told = service.Published<InterviewPlanned>().Where(e => e.CandidacyId == suitable.CandidacyId).OrderBy(e => e.Version).ToArray();
        Assert.Equal(["Brussel, zaal 4", "Brussel, zaal 5"], told.Select(e => e.Place));
        Assert.Equal(Duration.FromMinutes(90), told[0].Length);

        (await service.AsAuthorityAsync("POST", $"{path}/cancel", new { reason = "Verhinderd." }, moved.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal("Verhinderd.", (await service.PublishedAsync<InterviewCancelled>(e => e.CandidacyId == suitable.CandidacyId)).Reason);
        (await service.AsAuthorityAsync("POST", path, Plan())).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R51_a_plan_in_the_past_without_a_place_or_of_no_length_is_told_by_its_fields()
    {
        var list = await service.PublishListAsync(72m);
        var path = $"candidacies/{list.Candidates[0].CandidacyId}/interview";

        Assert.NotNull((await service.AsAuthorityAsync("POST", path, Plan(-1))).Is(HttpStatusCode.BadRequest).Fault("startsAt"));
        var wrong = (await service.AsAuthorityAsync("POST", path, new { startsAt = service.Clock.GetCurrentInstant(), place = " ", lengthMinutes = 5 })).Is(HttpStatusCode.BadRequest);
        Assert.NotNull(wrong.Fault("place"));
        Assert.NotNull(wrong.Fault("lengthMinutes"));
    }

    [Fact]
    public async Task R51_before_publication_nobody_can_be_invited()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 72m);

        (await service.AsAuthorityAsync("POST", $"candidacies/{judged[0].CandidacyId}/interview", Plan())).IsRefused("R47", "results-not-published");
        (await service.AsAuthorityAsync("GET", $"vacancies/{vacancy.VacancyId}/succession")).IsRefused("R47", "results-not-published");
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == vacancy.VacancyId && r.Action == "result.look-refused" && r.Actor == "authority-1"));
    }

    [Fact]
    public async Task R51_a_report_is_a_draft_for_the_authority_alone_and_final_only_when_held_and_complete()
    {
        var list = await service.PublishListAsync(72m);
        var path = $"candidacies/{list.Candidates[0].CandidacyId}/interview";
        var planned = (await service.AsAuthorityAsync("POST", path, Plan(1))).Is(HttpStatusCode.Created);
        var draft = (await service.AsAuthorityAsync("PUT", $"{path}/report", new { findings = AfterResults.Findings("Voorlopig.").Take(3) }, planned.ETag)).Is(HttpStatusCode.OK);

        Assert.Equal(3, (await service.AsAuthorityAsync("GET", path)).List("draft").Count);
        Assert.Equal("", (await service.AsOfficerAsync("GET", path)).Text("draft"));
        (await service.AsAuthorityAsync("POST", $"{path}/report/finalise", null, draft.ETag)).IsRefused("R51", "interview-not-held");
        service.Clock.AdvanceHours(1);
        var incomplete = (await service.AsAuthorityAsync("POST", $"{path}/report/finalise", null, draft.ETag)).IsRefused("R51", "report-incomplete");
        Assert.Equal(["ProfileComparison"], incomplete.List("missing").Select(m => m.GetString()));
        Assert.NotNull((await service.AsAuthorityAsync("PUT", $"{path}/report", new { findings = AfterResults.Findings().Concat(AfterResults.Findings()) }, draft.ETag)).Fault("findings"));
        Assert.NotNull((await service.AsAuthorityAsync("PUT", $"{path}/report", new { findings = new object?[] { null } }, draft.ETag)).Fault("findings"));

        var full = (await service.AsAuthorityAsync("PUT", $"{path}/report", new { findings = AfterResults.Findings() }, draft.ETag)).Is(HttpStatusCode.OK);
        (await service.AsAuthorityAsync("POST", $"{path}/report/finalise", null, draft.ETag)).Is(HttpStatusCode.PreconditionFailed);
        (await service.AsAuthorityAsync("POST", $"{path}/report/finalise", null, full.ETag)).Is(HttpStatusCode.OK);
        Assert.Single((await service.CallAsync(Roles.Auditor, "auditor-1", "GET", path)).List("reports"));
    }

    [Fact]
    public async Task R51_a_final_report_is_corrected_only_by_a_new_version_with_its_reason_and_the_database_keeps_the_old_one()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var path = $"candidacies/{who.CandidacyId}/interview";
        await service.InterviewedAsync(who);
        var read = await service.AsAuthorityAsync("GET", path);

        (await service.AsAuthorityAsync("PUT", $"{path}/report", new { findings = AfterResults.Findings("Anders.") }, read.ETag)).IsRefused("R51", "report-final");
        (await service.AsAuthorityAsync("PUT", path, Plan(), read.ETag)).IsRefused("R51", "report-final");
        (await service.AsAuthorityAsync("POST", $"{path}/report/correct", new { findings = AfterResults.Findings("Anders."), reason = " " }, read.ETag)).Is(HttpStatusCode.BadRequest);
        (await service.AsAuthorityAsync("POST", $"{path}/report/correct", new { findings = AfterResults.Findings("Anders."), reason = "Verwisseld." }, read.ETag)).Is(HttpStatusCode.OK);

        var reports = (await service.AsOfficerAsync("GET", path)).List("reports");
        Assert.Equal([2, 1], reports.Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal(["Anders.", "Overtuigend."], reports.Select(r => r.GetProperty("findings")[0].GetProperty("text").GetString()));
        Assert.Equal(["Verwisseld.", ""], reports.Select(r => r.GetProperty("reason").ToString()));
        await using var db = service.NewDb();
        var id = read.Id("interviewId");
        await Assert.ThrowsAsync<PostgresException>(() => db.InterviewReports.Where(r => r.InterviewId == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Reason, "Neen.")));
        await Assert.ThrowsAsync<PostgresException>(() => db.InterviewReports.Where(r => r.InterviewId == id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task R51_the_candidate_reads_the_report_once_an_appointment_is_decided_and_not_before()
    {
        var list = await service.PublishListAsync(80m, 72m);
        var (first, second) = (list.Candidates[0], list.Candidates[1]);
        await service.InterviewedAsync(second);
        async Task<bool> ShowsAsync() => (await service.AsCandidateAsync(second, "GET", "appointment")).Body.GetProperty("interview").GetProperty("report").ValueKind is System.Text.Json.JsonValueKind.Array;

        Assert.False(await ShowsAsync());
        await service.AppointedAsync(first);
        Assert.True(await ShowsAsync());
    }

    [Fact]
    public async Task R3_nobody_is_interviewed_for_a_cancelled_vacancy()
    {
        var list = await service.PublishListAsync(72m);
        await service.PublishAndHandleAsync(new VacancyCancelled(list.VacancyId, 3, Samples.Text("Geen budget"), ResultsFixture.Early));

        Assert.Equal("vacancy-cancelled", (await service.AsAuthorityAsync("POST", $"candidacies/{list.Candidates[0].CandidacyId}/interview", Plan())).Code);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class ComplaintTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static object Complaint(string subject = "OralTest", string text = "De voorbereiding begon te laat.") => new { subject, text };

    private static object Answer(string finding = "Founded", bool tookNoPart = true) => new { finding, answer = "Dat klopt: zie het verslag.", tookNoPart };

    [Fact]
    public async Task R50_a_complaint_is_acknowledged_at_once_with_number_date_and_last_day_over_the_end_of_a_year()
    {
        service.Clock.Reset(Instant.FromUtc(2025, 12, 20, 9, 0));
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];

        var receipt = (await service.AsCandidateAsync(who, "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);

        Assert.StartsWith("2025-", receipt.Text("number"), StringComparison.Ordinal);
        Assert.Equal("2026-01-19", receipt.Text("dueOn"));
        var told = await service.PublishedAsync<ComplaintReceived>(e => e.CandidacyId == who.CandidacyId);
        Assert.Equal((receipt.Text("number"), new LocalDate(2026, 1, 19), service.Clock.GetCurrentInstant()), (told.Number, told.DueOn, told.FiledAt));
    }

    [Fact]
    public async Task R50_the_answer_has_reasons_and_names_the_remedies_in_the_readers_language()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var filed = (await service.AsCandidateAsync(who, "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"complaints/{filed.Id("complaintId")}/answer", new { finding = "Founded", answer = " ", tookNoPart = true })).Is(HttpStatusCode.BadRequest);

        (await service.AsOfficerAsync("POST", $"complaints/{filed.Id("complaintId")}/answer", Answer())).Is(HttpStatusCode.OK);

        var read = (await service.AsCandidateAsync(who, "GET", "complaints", language: "nl")).List("complaints")[0];
        Assert.Equal(("Answered", "Founded", "Dat klopt: zie het verslag."), (read.GetProperty("state").GetString(), read.GetProperty("finding").GetString(), read.GetProperty("answer").GetString()));
        Assert.Contains("Raad van State", read.GetProperty("remedies").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("officer-7", read.ToString(), StringComparison.Ordinal);
        Assert.Equal(filed.Text("number"), (await service.PublishedAsync<ComplaintAnswered>(e => e.CandidacyId == who.CandidacyId)).Number);
        (await service.AsOfficerAsync("POST", $"complaints/{filed.Id("complaintId")}/answer", Answer())).IsRefused("R50", "complaint-answered");
        (await service.AsCandidateAsync(who, "POST", $"complaints/{filed.Id("complaintId")}/withdraw")).IsRefused("R50", "complaint-answered");
    }

    [Fact]
    public async Task R50_after_thirty_days_it_is_escalated_once_and_the_candidate_told_and_a_late_answer_is_marked()
    {
        service.Clock.Reset(Instant.FromUtc(2026, 3, 2, 9, 0));
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var filed = (await service.AsCandidateAsync(who, "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);
        async Task<string?> UrgencyAsync() => (await service.AsOfficerAsync("GET", $"complaints/{filed.Id("complaintId")}")).Body.GetProperty("complaint").GetProperty("urgency").GetString();

        Assert.Equal("OnTime", await UrgencyAsync());
        // The last day is 1 April, in summer time by then.
        service.Clock.Reset(Instant.FromUtc(2026, 3, 24, 23, 0));
        Assert.Equal("DueSoon", await UrgencyAsync());
        service.Clock.Reset(Instant.FromUtc(2026, 4, 1, 21, 59, 59) + Duration.FromMilliseconds(999));
        Assert.Equal("DueSoon", await UrgencyAsync());
        service.Clock.Reset(Instant.FromUtc(2026, 4, 1, 22, 0));
        Assert.Equal("Overdue", await UrgencyAsync());

        await service.PublishedAsync<ComplaintOverdue>(e => e.Number == filed.Text("number"));
        var escalated = await service.AsOfficerAsync("GET", $"complaints?urgency=Overdue&vacancyId={list.VacancyId}");
        Assert.Equal(filed.Id("complaintId"), Assert.Single(escalated.List()).GetProperty("complaintId").GetGuid());
        var late = (await service.AsOfficerAsync("POST", $"complaints/{filed.Id("complaintId")}/answer", Answer())).Is(HttpStatusCode.OK);
        Assert.Equal("True", late.Text("late"));
        Assert.Empty((await service.AsOfficerAsync("GET", $"complaints?urgency=Overdue&vacancyId={list.VacancyId}")).List());
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == filed.Id("complaintId") && r.Action == "complaint.escalated"));
        Assert.Single(service.Published<ComplaintOverdue>(), e => e.Number == filed.Text("number"));
    }

    [Fact]
    public async Task R50_nobody_answers_or_is_given_a_complaint_about_their_own_decision()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var filed = (await service.AsCandidateAsync(who, "POST", "complaints", Complaint("Result"))).Is(HttpStatusCode.Created);
        var path = $"complaints/{filed.Id("complaintId")}";
        var read = await service.AsOfficerAsync("GET", path);

        // officer-1 proposed the list, officer-2 approved it.
        foreach (var officer in new[] { "officer-1", "officer-2" })
        {
            (await service.AsOfficerAsync("POST", $"{path}/answer", Answer(), officer: officer)).Is(HttpStatusCode.Forbidden).IsRefused("R50", "complaint-own-decision");
            (await service.AsOfficerAsync("PUT", $"{path}/assignment", new { officer }, read.ETag)).Is(HttpStatusCode.Forbidden).IsRefused("R50", "complaint-own-decision");
        }

        Assert.Contains("took no part", (await service.AsOfficerAsync("POST", $"{path}/answer", Answer(tookNoPart: false))).Is(HttpStatusCode.BadRequest).Fault("tookNoPart"), StringComparison.Ordinal);
        (await service.AsOfficerAsync("POST", $"{path}/answer", Answer())).Is(HttpStatusCode.OK);

        // About how that one was answered: not by who answered it.
        var second = (await service.AsCandidateAsync(who, "POST", "complaints", Complaint("Requests"))).Is(HttpStatusCode.Created);
        (await service.AsOfficerAsync("POST", $"complaints/{second.Id("complaintId")}/answer", Answer())).Is(HttpStatusCode.Forbidden);
        (await service.AsOfficerAsync("POST", $"complaints/{second.Id("complaintId")}/answer", Answer("Unfounded"), officer: "officer-1")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R50_two_officers_who_assign_at_once_do_not_overwrite_each_other()
    {
        var list = await service.PublishListAsync(72m);
        var filed = (await service.AsCandidateAsync(list.Candidates[0], "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);
        var path = $"complaints/{filed.Id("complaintId")}";
        var read = (await service.AsOfficerAsync("GET", path)).Is(HttpStatusCode.OK);

        var both = await Task.WhenAll(
            service.AsOfficerAsync("PUT", $"{path}/assignment", new { }, read.ETag, "officer-8"), service.AsOfficerAsync("PUT", $"{path}/assignment", new { officer = "officer-9" }, read.ETag, "officer-8"));

        var done = Assert.Single(both, b => b.Status is HttpStatusCode.OK);
        Assert.Single(both, b => b.Status is HttpStatusCode.PreconditionFailed);
        (await service.AsOfficerAsync("PUT", $"{path}/assignment", new { })).Is(HttpStatusCode.PreconditionRequired);
        var mine = await service.AsOfficerAsync("GET", $"complaints?vacancyId={list.VacancyId}&assignedTo={done.Text("assignedTo")}");
        Assert.Single(mine.List());
        Assert.Empty((await service.AsOfficerAsync("GET", $"complaints?vacancyId={list.VacancyId}&unassigned=true")).List());
    }

    [Fact]
    public async Task R50_a_double_click_files_one_complaint_and_what_is_taken_back_can_be_filed_anew()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.AsCandidateAsync(who, "POST", "complaints", Complaint())));
        var made = Assert.Single(clicks, c => c.Status is HttpStatusCode.Created);
        Assert.All(clicks.Where(c => c != made), c => c.IsRefused("R50", "complaint-filed-before"));

        (await service.AsCandidateAsync(who, "POST", $"complaints/{made.Id("complaintId")}/withdraw")).Is(HttpStatusCode.NoContent);
        (await service.AsOfficerAsync("POST", $"complaints/{made.Id("complaintId")}/answer", Answer())).IsRefused("R50", "complaint-withdrawn");
        (await service.AsCandidateAsync(who, "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);
        Assert.Equal(["Open", "Withdrawn"], (await service.AsCandidateAsync(who, "GET", "complaints")).List("complaints").Select(c => c.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task R50_ten_complaints_may_wait_at_a_time()
    {
        var list = await service.PublishListAsync(72m);
        for (var i = 0; i < 10; i++) (await service.AsCandidateAsync(list.Candidates[0], "POST", "complaints", Complaint(text: $"Klacht {i}."))).Is(HttpStatusCode.Created);

        (await service.AsCandidateAsync(list.Candidates[0], "POST", "complaints", Complaint(text: "Nog een."))).IsRefused("R50", "complaints-too-many");
    }

    [Fact]
    public async Task R50_the_register_is_exported_as_CSV_in_which_no_name_is_a_formula()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person() with { LastName = "=HYPERLINK(\"http://x\")", FirstName = "Jo, \"de\"" };
        await service.PublishAndHandleAsync(person);
        var judged = ResultsFixture.Judged(vacancy, 72m, personId: person.PersonId);
        await service.PublishAndHandleAsync(judged);
        var filed = (await service.AsCandidateAsync(new Contestant(judged.CandidacyId, person), "POST", "complaints", Complaint())).Is(HttpStatusCode.Created);

        using var auditor = service.As(Roles.Auditor, "auditor-1");
        using var answer = await auditor.GetAsync($"/api/results/complaints/export?vacancyId={vacancy.VacancyId}");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("number,selectionCode,lastName", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{filed.Text("number")},{vacancy.Definition.SelectionCode},\"'=HYPERLINK(\"\"http://x\"\")\",\"Jo, \"\"de\"\"\",OralTest,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("De voorbereiding", lines[1], StringComparison.Ordinal);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class FeedbackTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly object Question = new { question = "Wat woog het zwaarst?" };

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    /// <summary>Results sent on the last of December, before a year that is none of leap and one that is.</summary>
    [Theory]
    [InlineData("2025-12-31T09:00:00Z", "2026-02-28T22:59:59.999Z", "2026-02-28")]
    [InlineData("2027-12-31T09:00:00Z", "2028-02-29T22:59:59.999Z", "2028-02-29")]
    [InlineData("2026-10-25T00:30:00Z", "2026-12-25T22:59:59.999Z", "2026-12-25")]
    public async Task R49_a_request_is_taken_at_23_59_59_999_of_the_last_day_and_refused_at_midnight(string sent, string lastInstant, string lastDay)
    {
        service.Clock.Reset(At(sent));
        var list = await service.PublishListAsync(72m, 50m);
        service.Clock.Reset(At(lastInstant));
        var inTime = await service.AsCandidateAsync(list.Candidates[0], "POST", "feedback", Question);
        service.Clock.Reset(At(lastInstant) + Duration.FromMilliseconds(1));
        var late = await service.AsCandidateAsync(list.Candidates[1], "POST", "feedback", Question);
        var access = await service.AsCandidateAsync(list.Candidates[1], "POST", "access-requests", new { wanted = "Mijn dossier." });
        var read = await service.AsCandidateAsync(list.Candidates[1], "GET", "feedback");

        inTime.Is(HttpStatusCode.Created);
        late.Is(HttpStatusCode.Conflict).IsRefused("R49", "feedback-over");
        Assert.Equal(lastDay, late.Text("until"));
        Assert.Contains("11 April 1994", late.Text("detail"), StringComparison.Ordinal);
        access.Is(HttpStatusCode.Created);
        Assert.Equal((lastDay, "False"), (read.Text("until"), read.Text("canAsk")));
    }

    [Fact]
    public async Task R49_before_the_results_are_sent_feedback_is_refused_and_access_is_not()
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var judged = ResultsFixture.Judged(vacancy, 72m, personId: person.PersonId);
        await service.PublishAndHandleAsync(judged);
        var who = new Contestant(judged.CandidacyId, person);

        (await service.AsCandidateAsync(who, "POST", "feedback", Question)).Is(HttpStatusCode.Conflict).IsRefused("R49", "feedback-too-early");
        var read = await service.AsCandidateAsync(who, "GET", "feedback");
        Assert.Equal(("", "False"), (read.Text("until"), read.Text("canAsk")));
        (await service.AsCandidateAsync(who, "POST", "access-requests", new { wanted = "Mijn dossier." })).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R49_a_double_click_makes_one_request_and_another_can_be_made_once_it_is_answered()
    {
        var list = await service.PublishListAsync(72m);
        var who = list.Candidates[0];
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.AsCandidateAsync(who, "POST", "feedback", Question)));
        var made = Assert.Single(clicks, c => c.Status is HttpStatusCode.Created);
        Assert.All(clicks.Where(c => c != made), c => Assert.Equal(made.Text("requestId"), c.IsRefused("R49", "feedback-waiting").Text("requestId")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
            service.AsOfficerAsync("POST", $"feedback/{made.Id("requestId")}/answer", new { answer = "De visie op verandering." }, officer: $"officer-{i}")));
        Assert.Single(answers, a => a.Status is HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status is not HttpStatusCode.OK), a => a.IsRefused("R49", "request-answered"));
        service.Clock.AdvanceDays(1);
        (await service.AsCandidateAsync(who, "POST", "feedback", Question)).Is(HttpStatusCode.Created);

        var read = await service.AsCandidateAsync(who, "GET", "feedback");
        Assert.Equal(["", "De visie op verandering."], read.List("requests").Select(r => r.GetProperty("answer").ToString()));
        var told = await service.PublishedAsync<FeedbackAnswered>(e => e.CandidacyId == who.CandidacyId);
        Assert.True(told.Version > 1, "The version is above the list's: the result's message keeps its own.");
        Assert.Single(service.Published<FeedbackAnswered>(), e => e.CandidacyId == who.CandidacyId);
    }

    [Fact]
    public async Task R49_whoever_left_the_procedure_earlier_may_ask_as_well_and_nobody_for_somebody_else()
    {
        var vacancy = await service.VacancyAsync();
        var (person, stranger) = (Samples.Person(), Samples.Person());
        await service.PublishAndHandleAsync(person);
        await service.PublishAndHandleAsync(stranger);
        var refused = new CandidacyRefused(Guid.CreateVersion7(), vacancy.VacancyId, person.PersonId, 2, "Te kort.", ResultsFixture.Early);
        await service.PublishAndHandleAsync(refused);
        await service.JudgedAsync(vacancy, 70m);
        await service.ApprovedAsync(vacancy.VacancyId);

        (await service.AsCandidateAsync(new Contestant(refused.CandidacyId, person), "POST", "feedback", Question)).Is(HttpStatusCode.Created);
        (await service.AsCandidateAsync(new Contestant(refused.CandidacyId, stranger), "POST", "feedback", Question)).Is(HttpStatusCode.NotFound);
        (await service.AsCandidateAsync(new Contestant(refused.CandidacyId, stranger), "GET", "feedback")).Is(HttpStatusCode.NotFound);
        (await service.AsCandidateAsync(new Contestant(refused.CandidacyId, stranger), "POST", "access-requests", new { wanted = "Alles." })).Is(HttpStatusCode.NotFound);
        (await service.AsCandidateAsync(new Contestant(refused.CandidacyId, stranger), "POST", "complaints", new { subject = "Other", text = "Iets." })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R49_officers_find_requests_by_vacancy_state_and_due_day()
    {
        var list = await service.PublishListAsync(72m, 65m, 55m);
        foreach (var who in list.Candidates)
        {
            (await service.AsCandidateAsync(who, "POST", "feedback", Question)).Is(HttpStatusCode.Created);
            service.Clock.AdvanceDays(10);
        }

        var all = await service.AsOfficerAsync("GET", $"feedback?vacancyId={list.VacancyId}");
        var newest = await service.AsOfficerAsync("GET", $"feedback?vacancyId={list.VacancyId}&sort=-dueOn&pageSize=1&page=2");
        service.Clock.AdvanceDays(1);
        var overdue = await service.AsOfficerAsync("GET", $"feedback?vacancyId={list.VacancyId}&overdue=true");
        (await service.AsOfficerAsync("POST", $"feedback/{overdue.List()[0].GetProperty("requestId").GetGuid()}/answer", new { answer = "Dit." })).Is(HttpStatusCode.OK);
        var answered = await service.CallAsync(Roles.Auditor, "auditor-1", "GET", $"feedback?vacancyId={list.VacancyId}&answered=true");
        var none = await service.AsOfficerAsync("GET", $"feedback?vacancyId={Guid.NewGuid()}");
        var wrong = await service.AsOfficerAsync("GET", "feedback?sort=beauty");

        Assert.Equal(list.Candidates.Select(c => c.CandidacyId), all.List().Select(i => i.GetProperty("candidacyId").GetGuid()));
        Assert.Equal(["DueSoon", "OnTime", "OnTime"], all.List().Select(i => i.GetProperty("urgency").GetString()));
        Assert.Equal((list.Candidates[1].CandidacyId, "3"), (newest.List()[0].GetProperty("candidacyId").GetGuid(), newest.Text("total")));
        Assert.Equal(list.Candidates[0].CandidacyId, Assert.Single(overdue.List()).GetProperty("candidacyId").GetGuid());
        Assert.Equal(list.Candidates[0].CandidacyId, Assert.Single(answered.List()).GetProperty("candidacyId").GetGuid());
        Assert.Equal(("0", 0), (none.Text("total"), none.List().Count));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task R49_a_text_that_is_missing_or_unreadable_is_told_by_its_field_and_nothing_is_kept()
    {
        var list = await service.PublishListAsync(72m);
        var empty = await service.AsCandidateAsync(list.Candidates[0], "POST", "feedback", new { question = "  " });
        var control = await service.AsCandidateAsync(list.Candidates[0], "POST", "feedback", new { question = "Wat\u0000?" });

        Assert.Equal("Fill this in.", empty.Is(HttpStatusCode.BadRequest).Fault("question"));
        Assert.Contains("cannot be shown", control.Is(HttpStatusCode.BadRequest).Fault("question"), StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.False(await db.FeedbackRequests.AnyAsync(r => r.CandidacyId == list.Candidates[0].CandidacyId));
    }
}

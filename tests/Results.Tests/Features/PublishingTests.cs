using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class PublishingTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private static readonly Instant At = ResultsFixture.Early;

    private async Task<(VacancyPublished Vacancy, OralTestJudged Judged, PersonChanged Person)> CandidateAsync(decimal total = 72.5m, string language = "fr")
    {
        var vacancy = await service.VacancyAsync();
        var person = Samples.Person(language: language);
        await service.PublishAndHandleAsync(person);
        var judged = ResultsFixture.Judged(vacancy, total, personId: person.PersonId);
        await service.PublishAndHandleAsync(judged);
        return (vacancy, judged, person);
    }

    [Fact]
    public async Task R47_a_look_a_millisecond_before_the_instant_is_refused_and_recorded_and_at_the_instant_it_is_open()
    {
        var (vacancy, judged, person) = await CandidateAsync(72.43m);
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        await service.ApprovedAsync(vacancy.VacancyId, instant);

        service.Clock.Reset(instant - Duration.FromMilliseconds(1));
        using var early = await service.LookAsync(judged.CandidacyId, person.Subject);
        service.Clock.Reset(instant);
        using var inTime = await service.LookAsync(judged.CandidacyId, person.Subject);

        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(early));
        Assert.DoesNotContain("72.43", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        await using var db = service.NewDb();
        var look = await db.Records.SingleAsync(r => r.EntityId == judged.CandidacyId && r.Action == "result.look-refused");
        Assert.Equal((person.Subject, person.PersonId), (look.Actor, look.PersonId));
        var told = await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged.CandidacyId);
        Assert.Equal(instant, told.PublishedAt);
    }

    [Fact]
    public async Task R47_nothing_is_announced_before_the_instant()
    {
        var (vacancy, judged, _) = await CandidateAsync();
        await service.ApprovedAsync(vacancy.VacancyId, service.Clock.GetCurrentInstant() + Duration.FromDays(900));

        await Eventually.NeverAsync(() => Task.FromResult(service.Published<ResultsPublished>().Any(e => e.CandidacyId == judged.CandidacyId)), TimeSpan.FromSeconds(2));
        using var auditor = service.As(Roles.Auditor, "auditor-1");
        using var list = await auditor.GetAsync($"/api/results/vacancies/{vacancy.VacancyId}/published");
        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(list));
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_lets_no_list_be_proposed_or_approved()
    {
        var (vacancy, _, _) = await CandidateAsync();
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        await service.PublishAndHandleAsync(new VacancyCancelled(vacancy.VacancyId, 3, Samples.Text("Geen budget"), At));

        using var approval = await service.ApproveAsync(vacancy.VacancyId);
        using var again = await service.ProposeAsync(vacancy.VacancyId);

        Assert.Equal("vacancy-cancelled", await ResultsFixture.CodeOf(approval));
        Assert.Equal("vacancy-cancelled", await ResultsFixture.CodeOf(again));
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_announces_nothing_when_the_instant_of_its_approved_list_comes()
    {
        var ((cancelled, ended, person), (running, announced, _)) = (await CandidateAsync(), await CandidateAsync());
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        await service.ApprovedAsync(cancelled.VacancyId, instant);
        // Later than the other, so that its announcement shows that the other's turn has been.
        await service.ApprovedAsync(running.VacancyId, instant + Duration.FromMinutes(1));
        await service.PublishAndHandleAsync(new VacancyCancelled(cancelled.VacancyId, 3, Samples.Text("Geen budget"), At));

        service.Clock.Reset(instant + Duration.FromMinutes(2));

        await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == announced.CandidacyId);
        Assert.DoesNotContain(service.Published<ResultsPublished>(), e => e.CandidacyId == ended.CandidacyId);
        using var look = await service.LookAsync(ended.CandidacyId, person.Subject);
        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(look));
    }

    [Fact]
    public async Task R48_a_candidate_reads_group_rank_motivation_and_remedies()
    {
        var (vacancy, judged, person) = await CandidateAsync();
        await service.PublishAndHandleAsync(new CandidacyAdmitted(
            judged.CandidacyId, vacancy.VacancyId, person.PersonId, 2, Samples.ClosingDate, Reservation.Equivalence, "Ja.", At));
        await service.ApprovedAsync(vacancy.VacancyId);

        using var answer = await service.LookAsync(judged.CandidacyId, person.Subject, language: "fr");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = await ResultsFixture.JsonOf(answer);
        Assert.Equal(("Suitable", 1, "Equivalence"), (result.GetProperty("group").GetString(), result.GetProperty("rank").GetInt32(), result.GetProperty("openReservation").GetString()));
        Assert.Contains("rang 1 van 1", result.GetProperty("motivation").GetString(), StringComparison.Ordinal);
        Assert.Equal(14, result.GetProperty("competencies").GetArrayLength());
        var remedies = result.GetProperty("remedies").EnumerateArray().ToDictionary(r => r.GetProperty("kind").GetString()!);
        Assert.StartsWith("Vous pouvez", remedies["Feedback"].GetProperty("text").GetString(), StringComparison.Ordinal);
        var sentOn = service.Clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).Date;
        Assert.Equal(sentOn.PlusMonths(2).ToString("uuuu-MM-dd", null), remedies["Feedback"].GetProperty("until").GetString());
    }

    [Fact]
    public async Task R22_a_reservation_lifted_after_publication_is_no_longer_shown_and_changes_no_rank()
    {
        var (vacancy, judged, person) = await CandidateAsync();
        await service.PublishAndHandleAsync(new CandidacyAdmitted(
            judged.CandidacyId, vacancy.VacancyId, person.PersonId, 2, Samples.ClosingDate, Reservation.LanguageTest, "Ja.", At));
        await service.ApprovedAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(new ReservationDecided(judged.CandidacyId, vacancy.VacancyId, person.PersonId, 3, Reservation.LanguageTest, true, "Geslaagd.", At));

        using var answer = await service.LookAsync(judged.CandidacyId, person.Subject);

        var result = await ResultsFixture.JsonOf(answer);
        Assert.Equal(("None", 1), (result.GetProperty("openReservation").GetString(), result.GetProperty("rank").GetInt32()));
    }

    [Fact]
    public async Task Somebody_elses_result_is_not_there_before_and_after_publication()
    {
        var (vacancy, judged, _) = await CandidateAsync();
        var stranger = Samples.Person();
        await service.PublishAndHandleAsync(stranger);

        using var before = await service.LookAsync(judged.CandidacyId, stranger.Subject);
        await service.ApprovedAsync(vacancy.VacancyId);
        using var after = await service.LookAsync(judged.CandidacyId, stranger.Subject);
        using var unknown = await service.LookAsync(judged.CandidacyId, "no-account");

        Assert.All([before, after, unknown], a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        await using var db = service.NewDb();
        Assert.False(await db.Records.AnyAsync(r => r.EntityId == judged.CandidacyId && r.Action == "result.look-refused"));
    }

    [Fact]
    public async Task R47_before_publication_who_will_have_no_result_gets_the_same_answer()
    {
        var (vacancy, _, _) = await CandidateAsync();
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var refused = new CandidacyRefused(Guid.CreateVersion7(), vacancy.VacancyId, person.PersonId, 2, "Te kort.", At);
        await service.PublishAndHandleAsync(refused);

        using var before = await service.LookAsync(refused.CandidacyId, person.Subject);
        await service.ApprovedAsync(vacancy.VacancyId);
        using var after = await service.LookAsync(refused.CandidacyId, person.Subject);

        Assert.Equal("results-not-published", await ResultsFixture.CodeOf(before));
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task R47_two_replicas_announce_each_of_1200_results_once()
    {
        var vacancy = await service.VacancyAsync();
        var judged = Enumerable.Range(0, 1200).Select(i => ResultsFixture.Judged(vacancy, 50 + (i % 50))).ToArray();
        await Task.WhenAll(judged.Select(j => service.PublishAsync(j)));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Candidacies.CountAsync(c => c.VacancyId == vacancy.VacancyId) == 1200;
        }, TimeSpan.FromSeconds(60));
        await service.StartReplicaAsync();

        await service.ApprovedAsync(vacancy.VacancyId);

        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Lists.AnyAsync(l => l.VacancyId == vacancy.VacancyId && l.State == ListState.Published);
        }, TimeSpan.FromSeconds(60));
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => Task.FromResult(service.Published<ResultsPublished>().Count(e => e.VacancyId == vacancy.VacancyId) >= 1200), TimeSpan.FromSeconds(60));
        var told = service.Published<ResultsPublished>().Where(e => e.VacancyId == vacancy.VacancyId).ToArray();
        Assert.Equal(1200, told.Length);
        Assert.Equal(1200, told.Select(e => e.CandidacyId).Distinct().Count());
        Assert.All(told, e => Assert.Equal(e.Group is FinalGroup.Suitable, e.Rank is not null));
        using var officer = service.Officer();
        var page = await officer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/published?page=2&pageSize=100");
        Assert.Equal((1200, 100), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task R47_a_published_list_stands_whatever_is_heard_afterwards()
    {
        var (vacancy, judged, person) = await CandidateAsync();
        await service.ApprovedAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 10m, judged.CandidacyId, person.PersonId, version: 9));

        using var answer = await service.LookAsync(judged.CandidacyId, person.Subject);

        Assert.Equal("Suitable", (await ResultsFixture.JsonOf(answer)).GetProperty("group").GetString());
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class TakingBackTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private const string Why = "De commissie kijkt een motivering opnieuw na.";

    private async Task<(VacancyPublished Vacancy, OralTestJudged Judged)> ProposedAsync(string officer = "officer-1")
    {
        var vacancy = await service.VacancyAsync();
        var judged = (await service.JudgedAsync(vacancy, 70m))[0];
        using var proposed = await service.ProposeAsync(vacancy.VacancyId, officer);
        proposed.EnsureSuccessStatusCode();
        return (vacancy, judged);
    }

    private async Task<HttpResponseMessage> EndAsync(string how, Guid vacancyId, string officer, string reason = Why) =>
        await service.SendAsync(HttpMethod.Post, vacancyId, how, new { listVersion = 1, reason }, officer);

    private Task<HttpResponseMessage> MoveAsync(Guid vacancyId, string publishAt, string officer = "officer-3") =>
        service.SendAsync(HttpMethod.Put, vacancyId, "publication", new { listVersion = 1, publishAt }, officer);

    private async Task<ResultList> ListAsync(Guid vacancyId)
    {
        await using var db = service.NewDb();
        return await db.Lists.AsNoTracking().SingleAsync(l => l.VacancyId == vacancyId && l.Version == 1);
    }

    [Fact]
    public async Task R47_a_proposal_is_taken_back_by_who_made_it_and_refused_by_others_each_with_a_reason()
    {
        var (vacancy, _) = await ProposedAsync();
        using var byOther = await EndAsync("take-back", vacancy.VacancyId, "officer-2");
        using var refusedByOneself = await EndAsync("reject", vacancy.VacancyId, "officer-1");
        using var withoutReason = await EndAsync("reject", vacancy.VacancyId, "officer-2", " ");
        using var tooLong = await EndAsync("reject", vacancy.VacancyId, "officer-2", new string('x', 2001));
        using var rejected = await EndAsync("reject", vacancy.VacancyId, "officer-2");
        using var approved = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-3");
        using var anew = await service.ProposeAsync(vacancy.VacancyId);
        using var takenBack = await service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "take-back", new { listVersion = 2, reason = Why }, "officer-1");

        Assert.Equal("not-own-proposal", await ResultsFixture.CodeOf(byOther));
        Assert.Equal("own-proposal", await ResultsFixture.CodeOf(refusedByOneself));
        Assert.All([withoutReason, tooLong], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        Assert.Equal(HttpStatusCode.OK, rejected.StatusCode);
        Assert.Equal("list-ended", await ResultsFixture.CodeOf(approved));
        Assert.Equal(HttpStatusCode.OK, takenBack.StatusCode);
        using var proposer = service.Officer("officer-1");
        var lists = (await proposer.GetFromJsonAsync<JsonElement>($"/api/results/vacancies/{vacancy.VacancyId}/lists")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["TakenBack", "Rejected"], lists.Select(l => l.GetProperty("state").GetString()));
        Assert.Equal(("officer-2", Why), (lists[1].GetProperty("endedBy").GetString(), lists[1].GetProperty("endReason").GetString()));
        await using var db = service.NewDb();
        var record = await db.Records.Where(r => r.EntityType == "list" && (r.Action == "list.rejected" || r.Action == "list.taken-back")).ToListAsync();
        Assert.DoesNotContain(record, r => r.Details!.Contains("motivering", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R47_an_approval_taken_back_publishes_nothing_and_the_list_can_be_approved_again()
    {
        var (vacancy, judged) = await ProposedAsync();
        var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        using var approved = await service.ApproveAsync(vacancy.VacancyId, publishAt: instant);
        using var takenBack = await EndAsync("approval/take-back", vacancy.VacancyId, "officer-2");
        service.Clock.Reset(instant + Duration.FromMinutes(1));

        Assert.Equal("Proposed", (await ResultsFixture.JsonOf(takenBack)).GetProperty("state").GetString());
        await Eventually.NeverAsync(() => Task.FromResult(service.Published<ResultsPublished>().Any(e => e.CandidacyId == judged.CandidacyId)), TimeSpan.FromSeconds(1.5));
        using var again = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-3");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged.CandidacyId);
        using var tooLate = await EndAsync("approval/take-back", vacancy.VacancyId, "officer-2");
        Assert.Equal("list-published", await ResultsFixture.CodeOf(tooLate));
    }

    [Fact]
    public async Task R47_the_publication_instant_moves_before_it_has_come_and_never_by_who_proposed()
    {
        var (vacancy, judged) = await ProposedAsync();
        using var tooSoon = await MoveAsync(vacancy.VacancyId, "2031-01-01T09:00");
        var first = service.Clock.GetCurrentInstant() + Duration.FromHours(3);
        using var approved = await service.ApproveAsync(vacancy.VacancyId, publishAt: first);
        var later = first + Duration.FromHours(2);
        using var own = await MoveAsync(vacancy.VacancyId, InstantPattern.ExtendedIso.Format(later), "officer-1");
        using var past = await MoveAsync(vacancy.VacancyId, InstantPattern.ExtendedIso.Format(service.Clock.GetCurrentInstant() - Duration.FromMilliseconds(1)));
        using var moved = await MoveAsync(vacancy.VacancyId, InstantPattern.ExtendedIso.Format(later));

        Assert.Equal("list-not-approved", await ResultsFixture.CodeOf(tooSoon));
        Assert.Equal("four-eyes", await ResultsFixture.CodeOf(own));
        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        service.Clock.Reset(later - Duration.FromMilliseconds(1));
        await Eventually.NeverAsync(() => Task.FromResult(service.Published<ResultsPublished>().Any(e => e.CandidacyId == judged.CandidacyId)), TimeSpan.FromSeconds(1));
        service.Clock.Reset(later);
        Assert.Equal(later, (await service.PublishedAsync<ResultsPublished>(e => e.CandidacyId == judged.CandidacyId)).PublishedAt);
        using var tooLate = await MoveAsync(vacancy.VacancyId, InstantPattern.ExtendedIso.Format(later + Duration.FromHours(1)));
        Assert.Equal("list-published", await ResultsFixture.CodeOf(tooLate));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    public async Task T5_a_local_publication_time_that_is_skipped_or_given_twice_is_refused_with_both_instants(string local, string first, string second)
    {
        var (vacancy, _) = await ProposedAsync();

        using var answer = await service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "approve", new { listVersion = 1, publishAt = local });

        var text = (await ResultsFixture.JsonOf(answer)).GetProperty("errors").GetProperty("publishAt")[0].GetString();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(first, text, StringComparison.Ordinal);
        Assert.Contains(second, text, StringComparison.Ordinal);
        Assert.Equal(ListState.Proposed, (await ListAsync(vacancy.VacancyId)).State);
    }

    [Theory]
    [InlineData("2031-01-15T09:00", "2031-01-15T08:00:00Z")]
    [InlineData("2031-07-15T09:00:30", "2031-07-15T07:00:30Z")]
    [InlineData("2031-07-15T09:00:00+05:00", "2031-07-15T04:00:00Z")]
    [InlineData("2031-07-15T09:00:00.001Z", "2031-07-15T09:00:00.001Z")]
    public async Task T1_a_local_publication_time_is_one_in_Brussels(string written, string instant)
    {
        var (vacancy, _) = await ProposedAsync();

        using var answer = await service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "approve", new { listVersion = 1, publishAt = written });

        Assert.Equal(InstantPattern.ExtendedIso.Parse(instant).Value, (await ListAsync(vacancy.VacancyId)).PublishAt);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("tomorrow", "2025-11-20T09:00")]
    [InlineData("", "Fill this in")]
    [InlineData("2031-01-15", "2025-11-20T09:00")]
    [InlineData("2031-02-30T09:00", "2025-11-20T09:00")]
    public async Task A_publication_time_that_is_none_is_refused_and_nothing_is_approved(string written, string advice)
    {
        var (vacancy, _) = await ProposedAsync();

        using var answer = await service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "approve", new { listVersion = 1, publishAt = written });

        Assert.Contains(advice, (await ResultsFixture.JsonOf(answer)).GetProperty("errors").GetProperty("publishAt")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(ListState.Proposed, (await ListAsync(vacancy.VacancyId)).State);
    }

    [Fact]
    public async Task R47_four_eyes_are_two_persons_whatever_roles_and_merged_accounts_they_have()
    {
        var (staying, merged) = (Samples.Person(), Samples.Person());
        await service.PublishAndHandleAsync(staying);
        await service.PublishAndHandleAsync(merged);
        var (vacancy, _) = await ProposedAsync(merged.Subject);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, merged.PersonId, 2, ResultsFixture.Early, merged.Subject));

        using var otherAccount = await service.ApproveAsync(vacancy.VacancyId, officer: staying.Subject);
        using var moreRoles = service.As(Roles.SelectionOfficer, merged.Subject, Roles.Auditor, Roles.CommitteeChair, Roles.AppointingAuthority);
        using var otherRoles = await moreRoles.PostAsJsonAsync($"/api/results/vacancies/{vacancy.VacancyId}/list/approve", new { listVersion = 1 });
        using var somebodyElse = await service.ApproveAsync(vacancy.VacancyId, officer: "officer-2");

        Assert.All([otherAccount, otherRoles], a => Assert.Equal(HttpStatusCode.Forbidden, a.StatusCode));
        Assert.Equal("four-eyes", await ResultsFixture.CodeOf(otherAccount));
        Assert.Equal(HttpStatusCode.OK, somebodyElse.StatusCode);
    }
}

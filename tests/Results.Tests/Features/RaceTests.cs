using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

/// <summary>Two things at the same moment; each round ends in one of the orders they could have come in.</summary>
public sealed class RaceTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private const int Rounds = 6;

    private async Task<(VacancyPublished Vacancy, OralTestJudged[] Judged)> ProposedAsync()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 80m, 70m);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        proposed.EnsureSuccessStatusCode();
        return (vacancy, judged);
    }

    private async Task<ListState> StateAsync(Guid vacancyId)
    {
        await using var db = service.NewDb();
        return await db.Lists.Where(l => l.VacancyId == vacancyId && l.Version == 1).Select(l => l.State).SingleAsync();
    }

    private int Told(Guid vacancyId) => service.Published<ResultsPublished>().Count(e => e.VacancyId == vacancyId);

    [Fact]
    public async Task R47_approval_against_a_new_outcome_or_a_withdrawal_ends_stale_or_published_and_never_both()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (vacancy, judged) = await ProposedAsync();
            IIntegrationEvent outcome = round % 2 == 0
                ? ResultsFixture.Judged(vacancy, 90m, judged[1].CandidacyId, judged[1].PersonId, version: 6)
                : new CandidacyWithdrawn(judged[1].CandidacyId, vacancy.VacancyId, judged[1].PersonId, 9, ResultsFixture.Early);
            var arriving = service.PublishAndHandleAsync(outcome);
            using var approval = await service.ApproveAsync(vacancy.VacancyId);
            await arriving;

            if (approval.StatusCode is HttpStatusCode.OK)
            {
                await service.StateAsync(vacancy.VacancyId, 1, ListState.Published);
                await service.OutboxEmptyAsync();
                await service.EventuallyAsync(() => Task.FromResult(Told(vacancy.VacancyId) == 2));
            }
            else
            {
                Assert.Equal("list-stale", await ResultsFixture.CodeOf(approval));
                Assert.Equal((ListState.Stale, 0), (await StateAsync(vacancy.VacancyId), Told(vacancy.VacancyId)));
            }
        }
    }

    [Fact]
    public async Task R47_taking_an_approval_back_at_the_instant_comes_in_time_or_too_late_and_never_in_between()
    {
        await service.StartReplicaAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var (vacancy, _) = await ProposedAsync();
            var instant = service.Clock.GetCurrentInstant() + Duration.FromHours(1);
            using var approval = await service.ApproveAsync(vacancy.VacancyId, publishAt: instant);
            service.Clock.Reset(instant - Duration.FromMilliseconds(1));

            var taking = service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "approval/take-back", new { listVersion = 1, reason = "Nog eens nakijken." }, "officer-3");
            service.Clock.Reset(instant);
            using var taken = await taking;

            if (taken.StatusCode is HttpStatusCode.OK)
            {
                Assert.Equal(ListState.Proposed, await StateAsync(vacancy.VacancyId));
                await Eventually.NeverAsync(() => Task.FromResult(Told(vacancy.VacancyId) > 0), TimeSpan.FromSeconds(1));
            }
            else
            {
                Assert.Equal("list-published", await ResultsFixture.CodeOf(taken));
                await service.StateAsync(vacancy.VacancyId, 1, ListState.Published);
                await service.EventuallyAsync(() => Task.FromResult(Told(vacancy.VacancyId) == 2));
            }
        }
    }

    [Fact]
    public async Task R47_of_approving_refusing_and_taking_back_at_once_one_happens()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (vacancy, _) = await ProposedAsync();
            var body = new { listVersion = 1, reason = "Nog eens nakijken." };

            var answers = await Task.WhenAll(
                service.ApproveAsync(vacancy.VacancyId, publishAt: service.Clock.GetCurrentInstant() + Duration.FromDays(900)),
                service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "reject", body, "officer-3"),
                service.SendAsync(HttpMethod.Post, vacancy.VacancyId, "take-back", body, "officer-1"));

            Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
            Assert.Contains(await StateAsync(vacancy.VacancyId), new[] { ListState.Approved, ListState.Rejected, ListState.TakenBack });
        }
    }

    [Fact]
    public async Task R47_of_many_officers_correcting_at_once_one_proposal_stands()
    {
        var vacancy = await service.VacancyAsync();
        var judged = await service.JudgedAsync(vacancy, 80m, 70m);
        await service.AnnouncedAsync(vacancy.VacancyId);
        await service.PublishAndHandleAsync(ResultsFixture.Judged(vacancy, 90m, judged[1].CandidacyId, judged[1].PersonId, version: 6));

        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => service.CorrectAsync(vacancy.VacancyId, officer: $"officer-{i}")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        await using var db = service.NewDb();
        var states = await db.Lists.Where(l => l.VacancyId == vacancy.VacancyId).OrderBy(l => l.Version).Select(l => l.State).ToListAsync();
        Assert.Equal([ListState.Published, .. Enumerable.Repeat(ListState.Stale, 4), ListState.Proposed], states);
    }
}

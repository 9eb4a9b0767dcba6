using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Consumers;

public sealed class MergeTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    [Fact]
    public async Task R56_a_merge_moves_candidacies_and_the_account_and_leaves_a_proposed_list_as_it_was()
    {
        var vacancy = await service.VacancyAsync();
        var (staying, merged) = (Samples.Person(), Samples.Person());
        await service.PublishAndHandleAsync(staying);
        await service.PublishAndHandleAsync(merged);
        var judged = ResultsFixture.Judged(vacancy, 72.5m, personId: merged.PersonId);
        await service.PublishAndHandleAsync(judged);
        using var proposed = await service.ProposeAsync(vacancy.VacancyId);
        Assert.True(proposed.IsSuccessStatusCode);

        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, merged.PersonId, 2, ResultsFixture.Early, merged.Subject));

        Assert.Equal(staying.PersonId, (await service.ReadAsync(judged.CandidacyId)).PersonId);
        using var approved = await service.ApproveAsync(vacancy.VacancyId);
        Assert.True(approved.IsSuccessStatusCode);
        foreach (var subject in new[] { staying.Subject, merged.Subject })
            await service.EventuallyAsync(async () =>
            {
                using var look = await service.LookAsync(judged.CandidacyId, subject);
                return look.StatusCode == HttpStatusCode.OK;
            });
        await using var db = service.NewDb();
        Assert.Equal(merged.PersonId, await db.Entries.Where(e => e.CandidacyId == judged.CandidacyId).Select(e => e.PersonId).SingleAsync());
    }
}

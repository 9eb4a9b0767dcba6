using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>The service as it is set without anything said about retention.</summary>
public sealed class RetentionFixture : CandidacyFixture
{
    protected override IReadOnlyDictionary<string, string> Settings =>
        base.Settings.Where(s => !s.Key.StartsWith("PersonalData:", StringComparison.Ordinal)).ToDictionary();
}

public sealed class RetentionTests(RetentionFixture service) : IClassFixture<RetentionFixture>
{
    [Fact]
    public async Task R55_an_account_nobody_used_for_years_is_erased_unless_the_person_takes_it_back_and_a_lapsed_rubric_is_emptied_before()
    {
        using var unused = await service.CandidateAsync();
        var unusedId = await service.PersonIdAsync(unused);
        var vacancy = await service.VacancyAsync();
        var lapsed = await service.ReadyAsync(unused, vacancy);
        await service.CloseAsync(vacancy);

        service.Clock.Reset(service.Clock.GetCurrentInstant() + Duration.FromDays(370));
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return (await db.Candidacies.SingleAsync(c => c.CandidacyId == lapsed)).Rubric.Experiences.Count == 0;
        });
        service.Clock.Reset(service.Clock.GetCurrentInstant() + Duration.FromDays((4 * 365) + 200));
        using var young = await service.CandidateAsync();
        var youngId = await service.PersonIdAsync(young);
        service.Clock.Reset(service.Clock.GetCurrentInstant() + Duration.FromDays(200));
        // The emptied rubric was the last thing on record.
        await service.PublishedAsync<ErasureAsked>(e => e.PersonId == unusedId);

        await using var read = service.NewDb();
        Assert.Equal([ErasureOrigin.Retention], await read.Erasures.Where(e => e.PersonId == unusedId).Select(e => e.Origin).ToListAsync());
        var erasure = (await service.GetAsync(unused, "account/erasure")).Is(HttpStatusCode.OK);
        (await service.SendAsync(unused, HttpMethod.Post, "account/erasure/take-back", ifMatch: erasure.Version)).Is(HttpStatusCode.OK);
        Assert.False(await read.Erasures.AnyAsync(e => e.PersonId == youngId));
    }
}

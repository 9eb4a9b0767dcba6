using Selection.Contracts.Events;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Consumers;

public sealed class MergeTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R56_candidacies_and_account_of_a_merged_person_are_the_others_also_those_heard_of_later()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var merged = await service.PassedAsync(vacancy);
        var staying = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, merged.PersonId, 2, service.Now, merged.Subject));
        Assert.Equal(staying.PersonId, (await service.ReadAsync(merged)).PersonId);

        var later = merged with { CandidacyId = Guid.CreateVersion7(), VacancyId = await service.ProcedureAsync(members: 0) };
        await service.PublishAndHandleAsync(service.Passed(later));
        Assert.Equal(staying.PersonId, (await service.ReadAsync(later)).PersonId);

        var slots = await service.SlotsAsync(vacancy, 1);
        await service.BecomesAsync(merged, CandidacyState.Invited);
        await service.EventuallyAsync(async () => (await service.ChooseAsync(merged, slots[0])).Status == 200);
    }
}

using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Consumers;

public sealed class MergeTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    [Fact]
    public async Task R56_cases_and_decisions_of_a_merged_person_are_the_others_and_nothing_else_of_a_decision_changes()
    {
        var vacancy = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancy);
        await service.AcceptAsync(vacancy);
        var staying = Guid.CreateVersion7();

        await service.PublishAndHandleAsync(new PersonMerged(staying, lodged.PersonId, 2, lodged.OccurredAt, "merged"));
        var late = Samples.Lodged(vacancy, lodged.PersonId);
        await service.PublishAndHandleAsync(late);

        Assert.Equal(staying, (await service.ReadAsync(lodged.CandidacyId)).PersonId);
        Assert.Equal(staying, (await service.ReadAsync(late.CandidacyId)).PersonId);
        await using var db = service.NewDb();
        Assert.Equal(staying, (await db.Decisions.SingleAsync(d => d.CandidacyId == lodged.CandidacyId)).PersonId);
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update decisions set person_id = {lodged.PersonId}"));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select set_config('selection.personal_data', 'on', true)");
        await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlAsync($"update decisions set outcome = 'Refuse'"));
    }
}

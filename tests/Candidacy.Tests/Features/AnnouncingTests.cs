using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>Large closings with several replicas.</summary>
public sealed class ReplicaTests(CandidacyFixture service) : IClassFixture<CandidacyFixture>
{
    [Fact]
    public async Task R18_several_replicas_freeze_and_announce_every_candidacy_once()
    {
        const int many = 2300, more = 700;
        await service.StartReplicaAsync();
        await service.StartReplicaAsync();
        var (one, other) = (await service.CrowdedVacancyAsync(many), await service.CrowdedVacancyAsync(more));
        await service.CloseAsync(one);
        await service.AnnouncedAsync(other);
        await service.EventuallyAsync(() =>
        {
            Assert.Equal((many, more), (LodgedOf(one).Count, LodgedOf(other).Count));
            return Task.CompletedTask;
        });
        await service.OutboxEmptyAsync();
        Assert.Equal((many, more), (LodgedOf(one).Distinct().Count(), LodgedOf(other).Distinct().Count()));
        Assert.Equal((many, 0), service.Published<VacancyClosed>().Where(e => e.VacancyId == one).Select(e => (e.Lodged, e.Lapsed)).Single());
        await using var db = service.NewDb();
        Assert.Equal(many, await db.Dossiers.CountAsync(d => d.VacancyId == one));
        Assert.Equal(many, await db.Messages.CountAsync(m => m.VacancyId == one && m.Kind == "candidacy-lodged"));
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == one && r.Action == "vacancy.closed"));
    }

    private List<Guid> LodgedOf(Guid vacancy) => [.. service.Published<CandidacyLodged>().Where(e => e.VacancyId == vacancy).Select(e => e.CandidacyId)];
}

/// <summary>A large closing beside everything else.</summary>
public sealed class RoomTests(UntimedFixture service) : IClassFixture<UntimedFixture>
{
    [Fact]
    public async Task R18_a_large_closing_leaves_room_in_the_outbox_and_lets_a_small_one_go_before_it()
    {
        var (large, small) = (await service.CrowdedVacancyAsync(1100), await service.CrowdedVacancyAsync(3));
        await service.OutboxEmptyAsync();
        // Nobody sends any more: what waits, waits.
        await service.StopAsync();
        service.Clock.AdvanceDays(20);
        var now = service.Clock.GetCurrentInstant();
        await using var db = service.NewDb();
        await new Freezer(db).CloseAsync(large, now, default);
        Assert.True(await new Announcer(db).AnnounceNextAsync(now, default));
        Assert.Equal((500, 0), await WaitingAsync(db, large, small));

        await new Freezer(db).CloseAsync(small, now, default);
        Assert.True(await new Announcer(db).AnnounceNextAsync(now, default));
        Assert.Equal((500, 3), await WaitingAsync(db, large, small));

        await db.Database.ExecuteSqlAsync($"insert into outbox (message_id, type, body) select gen_random_uuid(), 'PersonChanged', '{{}}' from generate_series(1, {Announcer.MostWaiting})");
        Assert.False(await new Announcer(db).AnnounceNextAsync(now, default));
        await db.Database.ExecuteSqlAsync($"delete from outbox where type = 'PersonChanged'");
        Assert.True(await new Announcer(db).AnnounceNextAsync(now, default));
        Assert.Equal((1000, 3), await WaitingAsync(db, large, small));
    }

    private static async Task<(int Large, int Small)> WaitingAsync(CandidacyDb db, Guid large, Guid small)
    {
        var bodies = await db.Outbox.Where(o => o.Type == nameof(CandidacyLodged)).Select(o => o.Body).ToListAsync();
        return (bodies.Count(b => b.Contains(large.ToString(), StringComparison.Ordinal)), bodies.Count(b => b.Contains(small.ToString(), StringComparison.Ordinal)));
    }
}

/// <summary>Crashes in the middle of closing and announcing, each just before a commit.</summary>
public sealed class CrashTests(UntimedFixture service) : IClassFixture<UntimedFixture>
{
    [Fact]
    public async Task R18_closing_goes_on_after_a_crash_where_it_was_and_tells_nothing_twice()
    {
        var vacancy = await service.CrowdedVacancyAsync(1200);
        service.Clock.AdvanceDays(20);
        var now = service.Clock.GetCurrentInstant();

        await using (var crashing = NewDb(crash: true))
            await Assert.ThrowsAsync<CrashException>(() => new Freezer(crashing).CloseNextAsync(now, default));
        Assert.Equal((0, 0), await FrozenAsync(vacancy));
        await using (var db = NewDb()) Assert.True(await new Freezer(db).CloseNextAsync(now, default));
        await using (var db = NewDb()) Assert.False(await new Freezer(db).CloseNextAsync(now, default));
        Assert.Equal((1200, 0), await FrozenAsync(vacancy));

        await AnnounceAsync();
        await using (var crashing = NewDb(crash: true))
            await Assert.ThrowsAsync<CrashException>(() => new Announcer(crashing).AnnounceNextAsync(now, default));
        while (await AnnounceAsync())
        {
            // Each time as a process of its own would.
        }

        var closed = await service.PublishedAsync<VacancyClosed>(e => e.VacancyId == vacancy);
        Assert.Equal(1200, closed.Lodged);
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() =>
        {
            var lodged = service.Published<CandidacyLodged>().Select(l => l.CandidacyId).ToList();
            Assert.Equal((1200, 1200), (lodged.Count, lodged.Distinct().Count()));
            return Task.CompletedTask;
        });

        async Task<bool> AnnounceAsync()
        {
            await using var db = NewDb();
            return await new Announcer(db).AnnounceNextAsync(now, default);
        }
    }

    private async Task<(int Dossiers, int Announced)> FrozenAsync(Guid vacancy)
    {
        await using var db = NewDb();
        return (await db.Dossiers.CountAsync(d => d.VacancyId == vacancy), await db.Closings.CountAsync(c => c.VacancyId == vacancy && c.AnnouncedUpTo != null));
    }

    private CandidacyDb NewDb(bool crash = false)
    {
        var source = new NpgsqlDataSourceBuilder(service.ConnectionString);
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<CandidacyDb>();
        options.UseServiceDatabase(source.Build());
        if (crash) options.AddInterceptors(new CrashBeforeCommit());
        return new CandidacyDb(options.Options);
    }

    private sealed class CrashException : Exception;

    private sealed class CrashBeforeCommit : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => throw new CrashException();
    }
}

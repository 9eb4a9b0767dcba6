using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Tests.SampleService;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>Every committed entry gets one number and one hash, whatever happens meanwhile (R54).</summary>
public sealed class SealingTests(ChainFixture service) : IClassFixture<ChainFixture>
{
    private const string Insert = "insert into record (at, actor, action, entity_type, entity_id, details) select now(), 'anna', 'note.written', 'note', gen_random_uuid(), jsonb_build_object('n', n) from generate_series(1, 1) n";

    [Fact]
    public async Task R54_what_commits_late_is_sealed_all_the_same_although_higher_ids_were_sealed_before()
    {
        await using var late = await service.OpenAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await ChainFixture.ExecuteAsync(late, Insert);
        await service.WriteAsync(20);
        await transaction.CommitAsync();
        await service.SealedAsync();
        await IsIntactAsync();
    }

    [Fact]
    public async Task R54_two_replicas_seal_what_many_write_at_once_each_entry_once()
    {
        await using var second = await service.StartReplicaAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            await using var connection = await service.OpenAsync();
            for (var i = 0; i < 40; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await ChainFixture.ExecuteAsync(connection, Insert);
                await ChainFixture.ExecuteAsync(connection, Insert);
                await (i % 10 == 9 ? transaction.RollbackAsync() : transaction.CommitAsync());
            }
        })));
        await service.SealedAsync();
        await IsIntactAsync();
    }

    [Fact]
    public async Task R54_a_sealer_that_dies_in_the_middle_leaves_nothing_half_sealed()
    {
        await service.SealedAsync();
        await using var connection = await service.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // The sealer has taken its batch and waits here with its seals.
            await ChainFixture.ExecuteAsync(connection, "lock table record_seals in share mode");
            await ChainFixture.ExecuteAsync(connection, Insert);
            await using var writer = await service.OpenAsync();
            await ChainFixture.ExecuteAsync(writer, Insert);
            await service.EventuallyAsync(async () =>
            {
                await using var kill = new NpgsqlCommand(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into record_seals%'", writer);
                return (long)(await kill.ExecuteScalarAsync())! > 0;
            }, TimeSpan.FromSeconds(60));
            await transaction.CommitAsync();
        }

        await service.SealedAsync();
        await IsIntactAsync();
    }

    [Fact]
    public async Task R54_a_long_backlog_is_sealed_and_verified()
    {
        await using (var connection = await service.OpenAsync())
            await ChainFixture.ExecuteAsync(connection, Insert.Replace("(1, 1)", "(1, 100000)", StringComparison.Ordinal));
        await service.SealedAsync();
        await IsIntactAsync();
    }

    [Fact]
    public async Task R54_R55_erasure_forgets_the_text_and_keeps_the_chain()
    {
        var person = Guid.CreateVersion7();
        await service.WriteAsync(6, person);
        await using (var db = service.NewDb()) await db.ForgetPersonAsync(person, CancellationToken.None);
        await IsIntactAsync();
    }

    [Fact]
    public async Task R54_the_newest_hash_is_told_and_telling_ends()
    {
        await service.WriteAsync(3);
        await using var db = service.NewDb();
        var newest = await db.Set<SealRow>().OrderByDescending(s => s.Number).FirstAsync();
        var told = await service.PublishedAsync<RecordSealed>(e => e.Version == newest.Number);
        Assert.Equal(("sample", Convert.ToHexStringLower(newest.Hash)), (told.Service, told.Hash));
        // Its own news comes back to it, and leaves no entry.
        await service.OutboxEmptyAsync();
        Assert.Equal(newest.Number, await db.Set<SealRow>().MaxAsync(s => s.Number));
        Assert.Single(await db.Set<WitnessRow>().Where(w => w.Service == "sample" && w.Number == newest.Number).ToListAsync());
    }

    [Fact]
    public async Task R54_what_another_service_tells_is_kept_once_and_a_second_hash_for_a_number_beside_the_first()
    {
        var number = Random.Shared.NextInt64(1_000_000, long.MaxValue);
        var told = new RecordSealed("screening", number, new string('a', 64), service.Clock.GetCurrentInstant());
        await service.PublishAndHandleAsync(told);
        await service.PublishAndHandleAsync(told);
        await service.PublishAndHandleAsync(told with { Hash = new string('b', 64) });
        await using var db = service.NewDb();
        var kept = await db.Set<WitnessRow>().Where(w => w.Service == "screening" && w.Number == number).Select(w => w.Hash).ToListAsync();
        Assert.Equal([new string('a', 64), new string('b', 64)], kept.Select(Convert.ToHexStringLower).Order());
    }

    private async Task IsIntactAsync()
    {
        var found = await service.VerifyAsync();
        Assert.Equal((null, 0L), (found.Broken, found.Waiting));
        await using var db = service.NewDb();
        Assert.Equal(await db.Records.LongCountAsync(), found.Sealed);
    }
}

/// <summary>The binary's own words and exit codes.</summary>
public sealed class VerifyCommandTests(ChainFixture service) : IClassFixture<ChainFixture>
{
    [Fact]
    public async Task R54_verify_says_in_a_sentence_whether_the_record_is_intact_and_ends_with_0_1_or_2()
    {
        await service.WriteAsync(10);
        var folder = Directory.CreateTempSubdirectory("witnesses");
        try
        {
            Assert.Equal((0, "sample: the record is intact: 10 entries in an unbroken chain"), Cut(await RunAsync("verify")));
            await using var db = service.NewDb();
            var hash = Convert.ToHexStringLower((await db.Set<SealRow>().SingleAsync(s => s.Number == 10)).Hash);
            await service.PublishAndHandleAsync(new RecordSealed("results", 4, new string('c', 64), service.Clock.GetCurrentInstant()));
            var (printed, lines) = await RunAsync("witnesses");
            Assert.Equal(0, printed);
            Assert.Contains("\"keptBy\":\"sample\",\"service\":\"results\",\"number\":4", lines, StringComparison.Ordinal);

            var file = Path.Combine(folder.FullName, "screening.ndjson");
            await File.WriteAllTextAsync(file, $$"""{"keptBy":"screening","service":"sample","number":10,"hash":"{{hash}}","toldAt":"2025-01-01T00:00:00Z"}""" + "\n");
            var (agreed, says) = await RunAsync("verify", "--witnesses", folder.FullName);
            Assert.True(agreed == 0 && says.Contains("agrees with what the other services keep", StringComparison.Ordinal), says);
            await File.WriteAllTextAsync(file, "{}");
            Assert.Equal(1, (await RunAsync("verify", "--witnesses", file)).ExitCode);
            Assert.Equal(1, (await RunAsync("verify", "--witnesses", file + ".gone")).ExitCode);

            await using var connection = await service.OpenAsync();
            await ChainFixture.ExecuteAsync(connection, "alter table record disable trigger all; update record set actor = 'berta' where id = (select record_id from record_seals where number = 4)");
            var (code, broken) = await RunAsync("verify");
            Assert.True(code == 2 && broken.StartsWith("sample: the record is broken: number 4, the entry with id", StringComparison.Ordinal), broken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task R54_a_record_that_cannot_be_read_is_neither_intact_nor_broken() =>
        Assert.Equal(1, (await RunAsync("verify", "--ConnectionStrings:sample=Host=127.0.0.1;Port=9;Username=nobody")).ExitCode);

    private static (int, string) Cut((int ExitCode, string Output) said) => (said.ExitCode, said.Output.Split(',')[0]);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        string[] all = [typeof(SampleProgram).Assembly.Location, args[0], $"--ConnectionStrings:sample={service.ConnectionString}", .. args.Skip(1)];
        foreach (var arg in all) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}

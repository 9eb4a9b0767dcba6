using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>A service that tells at once how far its record is sealed.</summary>
public sealed class ChainFixture : SampleFixture
{
    private NpgsqlDataSource? _source;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Record:WitnessEvery"] = "00:00:00" };

    /// <summary>Writes entries, each half of them in another way, and returns when all there are have their seals.</summary>
    public async Task WriteAsync(int entries, Guid? person = null)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
            var all = Enumerable.Range(0, entries).Select(i => new RecordEntry(
                "anna", "note.written", "note", Guid.CreateVersion7(), person ?? (i % 2 == 0 ? Guid.CreateVersion7() : null), i % 3 == 0 ? i : null,
                new { number = i, text = "é\n\"" }, PersonText: person is null ? null : $"Reason {i}")).ToList();
            foreach (var entry in all.Take(entries / 2)) db.Record(entry, Clock.GetCurrentInstant());
            await db.SaveChangesAsync();
            await db.RecordManyAsync([.. all.Skip(entries / 2)], Clock.GetCurrentInstant(), CancellationToken.None);
        }

        await SealedAsync();
    }

    /// <summary>Waits until no entry is without a seal.</summary>
    public Task SealedAsync() => EventuallyAsync(async () =>
    {
        await using var db = NewDb();
        return !await db.Set<UnsealedRow>().AnyAsync() && await db.Records.CountAsync() == await db.Set<SealRow>().CountAsync();
    }, TimeSpan.FromSeconds(90));

    public async Task<NpgsqlConnection> OpenAsync()
    {
        if (_source is null)
        {
            var source = new NpgsqlDataSourceBuilder(ConnectionString + ";Pooling=false");
            source.UseNodaTime();
            _source = source.Build();
        }

        return await _source.OpenConnectionAsync();
    }

    /// <summary>What verify finds after the owner of the database has done this; it is undone again.</summary>
    internal async Task<RecordVerification.Finding> AfterAsync(Func<NpgsqlConnection, Task> tampering, params Witness[] witnesses)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "alter table record disable trigger all; alter table record_seals disable trigger all; alter table record_witnesses disable trigger all");
        await tampering(connection);
        var sorted = new SortedDictionary<long, List<Witness>>();
        foreach (var witness in witnesses) sorted.Add(witness);
        return await new RecordVerification(connection, "sample", sorted).RunAsync();
    }

    internal Task<RecordVerification.Finding> VerifyAsync(params Witness[] witnesses) => AfterAsync(_ => Task.CompletedTask, witnesses);

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The statements are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public override async Task DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        await base.DisposeAsync();
    }
}

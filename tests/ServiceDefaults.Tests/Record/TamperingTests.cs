using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.ServiceDefaults.Record;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>The owner of the database can do anything to it, and verify names what was done first (R54).</summary>
public sealed class TamperingTests(ChainFixture service) : IClassFixture<ChainFixture>, IAsyncLifetime
{
    private const string Seventh = "(select record_id from record_seals where number = 7)";
    private const string Ninth = "(select record_id from record_seals where number = 9)";

    public async Task InitializeAsync()
    {
        await using var db = service.NewDb();
        if (!await db.Records.AnyAsync()) await service.WriteAsync(30);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task R54_an_untouched_record_is_intact()
    {
        var found = await service.VerifyAsync();
        Assert.Equal((null, 30L, 0L), (found.Broken, found.Sealed, found.Waiting));
    }

    [Theory]
    [InlineData("at = at + interval '1 microsecond'")]
    [InlineData("actor = 'berta'")]
    [InlineData("action = 'note.deleted'")]
    [InlineData("entity_type = 'person'")]
    [InlineData("entity_id = gen_random_uuid()")]
    [InlineData("person_id = gen_random_uuid()")]
    [InlineData("rule_version = coalesce(rule_version, 0) + 1")]
    [InlineData("details = details || '{\"number\": 99}'")]
    [InlineData("details = null")]
    [InlineData("person_text = ''")]
    public async Task R54_an_altered_entry_is_named(string change)
    {
        var found = await service.AfterAsync(c => ChainFixture.ExecuteAsync(c, $"update record set {change} where id = {Seventh}"));
        Assert.StartsWith("number 7, the entry with id ", found.Broken, StringComparison.Ordinal);
        Assert.Contains("was altered", found.Broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"delete from record where id = {Seventh}", "number 7,", "was removed: its seal is left")]
    [InlineData($"delete from record where id = {Seventh}; delete from record_seals where number = 7", "number 7 was removed", "the next one is number 8")]
    [InlineData("delete from record_seals where number = 7", "number 7 was removed", "the next one is number 8")]
    [InlineData("update record_seals set hash = sha256('x') where number = 7", "number 7,", "was altered")]
    [InlineData("update record_seals set sealed_at = sealed_at - interval '1 day' where number = 7", "number 7,", "was altered")]
    [InlineData($"update record set actor = 'x' where id in ({Seventh}, {Ninth})", "number 7,", "was altered")]
    [InlineData("insert into record (at, actor, action, entity_type, entity_id) values ('2020-01-01Z', 'x', 'x.y', 'x', gen_random_uuid())", "the entry with id ", "was inserted past the sealing")]
    [InlineData("insert into record_unsealed (record_id) values (-3)", "the entry with id -3", "was removed before it was sealed")]
    public async Task R54_a_removed_or_inserted_entry_is_named(string sql, string begin, string what)
    {
        var found = await service.AfterAsync(c => ChainFixture.ExecuteAsync(c, sql));
        Assert.StartsWith(begin, found.Broken, StringComparison.Ordinal);
        Assert.Contains(what, found.Broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""
        create temp table two on commit drop as select number, record_id from record_seals where number in (7, 9);
        update record_seals set record_id = -record_id where number in (7, 9);
        update record_seals s set record_id = (select t.record_id from two t where t.number = 16 - s.number) where number in (7, 9)
        """)]
    [InlineData("""
        create temp table two on commit drop as select number, record_id from record_seals where number in (7, 9);
        create temp table rows on commit drop as select r.*, t.number from record r join two t on t.record_id = r.id;
        update record r set at = o.at, actor = o.actor, action = o.action, entity_type = o.entity_type, entity_id = o.entity_id, person_id = o.person_id,
            rule_version = o.rule_version, details = o.details, person_text = o.person_text
        from two t, rows o where t.record_id = r.id and o.number = 16 - t.number
        """)]
    public async Task R54_reordered_entries_are_named(string sql)
    {
        var found = await service.AfterAsync(c => ChainFixture.ExecuteAsync(c, sql));
        Assert.StartsWith("number 7,", found.Broken, StringComparison.Ordinal);
        Assert.Contains("was reordered", found.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R54_a_tail_cut_off_is_found_by_what_others_keep()
    {
        var witness = await WitnessAsync(30);
        const string cut = "delete from record where id in (select record_id from record_seals where number > 24); delete from record_seals where number > 24; delete from record_witnesses";

        Assert.Null((await service.AfterAsync(c => ChainFixture.ExecuteAsync(c, cut))).Broken);
        var found = await service.AfterAsync(c => ChainFixture.ExecuteAsync(c, cut), witness);
        Assert.StartsWith("number 25 and what follows were removed: screening keeps the hash of number 30", found.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R54_a_chain_computed_anew_is_found_by_what_others_keep()
    {
        Witness[] witnesses = [await WitnessAsync(5), await WitnessAsync(12), await WitnessAsync(30)];
        async Task ForgeAsync(NpgsqlConnection connection)
        {
            await ChainFixture.ExecuteAsync(connection, $"update record set actor = 'berta' where id = {Seventh}; delete from record_witnesses");
            await RecomputeAsync(connection);
        }

        Assert.Null((await service.AfterAsync(ForgeAsync)).Broken);
        var found = await service.AfterAsync(ForgeAsync, witnesses);
        Assert.StartsWith("an entry from number 6 to 12 was altered", found.Broken, StringComparison.Ordinal);
        Assert.Contains("screening keeps another hash of number 12", found.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R54_what_others_keep_agrees_with_an_untouched_record() =>
        Assert.Null((await service.VerifyAsync(await WitnessAsync(5), await WitnessAsync(30))).Broken);

    [Fact]
    public async Task R54_an_entry_dated_back_is_pointed_out()
    {
        // Through the front door, so that it is sealed: its date alone gives it away.
        var found = await service.AfterAsync(async c =>
        {
            await ChainFixture.ExecuteAsync(c, $"update record set at = '2020-01-01Z' where id = {Seventh}");
            await RecomputeAsync(c);
            await ChainFixture.ExecuteAsync(c, "delete from record_witnesses");
        });
        Assert.Equal((null, 7L), (found.Broken, found.Backdated));
    }

    [Theory]
    [InlineData("update record_seals set number = number + 100")]
    [InlineData("delete from record_seals")]
    [InlineData("truncate record_seals")]
    [InlineData("update record_witnesses set number = number + 100")]
    [InlineData("delete from record_witnesses")]
    [InlineData("truncate record_witnesses")]
    public async Task R54_seals_and_witnesses_are_never_changed_or_deleted(string sql)
    {
        await using var connection = await service.OpenAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ChainFixture.ExecuteAsync(connection, sql));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    private async Task<Witness> WitnessAsync(long number)
    {
        await using var db = service.NewDb();
        var seal = await db.Set<SealRow>().SingleAsync(s => s.Number == number);
        return new("screening", "sample", number, Convert.ToHexStringLower(seal.Hash), Instant.FromUtc(2025, 1, 1, 0, 0));
    }

    /// <summary>What an owner of the database who knows this code would do.</summary>
    private static async Task RecomputeAsync(NpgsqlConnection connection)
    {
        var chain = new List<(long Number, Instant SealedAt, RecordRow Entry)>();
        await using (var read = new NpgsqlCommand("""
            select s.number, s.sealed_at, r.id, r.at, r.actor, r.action, r.entity_type, r.entity_id, r.person_id, r.rule_version, r.details::text, r.person_text
            from record_seals s join record r on r.id = s.record_id order by s.number
            """, connection))
        await using (var reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) chain.Add((reader.GetInt64(0), reader.GetFieldValue<Instant>(1), RecordRow.Read(reader, 2)));
        }

        var hash = RecordHash.Genesis("sample");
        foreach (var (number, sealedAt, entry) in chain)
        {
            hash = RecordHash.Of(entry, number, sealedAt, hash);
            await using var update = new NpgsqlCommand("update record_seals set hash = $1 where number = $2", connection) { Parameters = { new() { Value = hash }, new() { Value = number } } };
            await update.ExecuteNonQueryAsync();
        }
    }
}
